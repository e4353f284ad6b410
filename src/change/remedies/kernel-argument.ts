import { wordOf, type CmdlineEdit } from '../../formats/kernel-cmdline-edit.ts';
import { editGrubDropIn } from '../../formats/grub-drop-in.ts';
import { editGrubFile } from '../../formats/grub-edit.ts';
import { editKernelCmdlineFile } from '../../formats/etc-kernel-cmdline-edit.ts';
import type { FactAddress } from '../../facts/catalogue.ts';
import type { Value } from '../../facts/fact.ts';
import type { KernelArgument } from '../../rules/rule-fix.ts';
import { kernelBoolean } from '../../values/kernel-boolean.ts';
import { grubDefaults, grubDropIn, kernelCmdline } from '../paths.ts';
import type { BootTarget } from '../plan/boot-target.ts';
import type { PlanBuilder } from '../plan/builder.ts';
import type { Origin, Remedy } from './remedy.ts';

/** Parameters that the next boot needs: added, or corrected where they are ours to correct. */
export const kernelArgument: Remedy<KernelArgument | readonly KernelArgument[]> = async (
  draft,
  wanted,
  asker,
) => {
  for (const argument of [wanted].flat()) {
    const value = filled(draft, argument.value, asker);
    if (value !== undefined) await oneArgument(draft, { name: argument.name, value }, asker);
  }
};

/** The value with what the host says of the GPU; undefined where it does not say it, which the draft then tells. */
function filled(draft: PlanBuilder, value: string, { rule, subject }: Origin): string | undefined {
  for (const [, address = ''] of value.matchAll(/\{([^{}]+)\}/gu)) {
    const fact = draft.now.get(address as FactAddress, subject);
    if (fact.known && typeof fact.value === 'string') continue;
    draft.refuse(rule, 'unread', { path: fact.source ?? address, why: fact.known ? 'absent' : fact.why });
    return undefined;
  }
  return value.replaceAll(/\{([^{}]+)\}/gu, (_, address: string) =>
    String(draft.now.value(address as FactAddress, subject)),
  );
}

async function oneArgument(
  draft: PlanBuilder,
  { name, value }: KernelArgument,
  asker: Origin,
): Promise<void> {
  const { now, route } = draft;
  const configured = now.get(`configured/${name}`);
  const generated = now.get(`generated/${name}`);
  if (configured.known && isRight(name, value, configured.value)) {
    draft.want(name, `${name}=${String(configured.value)}`);
    // It is written down; what may be missing is the step that carries it into the next boot.
    if (generated.known && !isRight(name, value, generated.value)) draft.follow('boot-loader', asker.rule);
    if (!generated.known) await carryUnseen(draft, asker);
    return;
  }
  const written = configured.known ? configured.value : null;
  const whole = isList(name) && typeof written === 'string' ? withEntry(written, value) : value;
  const word = wordOf({ name, value: whole });
  draft.want(name, word);
  if (route.kind === 'by-hand') {
    draft.refuse(asker.rule, 'by-hand', { why: route.reason, word });
    return;
  }
  const isOther = typeof written === 'string';
  const edit: CmdlineEdit = { kind: adds(name, written) ? 'add' : 'set', name, value: whole };
  if (isOther && route.kind === 'grub' && route.dropIn && !adds(name, written) && !isList(name))
    draft.note(asker.rule, 'overruled', {
      word: written === '' ? name : `${name}=${written}`,
      path: configured.source ?? '',
    });
  await addWord(draft, edit, asker);
}

/**
 * Where the entries of the boot loader can't be seen (Proxmox keeps its EFI system partitions unmounted): a line that is older than
 * this boot and did not reach it was never carried over. One that is younger may wait for the reboot.
 */
async function carryUnseen(draft: PlanBuilder, { rule }: Origin): Promise<void> {
  if (draft.route.kind !== 'kernel-cmdline') return;
  const [file, clock] = await Promise.all([
    draft.stage.host.stat(kernelCmdline),
    draft.stage.host.read('/proc/stat', { pattern: '^btime ' }),
  ]);
  const booted = clock.state === 'present' ? Number(/^btime (\d+)/u.exec(clock.value)?.[1]) * 1000 : NaN;
  const isYounger = file.state === 'present' && Date.parse(file.value.mtime) > booted;
  if (isYounger) draft.note(rule, 'unseen', { word: kernelCmdline });
  else draft.follow('boot-loader', rule);
}

