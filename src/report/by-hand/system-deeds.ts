import { faultyRanges } from '../../knowledge/kernels.ts';
import type { KernelChoice, Remainder, RemedyValues } from '../../rules/remedy.ts';
import { asAnyone, asRoot, type Deeds, type Maker } from './deeds.ts';
import type { Place } from './place.ts';
import type { PackagedKernel } from './system-ways.ts';

type Kinds =
  'kernel-chosen' | 'package-installed' | 'dkms-driver' | 'elsewhere' | 'tool-updated' | 'what-remains';

/** The kernel, packages and drivers of the system, and what is possible without them. */
export const systemDeeds: { readonly [Kind in Kinds]: Maker<Kind> } = {
  'kernel-chosen': kernelChosen,
  'package-installed': (name, place) => (name === 'kvmgt' ? kvmgtBack(place) : mdevctlInstalled(place)),
  'dkms-driver': (what, place) => driverDeeds[what](place),
  elsewhere: elsewhereDeeds,
  'tool-updated': (_, { say }) => ({ steps: asAnyone(...say.toolUpdated) }),
  'what-remains': remaining,
};

/** The fact that holds the first kernel which will do. */
const sinceFact: Readonly<Partial<Record<KernelChoice, string>>> = {
  'with-gvt-g-for-gpu': 'gpu/gvtg-since',
  'with-sriov-in-xe': 'gpu/sriov-since',
};

function kernelChosen(choice: KernelChoice, place: Place): Deeds {
  const { say, ways } = place;
  if (choice === 'built-with-gvt-g' && ways.kernel === 'closed') return keptKernel(place);
  // A platform of which no kernel's xe offers SR-IOV has nothing to choose.
  if (choice === 'with-sriov-in-xe' && place.isAbsent('gpu/sriov-since')) return {};
  if (choice === 'as-before') return { checks: asAnyone(say.kernel[choice][wayOf(ways.kernel)]) };
  const since = place.value(sinceFact[choice] ?? '');
  const ranges = choice === 'without-that-fault' ? rangesOf(place) : [];
  const added = [
    ...(since === undefined ? [] : [say.since(since)]),
    ...(ranges.length === 0 ? [] : [say.fits(ranges)]),
  ];
  const checks = asAnyone(choice === 'built-with-gvt-g' ? say.checkKvmgt : say.checkKernel);
  const { kernel } = ways;
  if (isPackaged(kernel) && choice === 'with-gvt-g-for-gpu')
    return { steps: asRoot(say.joined([say.newerKernel[kernel], ...added])), reboot: 'now', checks };
  if (isPackaged(kernel) && choice !== 'with-sriov-in-xe') {
    const steps = asRoot(say.joined([say.ownKernel[kernel], ...added]));
    return kernel === 'proxmox'
      ? { steps: [...steps, ...asRoot(say.pinned)], reboot: 'now', checks }
      : { steps, reboot: 'now', checks: [...asAnyone(say.fromMenu), ...checks] };
  }
  return {
    steps: asAnyone(say.joined([say.kernel[choice][wayOf(kernel)], ...added])),
    reboot: 'now',
    checks,
  };
}

/** Whether the system's own kernel is a package of which the name is known. */
const isPackaged = (kernel: Place['ways']['kernel']): kernel is PackagedKernel =>
  kernel === 'proxmox' || kernel === 'debian' || kernel === 'ubuntu';

const wayOf = (kernel: Place['ways']['kernel']): 'closed' | 'unraid' | 'open' =>
  kernel === 'closed' || kernel === 'unraid' ? kernel : 'open';

function rangesOf({ say, generation }: Place): readonly string[] {
  return generation === null
    ? []
    : faultyRanges(generation).map(({ from, before }) => say.range(from, before));
}

/** Nobody here can choose it. */
function keptKernel(place: Place): Deeds {
  const { say, ways } = place;
  return together(
    { steps: asAnyone(say.keepKernel(ways.name), say.askMaker(ways.name)) },
    remaining(['containers', 'whole-gpu', 'other-system'], place),
  );
}

const together = (first: Deeds, second: Deeds): Deeds => ({ ...first, ...second });

