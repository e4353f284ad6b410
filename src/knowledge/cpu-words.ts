/**
 * What may stand in the name of a processor (`model name` of /proc/cpuinfo): brands and generations, and models by their shape. Intel, "Intel
 * processor names, numbers and generation list"; AMD, "Processor specifications"; QEMU, target/i386/cpu.c, for the models of guests.
 */

const brands = new Set(
  [
    'intel r core tm m ultra pentium celeron atom xeon gold silver bronze platinum max series gen cpu processor genuine mobile quad dual duo solo',
    'extreme edition engineering sample graphics ghz mhz amd ryzen threadripper pro epyc athlon phenom opteron turion sempron fx with radeon vega',
    'wx eng hygon zhaoxin kaixian shengshen via nano eden common kvm qemu virtual version skylake kabylake cascadelake cooperlake icelake broadwell',
    'haswell ivybridge sandybridge westmere nehalem penryn conroe denverton snowridge sapphirerapids graniterapids sierraforest knightsmill client',
    'server plus rome milan genoa dhyana notsx ibrs ibpb tsx no six eight twelve sixteen core',
  ]
    .join(' ')
    .split(' '),
);

const shapes: readonly RegExp[] = [
  // i5, m3, X7, v6; 13th.
  /^[a-z]\d$/iu,
  /^\d{1,2}(?:st|nd|rd|th)$/iu,
  // 12600KF, 1065G7, N305, J4105, G4560, 2176G, 1185GRE, 7950X3D; N95; 7Y75. A maker's serial number has letters among its digits.
  /^[a-z]?\d{3,5}(?:[a-z]{0,3}|g\d|x3d)$/iu,
  // 1068NG7, 1185G7E.
  /^\d{4}n?g[147](?:r?e)?$/iu,
  /^[nj]\d{2}$/iu,
  /^\dy\d{2}[a-z]?$/iu,
  // 2.60GHz
  /^\d{1,3}[gm]hz$/iu,
];

/** Whether a word of a processor's name tells nothing but the processor. */
export const isCpuWord = (word: string): boolean =>
  brands.has(word.toLowerCase()) || shapes.some(shape => shape.test(word));