/** Does the parameter say what is wanted? Switches and lists have more than one way to say it. */
export function isRight(name: string, wanted: string, found: Value): boolean {
  if (typeof found !== 'string') return false;
  if (isList(name)) return wanted.split(',').every(entry => found.split(',').includes(entry));
  if (name === 'intel_iommu') return found.split(',').includes(wanted) && !found.split(',').includes('off');
  return found === wanted || (wanted === '1' && kernelBoolean(found) === true);
}

/** A list of device ids; of several words of the name only the last counts (kernel/params.c, `param_set_charp()`). */
const isList = (name: string): boolean => name.endsWith('.force_probe');

/** The list with an entry more, without the one that says the opposite. */
const withEntry = (list: string, entry: string): string =>
  [...list.split(',').filter(one => one !== '' && one !== oppositeOf(entry)), entry].join(',');

const oppositeOf = (entry: string): string => (entry.startsWith('!') ? entry.slice(1) : `!${entry}`);

/** Options of intel_iommu add up (drivers/iommu/intel/iommu.c, `intel_iommu_setup()`); only `off` must go. */
const adds = (name: string, found: Value): boolean =>
  name === 'intel_iommu' && typeof found === 'string' && !found.split(',').includes('off');

function placeOfWords(route: Exclude<BootTarget, { readonly kind: 'by-hand' }>): string {
  if (route.kind === 'kernel-cmdline') return kernelCmdline;
  return route.dropIn ? grubDropIn : grubDefaults;
}

/** Writes a word to the place where this host's words of ours belong. */
async function addWord(draft: PlanBuilder, edit: CmdlineEdit, { rule }: Origin): Promise<void> {
  const { stage, route } = draft;
  if (route.kind === 'by-hand') return;
  const path = placeOfWords(route);
  const text = await stage.text(path);
  if (typeof text === 'object' && text !== null) {
    draft.refuse(rule, text.reason, text.details);
    return;
  }
  if (draft.refuseOthers(rule, path, text)) return;
  if (route.kind === 'grub' && !isSound(draft, rule)) return;
  const after = afterOf(draft, path, text, [edit], rule);
  if (after === undefined) return;
  if (after === text) return;
  await stage.write(path, after, { rule, reboot: true });
  draft.follow('boot-loader', rule);
}

/** Nothing is added to settings that grub-mkconfig stumbles over, unless they are repaired first. */
function isSound(draft: PlanBuilder, rule: string): boolean {
  const faults = draft.now.list('bootloader/faults');
  if (faults === undefined) {
    draft.refuse(rule, 'unread', { path: grubDefaults, why: 'not captured' });
    return false;
  }
  const [first] = faults;
  if (first === undefined || draft.isGrubRepaired) return true;
  const [place = '', kind = ''] = first.split(' ');
  draft.refuse(rule, 'grub-faulty', { place, kind });
  return false;
}

/** The file with the edits; undefined: refused, which the draft then says. */
function afterOf(
  draft: PlanBuilder,
  path: string,
  text: string | null,
  edits: readonly CmdlineEdit[],
  rule: string,
): string | null | undefined {
  if (path === grubDropIn) {
    const made = editGrubDropIn(text, edits);
    if (made === undefined) draft.refuse(rule, 'own-file-edited', { path });
    return made?.text;
  }
  if (text === null) {
    draft.refuse(rule, 'unread', { path, why: 'absent' });
    return undefined;
  }
  const made =
    path === kernelCmdline
      ? editKernelCmdlineFile(text, edits)
      : editGrubFile(text, 'GRUB_CMDLINE_LINUX_DEFAULT', edits);
  if ('text' in made) return made.text;
  draft.refuse(rule, 'shape', { path, why: made.why, line: 'line' in made ? String(made.line ?? '') : '' });
  return undefined;
}
