import { upstreamVersion } from '../formats/kernel-version.ts';
import { kernelBoolean } from '../values/kernel-boolean.ts';
import type { FactAddress } from './catalogue.ts';
import { derive } from './derive.ts';
import { deriveSharing } from './derive-sharing.ts';
import { known, unknown, type Fact, type Value } from './fact.ts';
import type { Facts, Family } from './fact-index.ts';
import { differs, driverFacts, driverParameters } from './next-driver.ts';
import { denied, isOtherKernel, loaded, moved } from './next-modules.ts';

/**
 * The facts as the next boot will make them, from what is configured now: its command line, the modules it will load, the
 * driver, and what GVT-g will then offer. Where that can't be foretold the fact is unknown. Nothing here looks at the host.
 */
export function nextBoot(now: Facts): Facts {
  const base = now.with([...kernelFacts(now), ...iommuFacts(now)], families(now));
  const driven = base.with(base.subjects('gpu').flatMap(gpu => driverFacts(now, base, gpu)));
  const derived = derive(driven.with(parameterFacts(now, driven)));
  const offered = derived.with(
    derived.subjects('gpu').flatMap(gpu => [...shareFacts(now, derived, gpu), ...functionFacts(now, gpu)]),
  );
  return offered.grown([deriveSharing]);
}

/** Gives every member of a family a new answer, made from the members of others. */
function family(name: string, member: (name: string) => Fact): Family {
  return { name, member };
}

function families(now: Facts): readonly Family[] {
  const unread = ['kernel-config', 'module-file', 'module-parameter'] as const;
  return [
    ...(isOtherKernel(now)
      ? unread.map(name => family(name, member => unknown(`${name}/${member}`, 'not captured')))
      : []),
    family('cmdline', name => moved(now.get(`generated/${name}`), `cmdline/${name}`)),
    family('module-denied', name => denied(now, name)),
    family('module-loaded', name => loaded(now, name)),
    family('log', messages(now)),
  ];
}

/** Messages whose reason lies in the firmware: a reboot does not change it. */
const lasting: readonly string[] = ['kvm-disabled-by-bios', 'kvm-no-vmx', 'sriov-no-mmio'];

/** Parameters on which the driver's messages hang. */
const messageParameters = [
  'i915.enable_gvt',
  'i915.enable_guc',
  'i915.max_vfs',
  'xe.max_vfs',
  'intel_iommu',
  'iommu',
] as const;

/** The same kernel with the same words says the same again; what changes can't be foretold. */
function messages(now: Facts): (id: string) => Fact {
  const isSame = !isOtherKernel(now) && differs(now, [...driverParameters, ...messageParameters]) === false;
  return id => (isSame || lasting.includes(id) ? now.get(`log/${id}`) : unknown(`log/${id}`, 'undecided'));
}

/** Another kernel may boot next. Only its name is known then: its modules and its configuration were not read. */
function kernelFacts(now: Facts): readonly Fact[] {
  const next = now.get('kernel/next-release');
  if (!isOtherKernel(now) || !next.known) return [];
  const upstream = upstreamVersion({ release: String(next.value) });
  const about = { from: [next] };
  return [
    moved(next, 'kernel/release'),
    upstream === undefined
      ? unknown('kernel/upstream', 'undecided', about)
      : known('kernel/upstream', upstream, about),
    unknown('kernel/build', 'undecided', about),
    unknown('kernel/has-config', 'not captured', about),
    unknown('modules/i915-origin', 'not captured', about),
    unknown('module-parameter/i915.enable_gvt', 'undecided', about),
  ];
}

/** VT-d follows the command line where that says something, else the kernel's default, which a reboot does not change. */
function iommuFacts(now: Facts): readonly Fact[] {
  const [before, after] = [now.value('cmdline/intel_iommu'), now.get('generated/intel_iommu')];
  if (!after.known || after.value === before) return [];
  const words = String(after.value ?? '').split(',');
  const dmar = now.get('iommu/has-dmar');
  const about = { from: [after, dmar] };
  if (words.includes('off')) return [known('iommu/is-on', false, about)];
  if (words.includes('on') && dmar.known) return [known('iommu/is-on', dmar.value === true, about)];
  return [unknown('iommu/is-on', 'undecided', about)];
}

