import { edit, run, textOf, type HostFiles } from './vgpu-proposal.ts';
import type { Step } from '../change/plan.ts';
import type { VgpuInventory } from './vgpu-inventory.ts';

/** The rule of our own; udev takes it in the place of the packaged one of that name (udev(7)). */
export const ownRule = '/etc/udev/rules.d/60-mdevctl.rules';

/** Where packages put theirs. */
export const packagedRules = [
  '/usr/lib/udev/rules.d/60-mdevctl.rules',
  '/lib/udev/rules.d/60-mdevctl.rules',
] as const;

/**
 * Makes vGPUs that are set to start at boot really start. Debian 12 and 13 and Ubuntu 24.04 ship a rule that calls
 * /usr/sbin/mdevctl and a program at /usr/bin/mdevctl (mdevctl issue 82). Packaged files stay as they are: a copy with the right path
 * goes where the administrator's rules belong. Nothing where the rule works.
 */
export function autostartRule(inventory: VgpuInventory, files: HostFiles): readonly Step[] {
  const program = inventory.book.value('mdevctl/path');
  if (inventory.book.value('mdevctl/rule-works') !== false || typeof program !== 'string') return [];
  const own = textOf(files, ownRule);
  const packaged = packagedRules.map(path => textOf(files, path)).find(text => text !== null) ?? null;
  const text = (own ?? packaged ?? plainRule).replaceAll(/(?:\/usr)?\/s?bin\/mdevctl\b/gu, program);
  return [
    edit(ownRule, own, text),
    // udevd would see it by itself within seconds; this makes it certain, and says a bad rule at once.
    run(['udevadm', 'control', '--reload'], ['udevadm', 'control', '--reload']),
  ];
}

/**
 * Without a packaged rule: i915 says by this event that vGPUs can be made (`mdev_register_parent()`, drivers/vfio/mdev/mdev_core.c, since 5.3).
 */
const plainRule = `ACTION=="change", ENV{MDEV_STATE}=="registered", TEST=="/etc/mdevctl.d/$kernel", RUN+="/bin/sh -c '/usr/sbin/mdevctl start-parent-mdevs %k'"
`;
