import type { FactAddress } from '../../../facts/catalogue.ts';
import { known, unknown, type Fact } from '../../../facts/fact.ts';
import type { Facts, Family, Said } from '../../../facts/fact-index.ts';
import { isModuleGone, moduleLife, regressionOf } from '../../../knowledge/kernels.ts';
import type { KernelChoice } from '../../../rules/remedy.ts';
import { isAtLeast } from '../../../values/version.ts';
import { logOpen, offersOpen, type Assume } from './assumption.ts';

/** Long-term kernels whose sources were looked at (rules/tables/kernels.yml); the first that will do stands for whichever comes. */
const usual = ['5.15', '6.1', '6.12'] as const;

/** The kernel that a choice asks for: which one comes is not known, only what it holds. */
export const assumeKernel: Assume<'kernel-chosen'> = (choice, { facts, subject }) => {
  const since = facts.value(choice === 'with-sriov-in-xe' ? 'gpu/sriov-since' : 'gpu/gvtg-since', subject);
  const platform = facts.value('gpu/platform', subject);
  if (typeof since !== 'string' || typeof platform !== 'string' || choice === 'as-before') return undefined;
  const version = versionFor({ choice, since, platform }, facts);
  return version === undefined ? undefined : kernelOf(version, facts);
};

interface Wanted {
  readonly choice: KernelChoice;
  readonly since: string;
  readonly platform: string;
}

/** A build with GVT-g may be of the version that runs. */
function versionFor({ choice, since, platform }: Wanted, facts: Facts): string | undefined {
  const running = facts.value('kernel/upstream');
  const own = choice === 'built-with-gvt-g' && typeof running === 'string' ? [running] : [];
  return [...own, ...usual, since].find(
    version => isAtLeast(version, since) === true && regressionOf(platform, version) === null,
  );
}

/** A kernel of a distribution: with its modules in their usual places and GVT-g among them; a driver from outside is another matter. */
function kernelOf(version: string, facts: Facts): Said {
  const isStock = facts.value('modules/i915-origin') === 'in-tree';
  const open = (['kernel/release', 'kernel/build', 'kernel/next-release', 'kernel/has-config'] as const).map(
    address => unknown(address, 'undecided'),
  );
  return {
    facts: [
      ...open,
      known('kernel/upstream', version),
      known('kernel/next-differs', false),
      isStock ? known('modules/i915-origin', 'in-tree') : unknown('modules/i915-origin', 'undecided'),
      ...shownOpen(facts),
      ...offersOpen(facts),
    ],
    families: [fileFamily(version), configFamily, logOpen(facts)],
  };
}

/** What the running driver shows: its parameters; and whether a driver that did not take the GPU takes it in another kernel. */
function shownOpen(facts: Facts): readonly Fact[] {
  const addresses = facts
    .all()
    .map(({ address }) => address)
    .filter(address => address.startsWith('module-parameter/'));
  const undriven = facts.subjects('gpu').filter(gpu => facts.value('gpu/driver', gpu) === null);
  return [
    ...addresses.map(address => unknown(address, 'undecided')),
    ...undriven.map(subject => unknown('gpu/driver', 'undecided', { subject })),
  ];
}

/** Where the modules of GVT-g lie below /lib/modules/RELEASE: Makefiles of drivers/gpu/drm/i915, drivers/gpu/drm/xe, drivers/vfio. */
const folders: Readonly<Record<string, string>> = {
  i915: 'kernel/drivers/gpu/drm/i915',
  kvmgt: 'kernel/drivers/gpu/drm/i915',
  xe: 'kernel/drivers/gpu/drm/xe',
  mdev: 'kernel/drivers/vfio/mdev',
  vfio_mdev: 'kernel/drivers/vfio/mdev',
  kvm_intel: 'kernel/arch/x86/kvm',
};

const fileFamily = (version: string): Family => ({
  name: 'module-file',
  member: module => {
    const address: FactAddress = `module-file/${module}`;
    const folder = folders[module];
    if (folder === undefined) return unknown(address, 'undecided');
    const isGone = isModuleGone(module, version) === true || !hasBegun(module, version);
    return known(address, isGone ? null : `${folder}/${module}.ko`);
  },
});

const hasBegun = (module: string, version: string): boolean =>
  isAtLeast(version, moduleLife(module)?.from ?? '0') === true;

const configFamily: Family = {
  name: 'kernel-config',
  member: option =>
    option === 'DRM_I915_GVT_KVMGT'
      ? known('kernel-config/DRM_I915_GVT_KVMGT', 'm')
      : unknown(`kernel-config/${option}`, 'undecided'),
};
