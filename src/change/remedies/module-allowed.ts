import { modprobeDirectories } from '../../formats/drop-ins.ts';
import { commentOutOptions } from '../../formats/modprobe-d-edit.ts';
import { deniesModule, parseModprobe } from '../../formats/modprobe-d.ts';
import { parseModuleList } from '../../formats/module-list.ts';
import type { PlanBuilder } from '../plan/builder.ts';
import { madeByTool } from '../plan/made-by-tool.ts';
import { takeOut } from './kernel-argument-out.ts';
import type { Origin, Remedy } from './remedy.ts';

const own = '/etc/modprobe.d';

/** What keeps a module from loading goes: its entry in lists on the command line, its `blacklist` and `install` lines. */
export const moduleAllowed: Remedy<string> = async (draft, module, asker) => {
  const denied = draft.now.get(`module-denied/${module}`);
  if (!denied.known || denied.value === null) return;
  // A module may be denied in both places; one of them is enough to keep it away.
  if (denied.source === '/proc/cmdline') {
    const lists = ['module_blacklist', 'modprobe.blacklist'] as const;
    const isIn = (name: string): boolean => {
      const value = draft.now.value(`configured/${name}`);
      return typeof value === 'string' && value.split(',').some(one => one.replaceAll('-', '_') === module);
    };
    for (const name of lists.filter(isIn))
      draft.drop(`${name}=${String(draft.now.value(`configured/${name}`))}`);
    await takeOut(
      draft,
      lists.map(name => ({ kind: 'drop', name, entry: module })),
      asker,
    );
  }
  if (draft.now.value(`module-denied-by-file/${module}`) === null) return;
  if (draft.route.kind === 'by-hand') {
    draft.refuse(asker.rule, 'by-hand', { why: draft.route.reason, word: module });
    return;
  }
  await outOfModprobe(draft, module, asker);
};

async function outOfModprobe(draft: PlanBuilder, module: string, { rule }: Origin): Promise<void> {
  const { stage } = draft;
  for (const folder of modprobeDirectories) {
    const names = await stage.host.list(folder);
    for (const name of names.state === 'present' ? names.value.filter(each => each.endsWith('.conf')) : []) {
      const path = `${folder}/${name}`;
      const read = await stage.host.read(path);
      if (read.state !== 'present') continue;
      const { blacklist, installs } = parseModprobe(path, read.value);
      const lines = [...blacklist, ...installs.filter(({ command }) => deniesModule(command))]
        .filter(line => line.module === module)
        .map(({ line }) => line);
      if (lines.length === 0) continue;
      const text = await stage.text(path);
      if (typeof text !== 'string') {
        if (text !== null) draft.refuse(rule, text.reason, text.details);
        continue;
      }
      const place = `${path}:${lines.join(',')}`;
      if (folder !== own || madeByTool(text)) {
        draft.refuse(rule, 'other-tool', { path: place });
        continue;
      }
      const after = commentOutOptions(text, lines);
      if (after === undefined) {
        draft.refuse(rule, 'shape', { path, why: 'composed', line: String(lines[0]) });
        continue;
      }
      await stage.write(path, after, { rule, reboot: true });
      if (await isInInitramfs(draft, module)) draft.follow('initramfs', rule);
    }
  }
}

/**
 * Debian copies /etc/modprobe.d into each initramfs (initramfs-tools, hook-functions); that copy counts for modules which are loaded
 * there: i915, where a splash screen or a disk password wants a picture, and whatever its list names.
 */
async function isInInitramfs(draft: PlanBuilder, module: string): Promise<boolean> {
  if (module === 'i915') return true;
  const list = await draft.stage.host.read('/etc/initramfs-tools/modules');
  const entries = list.state === 'present' ? parseModuleList('', list.value).entries : [];
  return entries.some(entry => entry.name === module);
}
