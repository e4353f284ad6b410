import { parseCmdline } from '../formats/kernel-cmdline.ts';
import type { Host } from '../host/reader.ts';
import { kernelBoolean } from '../values/kernel-boolean.ts';
import { byName } from './cmdline.ts';
import type { Collector } from './collector.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Family } from './fact-index.ts';
import { readBls, readSystemdBoot } from './bootloader-entries.ts';
import { readGrub } from './bootloader-grub.ts';
import { decideLoader } from './bootloader-kind.ts';
import { readProxmox, readProxmoxGrub, readSyslinux } from './bootloader-others.ts';
import { nothingRead, type BootConfig, type LoaderKind, type Part } from './boot-config.ts';

/** How the files of each boot loader are read. */
const readers: Readonly<Record<LoaderKind, (host: Host) => Promise<BootConfig>>> = {
  grub: host => readGrub(host),
  'proxmox-grub': readProxmoxGrub,
  'proxmox-systemd-boot': readProxmox,
  'systemd-boot': readSystemdBoot,
  bls: readBls,
  syslinux: readSyslinux,
};

/**
 * The command line of the next boot, as configured and as generated. Which boot loader is in force is decided by the
 * evidence of this boot; a file that merely exists proves nothing.
 */
export const bootloaderCollector: Collector = {
  subject: 'bootloader',
  gives: [
    'bootloader/kind',
    'bootloader/proof',
    'bootloader/file',
    'bootloader/apply',
    'bootloader/faults',
    'bootloader/faulty-lines',
    'bootloader/mistyped-lines',
    'bootloader/not-generated',
    'bootloader/stray',
    'kernel/next-release',
    'tokens/configured',
    'configured/*',
    'generated/*',
  ],
  collect: async host => {
    const decision = await decideLoader(host);
    const about = { source: '/proc/cmdline' };
    const kind = decision.kind;
    const config = kind === undefined ? nothingRead(decision.why) : await readers[kind](host);
    return {
      facts: [
        kind === undefined
          ? unknown('bootloader/kind', decision.why, about)
          : known('bootloader/kind', kind, about),
        known('bootloader/proof', decision.proof, about),
        ...configFacts(config),
        configuredTokens(config),
        notGenerated(config),
        await strayFact(host, kind),
      ],
      families: [partFamily('configured', config.configured), partFamily('generated', config.generated)],
    };
  },
};

function configFacts(config: BootConfig): readonly Fact[] {
  const { file, apply, nextRelease, faults } = config;
  const source = file ?? '/boot';
  return [
    file === undefined ? unknown('bootloader/file', 'undecided') : known('bootloader/file', file, { source }),
    file === undefined
      ? unknown('bootloader/apply', 'undecided')
      : known('bootloader/apply', apply, { source }),
    nextRelease === undefined
      ? unknown('kernel/next-release', 'undecided', { source: config.generated.source })
      : known('kernel/next-release', nextRelease, { source: config.generated.source }),
    faults === undefined
      ? unknown('bootloader/faults', 'not captured', { source })
      : known(
          'bootloader/faults',
          faults.map(fault => `${fault.path}:${fault.line} ${fault.kind}`),
          { source: faults[0]?.path ?? source },
        ),
    ...linesFacts(config),
  ];
}

/** The lines to show of the settings; there are none where nothing is wrong, or nothing could be read. */
function linesFacts({ file = '/boot', faultyLines = [], mistypedLines = [] }: BootConfig): readonly Fact[] {
  const about = { source: file };
  return [
    known('bootloader/faulty-lines', faultyLines, about),
    known('bootloader/mistyped-lines', mistypedLines, about),
  ];
}

function configuredTokens({ configured }: BootConfig): Fact {
  const about = { source: configured.source };
  return configured.text === undefined
    ? unknown('tokens/configured', configured.why, about)
    : known(
        'tokens/configured',
        parseCmdline(configured.text).map(token => token.raw),
        about,
      );
}

function partFamily(name: 'configured' | 'generated', part: Part): Family {
  const values = part.text === undefined ? undefined : byName(parseCmdline(part.text));
  return {
    name,
    member: member =>
      values === undefined
        ? unknown(`${name}/${member}`, part.why, { source: part.source })
        : known(`${name}/${member}`, values.get(member) ?? null, { source: part.source }),
  };
}

/** Parameters of our area; others may differ for reasons of their own (root=, quiet). */
const ours =
  /^(i915|xe|kvm|kvm_intel|vfio[\w]*|intel_iommu|iommu|module_blacklist|modprobe|nomodeset)(\.|$)/u;

function notGenerated(config: BootConfig): Fact {
  const { configured, generated } = config;
  const about = { source: `${configured.source}, ${generated.source}` };
  if (configured.text === undefined) return unknown('bootloader/not-generated', configured.why, about);
  if (generated.text === undefined) return unknown('bootloader/not-generated', generated.why, about);
  const there = byName(parseCmdline(generated.text));
  const missing = [...byName(parseCmdline(configured.text))].filter(
    ([name, value]) => ours.test(name) && there.get(name) !== value,
  );
  return known(
    'bootloader/not-generated',
    missing.map(([name, value]) => (value === '' ? name : `${name}=${value}`)),
    about,
  );
}

/** Files that ask for GVT-g although the boot loader in force never reads them. */
async function strayFact(host: Host, kind: LoaderKind | undefined): Promise<Fact> {
  const grub = '/etc/default/grub';
  const kernel = '/etc/kernel/cmdline';
  if (kind === undefined) return unknown('bootloader/stray', 'undecided', { source: grub });
  const unread = {
    grub: [kernel],
    'proxmox-grub': [kernel],
    'proxmox-systemd-boot': [grub],
    'systemd-boot': [grub],
    bls: [],
    syslinux: [grub, kernel],
  }[kind];
  const readings = await Promise.all(unread.map(path => host.read(path)));
  const found = unread.filter((_, i) => {
    const reading = readings[i];
    return reading?.state === 'present' && asksForGvt(reading.value);
  });
  const about = { source: unread.join(', ') || '/etc' };
  const missing = readings.find(reading => reading.state === 'withheld');
  if (found.length === 0 && missing?.state === 'withheld')
    return unknown('bootloader/stray', missing.why, about);
  return known('bootloader/stray', found, about);
}

/** Does a line that is no comment switch GVT-g on? */
function asksForGvt(text: string): boolean {
  const values = [...text.matchAll(/^[^#\n\r\u2028\u2029]*?\bi915\.enable[-_]gvt=([^\s"']*)/gmu)].map(
    match => match[1] ?? '',
  );
  return values.some(value => value !== '' && kernelBoolean(value) === true);
}
