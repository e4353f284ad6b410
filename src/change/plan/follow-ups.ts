import { parseModuleList } from '../../formats/module-list.ts';
import type { Host } from '../../host/reader.ts';
import type { PlanBuilder } from './builder.ts';
import { isMadeOf } from '../journal/known-commands.ts';
import type { RunStep } from '../plan.ts';

/** GRUB's file on the Debian family. */
export const grubConfig = '/boot/grub/grub.cfg';

/** Every kernel's initramfs made anew: update-initramfs(8). */
export const updateInitramfs = ['update-initramfs', '-u', '-k', 'all'] as const;

/**
 * A setting that also lives in the initramfs counts only once that is made anew. Where another tool makes it (dracut has no update-initramfs
 * beside it in Debian 12: the packages exclude each other), nothing is promised.
 */
export async function refuseWithoutTools(draft: PlanBuilder): Promise<void> {
  const rule = draft.followUps().get('initramfs');
  if (rule === undefined) return;
  const tool = await draft.stage.host.stat('/usr/sbin/update-initramfs');
  if (tool.state !== 'absent') return;
  const edits = draft.stage.edits().filter(({ path }) => isMadeOf(updateInitramfs, path));
  draft.refuse(rule, 'no-update-initramfs', { path: edits.map(({ path }) => path).join(', ') });
}

/** The commands that make the next boot out of the edited files, each once: the initramfs first, the boot loader's entries last. */
export function followUpSteps(draft: PlanBuilder): readonly RunStep[] {
  const asked = draft.followUps();
  const { route } = draft;
  const steps: RunStep[] = [];
  const initramfs = asked.get('initramfs');
  if (initramfs !== undefined) {
    // Every kernel's: whichever boots next must not find the old setting in its own copy. update-initramfs(8).
    steps.push({ kind: 'run', argv: updateInitramfs, undo: updateInitramfs, reboot: true, rule: initramfs });
  }
  const loader = asked.get('boot-loader');
  if (loader === undefined || route.kind === 'by-hand') return steps;
  const { wanted, dropped } = draft.words();
  for (const argv of route.refresh) {
    const verify = { kind: 'grub', config: grubConfig, wanted, dropped } as const;
    steps.push({
      kind: 'run',
      argv,
      undo: argv,
      ...(route.kind === 'grub' ? { verify } : {}),
      reboot: true,
      rule: loader,
    });
  }
  return steps;
}

/** Modules that initramfs-tools is told to put into each initramfs, and to load there: initramfs-tools(7). */
export const initramfsModules = '/etc/initramfs-tools/modules';

/**
 * Debian copies /etc/modprobe.d into each initramfs (initramfs-tools, hook-functions); that copy counts for modules which are loaded
 * there: i915 and xe, where a splash screen or a disk password wants a picture, and whatever its list names.
 */
export async function isInInitramfs(host: Host): Promise<(module: string) => boolean> {
  const list = await host.read(initramfsModules);
  const entries = list.state === 'present' ? parseModuleList('', list.value).entries : [];
  const named = new Set(entries.map(({ name }) => name));
  return module => module === 'i915' || module === 'xe' || named.has(module);
}