/** The switch as i915 will show it. */
function parameterFacts(now: Facts, next: Facts): readonly Fact[] {
  const address = 'module-parameter/i915.enable_gvt';
  const cmdline = next.get('cmdline/i915.enable_gvt');
  const option = next.get('modprobe/i915.enable_gvt');
  const decides = cmdline.known && cmdline.value === null ? option : cmdline;
  // The same words lead to the same answer: an option that the running driver did not see it will not see next time.
  const comes = next.subjects('gpu').some(gpu => next.value('gpu/driver', gpu) === 'i915');
  const wasAsked = now.value('module-loaded/i915') !== false || !comes;
  if (wasAsked && cmdline.known && cmdline.value === now.value('cmdline/i915.enable_gvt')) return [];
  const built = next.get('kernel/gvt-built');
  const about = { from: [cmdline, option, built] };
  if (built.known && built.value === false) return [known(address, null, about)];
  if (!decides.known) return [unknown(address, decides.why, about)];
  const isOn = decides.value !== null && kernelBoolean(String(decides.value)) === true;
  return [known(address, isOn ? 'Y' : 'N', about)];
}

/** What must hold for GVT-g to offer types; the value each fact must have. */
const links: readonly (readonly [FactAddress, (value: Value) => boolean])[] = [
  ['gpu/gvtg-in-kernel', value => value === true],
  ['kernel/gvt-built', value => value === true],
  ['gpu/driver', value => value === 'i915'],
  ['modules/i915-origin', value => value !== 'out-of-tree'],
  ['gpu/regression', value => value !== 'kernel-regression-gvt-mmio-table'],
  ['gpu/guc-blocks-gvt', value => value === false],
  ['gvt/switch', value => value === true],
  ['module-loaded/kvmgt', value => value === true],
];

/** Do all links hold? false: one is known to be broken; undefined: one is not known. */
function holds(book: Facts, gpu: string): boolean | undefined {
  const answers = links.map(([address, isSound]) => {
    const value = book.value(address, gpu);
    return value === undefined ? undefined : isSound(value);
  });
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

const offers = ['gpu/mdev-registered', 'gpu/mdev-types', 'gpu/mdev-free'] as const;

/** What GVT-g will offer: nothing where a link is known to be broken, the computed types where all are sound. */
function shareFacts(now: Facts, next: Facts, gpu: string): readonly Fact[] {
  if (next.value('gpu/technology', gpu) !== 'gvt-g') return [];
  const about = { subject: gpu, from: [next.get('gvt/switch'), next.get('module-loaded/kvmgt')] };
  const sound = holds(next, gpu);
  if (sound === false) {
    return [
      known('gpu/mdev-registered', false, about),
      known('gpu/mdev-types', null, about),
      known('gpu/vgpu-count', 0, about),
    ];
  }
  // All was in order already, and still GVT-g offered nothing: a reboot alone is no cure.
  if (holds(now, gpu) === true && now.value('gpu/mdev-types', gpu) === null) {
    return offers.map(address => now.get(address, gpu));
  }
  const types = now.list('gpu/mdev-types', gpu) ?? next.list('gpu/expected-types', gpu);
  if (sound === undefined || types === undefined) {
    return offers.map(address => unknown(address, 'undecided', about));
  }
  return [
    known('gpu/mdev-registered', true, about),
    known('gpu/mdev-types', types, about),
    freeAfterBoot(now, next, gpu),
    known('gpu/vgpu-count', 0, about),
  ];
}

/** What makes a driver run a GPU as a physical function, beside what binds it: the parameters of its SR-IOV. */
const functionParameters = ['i915.enable_guc', 'i915.max_vfs', 'xe.max_vfs'] as const;

/** Another kernel, or other words for the driver of the functions: what it does then shows only then. */
function functionFacts(now: Facts, gpu: string): readonly Fact[] {
  if (now.value('gpu/technology', gpu) !== 'sr-iov') return [];
  const isSame = !isOtherKernel(now) && differs(now, [...driverParameters, ...functionParameters]) === false;
  if (isSame) return [];
  const about = { subject: gpu, from: functionParameters.map(name => now.get(`generated/${name}`)) };
  return [unknown('gpu/sriov-pf-mode', 'undecided', about), unknown('gpu/sriov-numvfs', 'undecided', about)];
}

/** After a boot no vGPU exists: the arithmetic says how many fit. Without it, what is free today will be free then. */
function freeAfterBoot(now: Facts, next: Facts, gpu: string): Fact {
  const fresh = next.list('gpu/expected-instances', gpu);
  const about = { subject: gpu, from: [next.get('gpu/expected-instances', gpu)] };
  if (fresh !== undefined) {
    return known(
      'gpu/mdev-free',
      Math.max(0, ...fresh.map(line => Number(line.slice(line.lastIndexOf(' ') + 1)))),
      about,
    );
  }
  const today = now.get('gpu/mdev-free', gpu);
  return today.known && Number(today.value) > 0 ? today : unknown('gpu/mdev-free', 'undecided', about);
}
