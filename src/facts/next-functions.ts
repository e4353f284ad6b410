import { known, unknown, type Fact } from './fact.ts';
import type { Facts, Said } from './fact-index.ts';
import { differs, driverParameters } from './next-driver.ts';
import { isOtherKernel } from './next-modules.ts';

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
export function nextLog(now: Facts): Said {
  const isSame = !isOtherKernel(now) && differs(now, [...driverParameters, ...messageParameters]) === false;
  const member = (id: string): Fact => {
    const said = now.get(`log/${id}`);
    if (id === 'sriov-no-mmio') return roomFact(now) ?? said;
    return isSame || lasting.includes(id) ? said : unknown(`log/${id}`, 'undecided');
  };
  return { facts: [], families: [{ name: 'log', asks: ['log', 'gpu'], member }] };
}

/** Virtual functions that exist found room for their BARs, which the firmware gave. */
function roomFact(now: Facts): Fact | undefined {
  const made = now.subjects('gpu').map(gpu => now.get('gpu/sriov-numvfs', gpu));
  const isMade = (fact: Fact): boolean => fact.known && Number(fact.value) > 0;
  return made.length > 0 && made.every(isMade) ? known('log/sriov-no-mmio', null, { from: made }) : undefined;
}

/** What makes a driver run a GPU as a physical function, beside what binds it: the parameters of its SR-IOV. */
const functionParameters = ['i915.enable_guc', 'i915.max_vfs', 'xe.max_vfs'] as const;

/**
 * Another kernel, or other words for the driver of the functions: what it does then shows only then. Functions themselves live in memory; whether
 * something makes them again was not read.
 */
export function nextFunctions(now: Facts, next: Facts): Said {
  const isSame = !isOtherKernel(now) && differs(now, [...driverParameters, ...functionParameters]) === false;
  const gpus = now.subjects('gpu').filter(gpu => now.value('gpu/technology', gpu) === 'sr-iov');
  return { facts: gpus.flatMap(gpu => functionFacts({ now, next, gpu }, isSame)) };
}

/** A GPU at this boot and the next. */
interface Boots {
  readonly now: Facts;
  readonly next: Facts;
  readonly gpu: string;
}

function functionFacts({ now, next, gpu }: Boots, isSame: boolean): readonly Fact[] {
  const about = { subject: gpu, from: functionParameters.map(name => now.get(`generated/${name}`)) };
  const mode = isSame ? [] : [modeOfXe(next, gpu) ?? unknown('gpu/sriov-pf-mode', 'undecided', about)];
  if (isSame && Number(now.value('gpu/sriov-numvfs', gpu) ?? 0) === 0) return mode;
  return [
    ...mode,
    unknown('gpu/sriov-numvfs', 'undecided', about),
    unknown('gpu/vf-group-strangers', 'undecided', about),
  ];
}

/**
 * xe runs a GPU that it offers functions of as their physical function by itself, unless it may make none (xe_module.c, max_vfs: no limit since
 * 6.17, which is older than the first kernel that offers any; xe_pci_sriov.c). Nobody saw it on this host: likely.
 */
function modeOfXe(next: Facts, gpu: string): Fact | undefined {
  const [driver, total] = [next.get('gpu/sriov-driver', gpu), next.get('gpu/sriov-totalvfs', gpu)];
  const limit = next.get('cmdline/xe.max_vfs');
  const option = next.get('modprobe/xe.max_vfs');
  if (!driver.known || driver.value !== 'xe' || !limit.known || !option.known) return undefined;
  if (!total.known || Number(total.value ?? 0) === 0 || Number(limit.value ?? option.value ?? 1) === 0)
    return undefined;
  return known('gpu/sriov-pf-mode', true, { subject: gpu, from: [driver, total, limit], isLikely: true });
}
