import { parseGrubCfg } from '../../formats/grub-cfg.ts';
import { allValues, parseCmdline } from '../../formats/kernel-cmdline.ts';
import type { GrubCheck } from '../plan.ts';

type Tried = NonNullable<GrubCheck['tried']>;

/** What is wrong with the entry of a try: it is missing or there twice; it lies in a submenu; a word is missing; another entry is not as before. */
export interface TryProblem {
  readonly problem: 'no-try' | 'try-twice' | 'try-words' | 'others-moved';
  /** The title of the entry, or its id. */
  readonly entry: string;
  /** The word. */
  readonly word: string;
}

/**
 * The first thing that is wrong with the entry of a try in `after`, generated with the script that prints it; `before` was generated without. One
 * whose choice would lead to another entry must never be chosen: GRUB starts the first entry where it does not find an id.
 */
export function checkTry(
  before: string,
  after: string,
  { entry, words, dropped }: Tried,
): TryProblem | undefined {
  const [was, is] = [parseGrubCfg(before), parseGrubCfg(after)];
  const wrong = (problem: TryProblem['problem'], word = ''): TryProblem => ({ problem, entry, word });
  const own = is.menu.filter(({ id }) => id === entry);
  if (own.length === 0) return wrong('no-try');
  const lines = after
    .split('\n')
    .filter(line => line.startsWith('menuentry ') && line.includes(`'${entry}'`));
  if (own.length > 1 || lines.length !== 1 || is.menu.at(-1) !== own[0]) return wrong('try-twice');
  const tokens = parseCmdline(own[0]?.entry?.cmdline ?? '');
  const missing = parseCmdline(words.join(' ')).find(
    ({ name, value }) => allValues(tokens, name).at(-1) !== value,
  );
  if (missing !== undefined) return wrong('try-words', missing.raw);
  const left = tokens.find(({ raw }) => dropped.includes(raw));
  if (left !== undefined) return wrong('try-words', left.raw);
  const others = is.entries.filter(({ id }) => id !== entry);
  const isAsBefore =
    others.length === was.entries.length &&
    others.every((one, i) => {
      const old = was.entries[i];
      return one.title === old?.title && one.id === old.id && one.cmdline === old.cmdline;
    }) &&
    is.default === was.default;
  return isAsBefore ? undefined : wrong('others-moved');
}
