import { parseCmdline } from '../../../formats/kernel-cmdline.ts';
import { dropInWords, editGrubDropIn } from '../../../formats/grub-drop-in.ts';
import { addModules } from '../../../formats/module-list-edit.ts';
import { parseModuleList } from '../../../formats/module-list.ts';
import { argumentsOf, type Fixes } from '../../../rules/rule-fix.ts';
import type { PlanBuilder } from '../builder.ts';
import { grubDropIn, ownModuleList } from '../../paths.ts';
import { formerText, ownWords, recordedEdits, type Records, type WordsOf } from '../../journal/history.ts';

/** A file that fngvt alone is to write, and how to tell what stands in it. */
interface OwnFile {
  readonly path: string;
  /** Its words: parameters, modules. */
  readonly wordsOf: WordsOf;
  /** What fngvt would write, had it to write these words into a new file. */
  readonly written: (words: readonly string[]) => string | null;
  /** Does something stand there that fngvt is known to write? Asked of a file in any shape. */
  readonly holds: (text: string, word: string) => boolean;
  /** All words that fngvt writes there. */
  readonly known: ReadonlySet<string>;
}

const rawWords = (text: string): readonly string[] => parseCmdline(text).map(({ raw }) => raw);
const modulesOf = (text: string): readonly string[] =>
  parseModuleList('', text).entries.map(entry => entry.name);

/**
 * Our own files go, if all that stands in them is what we wrote: by our record, or word for word in our form. One in which somebody put
 * something else is left to that person.
 */
export async function takeOutOwnFiles(draft: PlanBuilder, records: Records, fixes: Fixes): Promise<void> {
  const all = Object.values(fixes);
  const words = all.flatMap(fix => argumentsOf(fix).map(({ name, value }) => `${name}=${value}`));
  const gone = await takeOut(draft, records, {
    path: grubDropIn,
    wordsOf: text => {
      const found = dropInWords(text);
      return found === undefined ? undefined : rawWords(found);
    },
    written: found =>
      editGrubDropIn(
        null,
        found.flatMap(word =>
          parseCmdline(word).map(({ name, value }) => ({ kind: 'add', name, value }) as const),
        ),
      )?.text ?? null,
    holds: (text, word) => text.includes(word),
    known: new Set(words),
  });
  for (const word of gone) draft.drop(word);
  if (gone.length > 0) draft.follow('boot-loader', null);
  await takeOut(draft, records, {
    path: ownModuleList,
    wordsOf: modulesOf,
    written: found => addModules(null, found),
    holds: (text, word) => modulesOf(text).includes(word),
    known: new Set(all.flatMap(fix => fix['module-at-boot'] ?? [])),
  });
}

/** The words that go with the file. */
async function takeOut(draft: PlanBuilder, records: Records, file: OwnFile): Promise<readonly string[]> {
  const { path, wordsOf } = file;
  const text = await draft.stage.text(path);
  if (text === null) return [];
  if (typeof text === 'object') {
    // A folder that nobody captured holds nothing that we know of.
    if (text.reason === 'link') draft.refuse(null, text.reason, text.details);
    return [];
  }
  const edits = recordedEdits(records, path);
  const ours = ownWords(edits, text, wordsOf).map(({ word }) => word);
  const isRecorded = edits.at(-1)?.after === text;
  if (isRecorded && ours.length === 0) return [];
  const hasOurs = (former: string | null): boolean => ownWords(edits, former, wordsOf).length > 0;
  const former = isRecorded ? formerText(edits, text, before => !hasOurs(before)) : undefined;
  if (former === undefined && !isInOurForm(text, file)) {
    const isOurs = [...file.known, ...ours].some(word => file.holds(text, word));
    if (isOurs) draft.refuse(null, 'own-file-edited', { path });
    return [];
  }
  await draft.stage.write(path, former ?? null, { rule: null, reboot: true });
  const left = typeof former === 'string' ? (wordsOf(former) ?? []) : [];
  return (wordsOf(text) ?? []).filter(word => !left.includes(word));
}

function isInOurForm(text: string, { wordsOf, written, known }: OwnFile): boolean {
  const words = wordsOf(text);
  return (
    words !== undefined && words.length > 0 && words.every(word => known.has(word)) && written(words) === text
  );
}
