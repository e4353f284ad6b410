import { parseCmdline } from '../formats/cmdline.ts';
import type { CmdlineEdit } from '../formats/cmdline-edit.ts';
import { readGrubDefaults } from '../formats/default-grub.ts';
import { editGrubFile } from '../formats/grub-edit.ts';
import { editKernelCmdlineFile } from '../formats/kernel-cmdline-edit.ts';
import { kernelBoolean } from '../values/kernel-boolean.ts';
import type { Draft } from './draft.ts';
import { grubDefaults, kernelCmdline } from './paths.ts';
import { formerText, ownWords, recordedEdits, type Records, type WordsOf } from './recorded.ts';
import type { Route } from './route.ts';

/** The switch, as it stands on a command line. */
const name = 'i915.enable_gvt';

/** A file of the owner that takes words for the kernel, and the boot loader that it counts for. */
interface OwnersFile {
  readonly path: string;
  readonly route: Route['kind'];
  readonly wordsOf: WordsOf;
  readonly edited: (text: string, edits: readonly CmdlineEdit[]) => string | undefined;
  /** Do two texts say the same, whatever their shape? */
  readonly isSame: (a: string, b: string) => boolean;
}

const rawWords = (text: string): readonly string[] => parseCmdline(text).map(({ raw }) => raw);
const textOf = (made: object): string | undefined =>
  'text' in made && typeof made.text === 'string' ? made.text : undefined;

const files: readonly OwnersFile[] = [
  {
    path: grubDefaults,
    route: 'grub',
    wordsOf: text => {
      const { linuxDefault, faults } = grubOf(text);
      return faults.length > 0 || linuxDefault === undefined ? undefined : rawWords(linuxDefault ?? '');
    },
    edited: (text, edits) => textOf(editGrubFile(text, 'GRUB_CMDLINE_LINUX_DEFAULT', edits)),
    isSame: (a, b) => {
      const [one, other] = [grubOf(a), grubOf(b)];
      const names = [...one.variables.keys(), ...other.variables.keys()];
      const isSound = one.faults.length + other.faults.length === 0;
      // A variable that is nowhere set says the same as an empty one.
      return isSound && names.every(each => isEqual(one.variables, other.variables, each));
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

function isEqual(
  a: ReadonlyMap<string, string | undefined>,
  b: ReadonlyMap<string, string | undefined>,
  variable: string,
): boolean {
  const [one, other] = [a, b].map(all => (all.has(variable) ? all.get(variable) : ''));
  return one !== undefined && one === other;
}

/**
 * Takes our words out of the files of the owner. Which they are only our records tell: a word that stood there before is the owner's, and
 * one that we put in the place of the owner's gives it back.
 */
export async function takeOutWords(draft: Draft, records: Records): Promise<void> {
  for (const file of files) await takeOut(draft, records, file);
}

async function takeOut(draft: Draft, records: Records, file: OwnersFile): Promise<void> {
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

/** Who else asks for GVT-g: that stays, is named, and the owner is told what to do about it. */
export function noteOthers(draft: Draft, records: Records, staged: Draft['now']): void {
  const { route } = draft;
  const refresh = route.kind === 'by-hand' ? '' : route.refresh.map(argv => argv.join(' ')).join('; ');
  const configured = staged.get(`configured/${name}`);
  if (configured.known && typeof configured.value === 'string' && isOn(configured.value)) {
    const path = configured.source ?? '';
    const details = { word: wordOf(configured.value), path, refresh };
    draft.note(null, ...writerOf(records, path, details));
  }
  const option = staged.get(`modprobe/${name}`);
  if (option.known && typeof option.value === 'string' && isOn(option.value))
    draft.note(null, 'off-word', { word: wordOf(option.value), path: option.source ?? '', refresh: '' });
  const listed = staged.get('module-listed/kvmgt');
  if (listed.known && typeof listed.value === 'string')
    draft.note(null, 'off-word', { word: 'kvmgt', path: listed.source ?? '', refresh: '' });
}

const isOn = (value: string): boolean => kernelBoolean(value) !== false;
const wordOf = (value: string): string => (value === '' ? name : `${name}=${value}`);

type Told = readonly [reason: string, details: Readonly<Record<string, string>>];

/** What can be said about who wrote a word that stays. Only two files of the owner are ever written to by us. */
function writerOf(records: Records, path: string, details: Told[1] & { readonly word: string }): Told {
  const file = files.find(one => one.path === path);
  if (file === undefined) return ['off-word', details];
  if (records === undefined || records.some(one => 'broken' in one)) return ['off-unread', details];
  const edits = recordedEdits(records, path);
  const before = edits.find(edit => file.wordsOf(edit.before ?? '')?.includes(details.word));
  if (before !== undefined) return ['off-before', { ...details, change: before.change }];
  return [edits.length === 0 ? 'off-unrecorded' : 'off-word', details];
}
