import { known, unknown } from '../../../facts/fact.ts';
import type { Facts, Said } from '../../../facts/fact-index.ts';
import { familyWith, logOpen, offersOpen, type Assume } from './assumption.ts';

/**
 * Files that a package brings: the module of GVT-g comes back to its place below the running kernel's modules, and with it i915, which it needs
 * (`modules.dep`), where that is missing too: Ubuntu has both in linux-modules-extra.
 */
export const assumePackage: Assume<'package-installed'> = (name, { facts }) =>
  name === 'kvmgt'
    ? {
        facts: offersOpen(facts),
        families: [
          familyWith(facts, 'module-file', {
            kvmgt: 'kernel/drivers/gpu/drm/i915/kvmgt.ko',
            ...(facts.value('module-file/i915') === null
              ? { i915: 'kernel/drivers/gpu/drm/i915/i915.ko' }
              : {}),
          }),
          logOpen(facts),
        ],
      }
    : undefined;

/** i915 from outside of the kernel goes, and the kernel's own is the one that loads; or it comes. */
export const assumeDriver: Assume<'dkms-driver'> = (what, { facts, subject }) => {
  if (what === 'removed') return removed(facts);
  // Beside xe it takes words for the kernel as well, and who wins shows then only.
  return facts.value('gpu/driver', subject) === 'xe' ? undefined : installed(facts);
};

function removed(facts: Facts): Said {
  return {
    facts: [
      known('modules/i915-origin', 'in-tree'),
      unknown('module-parameter/i915.enable_gvt', 'undecided'),
      ...offersOpen(facts),
    ],
    families: [logOpen(facts)],
  };
}

/** The build with SR-IOV is told by its parameter max_vfs, which no kernel's own i915 has (strongtz/i915-sriov-dkms); whether it enters its mode shows then only. */
function installed(facts: Facts): Said {
  const asked = facts.value('cmdline/i915.max_vfs');
  return {
    facts: [
      known('modules/i915-origin', 'out-of-tree'),
      known('module-parameter/i915.max_vfs', typeof asked === 'string' ? asked : '0'),
      ...facts
        .subjects('gpu')
        .flatMap(subject =>
          (['gpu/sriov-pf-mode', 'gpu/sriov-totalvfs'] as const).map(address =>
            unknown(address, 'undecided', { subject }),
          ),
        ),
    ],
    families: [logOpen(facts)],
  };
}
