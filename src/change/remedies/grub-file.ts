import { parseCmdline } from '../../formats/kernel-cmdline.ts';
import { readGrubDefaults } from '../../formats/default-grub.ts';
import { repairGrubFile } from '../../formats/grub-repair.ts';
import type { Remedy } from './remedy.ts';

/** Slips in the files of GRUB's settings, put right where it is certain what was meant: a step of its own, shown and asked for. */
export const grubFile: Remedy<'repaired'> = async (draft, _, { rule }) => {
  const faults = draft.now.list('bootloader/faults') ?? [];
  const paths = [...new Set(faults.map(fault => fault.slice(0, fault.lastIndexOf(':'))))];
  if (draft.route.kind !== 'grub') {
    const why = draft.route.kind === 'by-hand' ? draft.route.reason : 'other-system';
    if (paths.length > 0) draft.refuse(rule, 'by-hand', { why, word: '' });
    return;
  }
  for (const path of paths) {
    const text = await draft.textToEdit(rule, path);
    if (text === null || draft.refuseOthers(rule, path, text)) continue;
    const made = repairGrubFile(text);
    if ('fault' in made) {
      draft.refuse(rule, 'grub-faulty', { place: `${path}:${made.fault.line}`, kind: made.fault.kind });
      return;
    }
    for (const word of lostWords(text, made.text)) draft.drop(word);
    await draft.stage.write(path, made.text, { rule, reboot: true, isApart: true });
    draft.follow('boot-loader', rule);
  }
  draft.isGrubRepaired = true;
};

/** Words that the repair changes: `“quiet` becomes `quiet`, and nobody is to miss the former. */
function lostWords(before: string, after: string): readonly string[] {
  const wordsOf = (text: string): readonly string[] => {
    const { linux, linuxDefault } = readGrubDefaults([{ path: '', text }], 'dash');
    return parseCmdline(`${linux ?? ''} ${linuxDefault ?? ''}`).map(({ raw }) => raw);
  };
  const kept = new Set(wordsOf(after));
  return wordsOf(before).filter(word => !kept.has(word));
}
