import { isDone, type CmdlineEdit } from '../../formats/kernel-cmdline-edit.ts';
import { parseCmdline, parameterName } from '../../formats/kernel-cmdline.ts';
import { readGrubDefaults } from '../../formats/default-grub.ts';
import { editGrubFile } from '../../formats/grub-edit.ts';
import { editKernelCmdlineFile } from '../../formats/etc-kernel-cmdline-edit.ts';
import type { FactAddress } from '../../facts/catalogue.ts';
import type { PlanBuilder } from '../plan/builder.ts';
import { grubDefaults, kernelCmdline } from '../paths.ts';
import type { Origin, Remedy } from './remedy.ts';

/** A parameter in the way, which a person once set: taken out where it stands. */
export const kernelArgumentOut: Remedy<FactAddress> = async (draft, address, asker) => {
  const found = draft.now.value(address, asker.subject);
  if (typeof found !== 'string') return;
  const [token, ...others] = parseCmdline(found);
  // An option of modprobe.d, or several words: which line to edit is a person's decision.
  if (token === undefined || others.length > 0) {
    draft.refuse(asker.rule, 'not-on-cmdline', { word: found });
    return;
  }
  draft.drop(token.raw);
  await takeOut(draft, [{ kind: 'remove', name: token.name }], asker);
};

/** Takes words out of the files of the boot loader in force, wherever they stand. */
export async function takeOut(
  draft: PlanBuilder,
  edits: readonly CmdlineEdit[],
  { rule }: Origin,
): Promise<void> {
  const { now, route } = draft;
  const isConfigured = (edit: CmdlineEdit): boolean =>
    now.value(`configured/${parameterName(edit.name)}`) !== null;
  const isGenerated = edits.some(edit => {
    const value = now.value(`generated/${parameterName(edit.name)}`);
    return typeof value === 'string' && !isDone(`${edit.name}=${value}`, edit);
  });
  const left = edits.filter(isConfigured);
  if (left.length === 0) {
    if (isGenerated) draft.follow('boot-loader', rule);
    return;
  }
  if (route.kind === 'by-hand') {
    draft.refuse(rule, 'by-hand', { why: route.reason, word: left.map(edit => edit.name).join(' ') });
    return;
  }
  const isChanged =
    route.kind === 'grub' ? await outOfGrub(draft, left, rule) : await outOfKernelCmdline(draft, left, rule);
  if (isChanged) draft.follow('boot-loader', rule);
}

async function outOfKernelCmdline(
  draft: PlanBuilder,
  edits: readonly CmdlineEdit[],
  rule: string,
): Promise<boolean> {
  const text = await draft.stage.text(kernelCmdline);
  if (typeof text !== 'string') {
    refuseUnread(draft, rule, kernelCmdline, text);
    return false;
  }
  if (draft.refuseOthers(rule, kernelCmdline, text)) return false;
  const made = editKernelCmdlineFile(text, edits);
  if ('why' in made) draft.refuse(rule, 'shape', { path: kernelCmdline, why: made.why, line: '' });
  else await draft.stage.write(kernelCmdline, made.text, { rule, reboot: true });
  return 'text' in made;
}

/** Every assignment of the two variables that holds such a word, in the file that makes it. */
async function outOfGrub(draft: PlanBuilder, edits: readonly CmdlineEdit[], rule: string): Promise<boolean> {
  const names = await draft.stage.host.list('/etc/default/grub.d');
  const dropIns = names.state === 'present' ? names.value.filter(name => name.endsWith('.cfg')) : [];
  let isChanged = false;
  for (const path of [grubDefaults, ...dropIns.map(name => `/etc/default/grub.d/${name}`)]) {
    if (await outOfGrubFile(path, draft, edits, rule)) isChanged = true;
  }
  return isChanged;
}

async function outOfGrubFile(
  path: string,
  draft: PlanBuilder,
  edits: readonly CmdlineEdit[],
  rule: string,
): Promise<boolean> {
  const before = await draft.stage.text(path);
  if (typeof before !== 'string') {
    refuseUnread(draft, rule, path, before);
    return false;
  }
  let text = before;
  for (const variable of ['GRUB_CMDLINE_LINUX', 'GRUB_CMDLINE_LINUX_DEFAULT'] as const) {
    if (!holds(text, variable, edits)) continue;
    if (draft.refuseOthers(rule, path, text)) break;
    const made = editGrubFile(text, variable, edits);
    if ('why' in made) {
      draft.refuse(rule, 'shape', { path, why: made.why, line: String(made.line ?? '') });
      continue;
    }
    await draft.stage.write(path, made.text, { rule, reboot: true });
    text = made.text;
  }
  return text !== before;
}

/** Does an assignment of this file bring such a word in? */
function holds(text: string, variable: string, edits: readonly CmdlineEdit[]): boolean {
  return readGrubDefaults([{ path: '', text }], 'dash').assignments.some(
    ({ variable: name, value, raw }) =>
      name === variable &&
      edits.some(edit => (value === undefined ? raw.includes(edit.name) : !isDone(value, edit))),
  );
}

function refuseUnread(
  draft: PlanBuilder,
  rule: string,
  path: string,
  text: Exclude<Awaited<ReturnType<PlanBuilder['stage']['text']>>, string>,
): void {
  if (text === null) draft.refuse(rule, 'unread', { path, why: 'absent' });
  else draft.refuse(rule, text.reason, text.details);
}
