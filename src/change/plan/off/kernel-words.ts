import { parseCmdline } from '../../../formats/kernel-cmdline.ts';
import type { CmdlineEdit } from '../../../formats/kernel-cmdline-edit.ts';
import { readGrubDefaults } from '../../../formats/default-grub.ts';
import { editGrubFile } from '../../../formats/grub-edit.ts';
import { editKernelCmdlineFile } from '../../../formats/etc-kernel-cmdline-edit.ts';
import type { PlanBuilder } from '../builder.ts';
import { grubDefaults, kernelCmdline } from '../../paths.ts';
import { formerText, ownWords, recordedEdits, type Records, type WordsOf } from '../../journal/history.ts';
import type { BootTarget } from '../boot-target.ts';

/** A file of the owner that takes words for the kernel, and the boot loader that it counts for. */
interface OwnersFile {
  readonly path: string;
  readonly route: BootTarget['kind'];
  readonly wordsOf: WordsOf;
  readonly edited: (text: string, edits: readonly CmdlineEdit[]) => string | undefined;
  /** Do two texts that differ by our edits alone have the same words? */
  readonly isSame: (a: string, b: string) => boolean;
}

const rawWords = (text: string): readonly string[] => parseCmdline(text).map(({ raw }) => raw);
const textOf = (made: object): string | undefined =>
  'text' in made && typeof made.text === 'string' ? made.text : undefined;

/** The two files of the owner to which we ever add words. */
export const ownersFiles: readonly OwnersFile[] = [
  {
    path: grubDefaults,
    route: 'grub',
    wordsOf: text => {
      const { linuxDefault, faults } = grubOf(text);
      return faults.length > 0 || linuxDefault === undefined ? undefined : rawWords(linuxDefault ?? '');
    },
    edited: (text, edits) => textOf(editGrubFile(text, 'GRUB_CMDLINE_LINUX_DEFAULT', edits)),
    isSame: (a, b) => {
      const [one, other] = [a, b].map(text => {
        const { linux, linuxDefault, faults } = grubOf(text);
        const isKnown = faults.length === 0 && linux !== undefined && linuxDefault !== undefined;
        return isKnown
          ? [linux, linuxDefault].map(words => rawWords(words ?? '').join('\n')).join('\0')
          : undefined;
      });
      return one !== undefined && one === other;
    },
  },
  {
    path: kernelCmdline,
    route: 'kernel-cmdline',
    wordsOf: rawWords,
    edited: (text, edits) => textOf(editKernelCmdlineFile(text, edits)),
    isSame: (a, b) => rawWords(a).join('\n') === rawWords(b).join('\n'),
  },
];

const grubOf = (text: string): ReturnType<typeof readGrubDefaults> =>
  readGrubDefaults([{ path: grubDefaults, text }], 'dash');

/**
 * Takes our words out of the files of the owner. Which they are only our records tell: a word that stood there before is the owner's, and
 * one that we put in the place of the owner's gives it back.
 */
export async function takeOutWords(draft: PlanBuilder, records: Records): Promise<void> {
  for (const file of ownersFiles) await takeOut(draft, records, file);
}

async function takeOut(draft: PlanBuilder, records: Records, file: OwnersFile): Promise<void> {
  const { path, wordsOf } = file;
  const edits = recordedEdits(records, path);
  if (edits.length === 0) return;
  const text = await draft.stage.text(path);
  if (text === null) return;
  if (typeof text === 'object') {
    draft.refuse(null, text.reason, text.details);
    return;
  }
  const words = wordsOf(text);
  // Where only running the file would tell its words, whatever we may have written there is looked for as text.
  const ours = ownWords(edits, text, words === undefined ? asText(edits.at(-1)?.after, file) : wordsOf);
  const [first] = ours;
  if (first === undefined) return;
  const wanted = file.edited(
    text,
    ours.map(({ word, instead }) => ({
      kind: 'back',
      name: parseCmdline(word)[0]?.name ?? word,
      word,
      instead,
    })),
  );
  const left = wanted === undefined ? undefined : wordsOf(wanted);
  if (wanted === undefined || left === undefined) {
    draft.refuse(null, 'off-own-words', { path, word: ours.map(({ word }) => word).join(' ') });
    return;
  }
  const former = formerText(edits, text, before => before !== null && file.isSame(before, wanted));
  for (const { word } of ours) draft.drop(word);
  await draft.stage.write(path, former ?? wanted, { rule: null, reboot: true });
  if (draft.route.kind === file.route || draft.route.kind === 'by-hand') draft.follow('boot-loader', null);
}

/** The words that we left in the file, as far as they still stand in its text. */
function asText(after: string | null | undefined, { wordsOf }: OwnersFile): WordsOf {
  const last = after === null || after === undefined ? [] : (wordsOf(after) ?? []);
  return text => wordsOf(text) ?? last.filter(word => text.includes(word));
}
