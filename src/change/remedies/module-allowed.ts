import { modprobeDirectories } from '../../formats/drop-ins.ts';
import { commentOutOptions } from '../../formats/modprobe-d-edit.ts';
import { deniesModule, parseModprobe } from '../../formats/modprobe-d.ts';
import { madeByTool, type PlanBuilder } from '../plan/builder.ts';
import { isInInitramfs } from '../plan/follow-ups.ts';
import { takeOut } from './kernel-argument-out.ts';
import type { Origin, Remedy } from './remedy.ts';

const own = '/etc/modprobe.d/';

/** What keeps a module from loading goes: its entry in lists on the command line, its `blacklist` and `install` lines. */
export const moduleAllowed: Remedy<string> = async (draft, module, asker) => {
  const denied = draft.now.get(`module-denied/${module}`);
  if (!denied.known || denied.value === null) return;
  // A module may be denied in both places; one of them is enough to keep it away.
  if (denied.source === '/proc/cmdline') await outOfCmdline(draft, module, asker);
  if (draft.now.value(`module-denied-by-file/${module}`) === null) return;
  if (draft.route.kind === 'by-hand') {
    draft.refuse(asker.rule, 'by-hand', { why: draft.route.reason, word: module });
    return;
  }
  await outOfModprobe(draft, module, asker);
  // modprobe reads its files each time; what the kernel itself was told holds until the next boot.
  if (denied.source !== '/proc/cmdline') draft.free(module);
};

async function outOfCmdline(draft: PlanBuilder, module: string, asker: Origin): Promise<void> {
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

async function outOfModprobe(draft: PlanBuilder, module: string, { rule }: Origin): Promise<void> {
  for (const folder of modprobeDirectories) {
    const names = await draft.stage.host.list(folder);
    const files = names.state === 'present' ? names.value.filter(each => each.endsWith('.conf')) : [];
    for (const name of files) await outOfFile(draft, `${folder}/${name}`, module, rule);
  }
}

/** Puts the lines that deny the module behind a `#`, in a file that is the owner's to change. */
async function outOfFile(draft: PlanBuilder, path: string, module: string, rule: string): Promise<void> {
  const read = await draft.stage.host.read(path);
  const lines = read.state === 'present' ? denyingLines(path, read.value, module) : [];
  if (lines.length === 0) return;
  const text = await draft.textToEdit(rule, path);
  if (text === null) return;
  if (!path.startsWith(own) || madeByTool(text)) {
    draft.refuse(rule, 'other-tool', { path: `${path}:${lines.join(',')}` });
    return;
  }
  const after = commentOutOptions(text, lines);
  if (after === undefined) {
    draft.refuse(rule, 'shape', { path, why: 'composed', line: String(lines[0]) });
    return;
  }
  await draft.stage.write(path, after, { rule, reboot: true });
  const isInside = await isInInitramfs(draft.stage.host);
  if (isInside(module)) draft.follow('initramfs', rule);
}

function denyingLines(path: string, text: string, module: string): readonly number[] {
  const { blacklist, installs } = parseModprobe(path, text);
  return [...blacklist, ...installs.filter(({ command }) => deniesModule(command))]
    .filter(line => line.module === module)
    .map(({ line }) => line);
}