function kvmgtBack({ say, ways }: Place): Deeds {
  const texts = say.kvmgtFile[ways.kernelFile];
  const isMakers = ways.kernelFile === 'maker';
  const isRebootFirst = isMakers || ways.kernelFile === 'rolling';
  if (isRebootFirst) return { steps: asAnyone(say.kvmgtReboot, say.checkKvmgt, ...texts) };
  return { steps: asRoot(...texts), reboot: 'now', checks: asAnyone(say.checkKvmgt) };
}

function mdevctlInstalled({ say, ways, gpu }: Place): Deeds {
  if (ways.packages === 'never')
    return { steps: [...asAnyone(say.keepPackages(ways.name)), ...asRoot(...say.vgpu.inSysfs(gpu))] };
  return { steps: asRoot(...say.mdevctl[ways.packages]), checks: asAnyone(say.checkMdevctl) };
}

const driverDeeds: Readonly<Record<RemedyValues['dkms-driver'], (place: Place) => Deeds>> = {
  removed: ({ say, ways, value }) => ({
    steps: ways.isFnos
      ? asAnyone(...say.dkms.removed.app)
      : asRoot(...knownOr(say.dkms.removed, value('modules/dkms-version'))),
    then: ['depmod', 'initramfs'],
    reboot: 'now',
    checks: asAnyone(say.dkms.checkRemoved),
  }),
  built: ({ say, ways }) => ({
    // A module without a valid signature does not load: that is seen to before the reboot.
    steps: asAnyone(...say.dkms.built[ways.isFnos ? 'app' : 'plain'], say.dkms.signed),
    then: ['initramfs'],
    reboot: 'now',
    checks: asRoot(say.dkms.checkBuilt),
  }),
  installed: place => {
    const source = driverSource(place);
    const { say, ways, release } = place;
    const headers = `${ways.kernel === 'proxmox' ? 'proxmox' : 'linux'}-headers-$(uname -r)`;
    const tools = source === 'plain' && ways.packages === 'apt' ? [say.sriovDriver.tools(headers)] : [];
    const steps = [...asRoot(...tools), ...asAnyone(...say.sriovDriver[source](release))];
    // What it is started with: its own README, "Installation".
    return source === 'plain'
      ? {
          steps: [...steps, ...asRoot(...say.boot[ways.boot].add(sriovWords))],
          then: ['boot-loader'],
          reboot: 'now',
        }
      : { steps };
  },
};

/** The command with the version that was read; else how to find it out. */
const knownOr = (
  { known, plain }: Place['say']['dkms']['removed'],
  version: string | undefined,
): readonly string[] => (version === undefined ? plain : known(version));

/** Words of the kernel that the community's i915 wants. */
const sriovWords = 'intel_iommu=on i915.enable_guc=3 i915.max_vfs=7 module_blacklist=xe';

/** Where a driver with SR-IOV comes from on this system. */
function driverSource({ ways }: Place): Exclude<keyof Place['say']['sriovDriver'], 'tools'> {
  if (ways.isFnos) return 'app';
  if (ways.kernel === 'unraid') return 'plugin';
  return ways.kernel === 'closed' ? 'maker' : 'plain';
}

function elsewhereDeeds(where: RemedyValues['elsewhere'], { say, ways, gpu }: Place): Deeds {
  if (where === 'host-of-guest') return { steps: asAnyone(...say.elsewhere.guest) };
  if (ways.isFnos) return { steps: asAnyone(...say.elsewhere.fnos) };
  // Proxmox inside of a container: VMIDs in UUIDs, the pending change, hostpci: qemu-server, PCI.pm.
  return {
    steps: asAnyone(...(ways.kernel === 'proxmox' ? say.elsewhere.proxmox(gpu) : say.elsewhere.host)),
  };
}

function remaining(ways: RemedyValues['what-remains'], place: Place): Deeds {
  const { say, ways: system } = place;
  const wordsFor = (words: Place['say']['ways'][Remainder]): string => {
    if (system.isFnos) return words.onPage;
    return system.kernel === 'proxmox' && 'proxmox' in words ? words.proxmox : words.plain;
  };
  return { remains: ways.map(way => wordsFor(say.ways[way])) };
}
