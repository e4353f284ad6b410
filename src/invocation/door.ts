import { isFolder, isThere } from '../host/snapshot/open.ts';
import { lookUpAll } from '../knowledge/lookup.ts';
import { isExplained } from '../report/explain/explanations.ts';
import { loadRules, loadTopics } from '../rules/load.ts';
import { near } from '../values/nearest.ts';
import type { CommandLine } from './command-line.ts';
import { allFlags } from './flag-table.ts';
import { noSuchFile, unknownFlag, unknownVerb } from './wrong-usage.ts';

/**
 * One door for what people have in their hands: a file or `-` is read, a chip is looked up, a message or complaint is explained. Gives the
 * command line with its verb.
 */
export function chooseVerb(
  { words, flags, strange }: CommandLine,
  verbs: readonly string[],
): readonly string[] {
  if (strange !== undefined) throw unknownFlag(strange, Object.keys(allFlags));
  const [first = ''] = words;
  if (words.length === 1 && (first === '-' || isThere(first))) return [...readingOf(first), ...flags];
  if (lookUpAll(words).every(({ matches }) => matches.length > 0)) return ['lookup', ...words, ...flags];
  const text = words.join(' ');
  if (isExplained(text, { rules: loadRules(), topics: loadTopics() })) return ['explain', text, ...flags];
  if (near(first, verbs, 1).length > 0) throw unknownVerb(first, verbs);
  // A sentence that is not known is a question all the same: `explain` says what can be asked.
  if (/\s|\p{Script=Han}/u.test(text)) return ['explain', text, ...flags];
  throw /[/\\]|\.\w{1,5}$/u.test(first) ? noSuchFile(first) : unknownVerb(first, verbs);
}

/** How a file is read: what we wrote ourselves is judged, anything else is what somebody posted, and is answered. */
function readingOf(path: string): readonly string[] {
  const isOurs = isFolder(path) || /\.(?:json|gz|html?|ya?ml|fngvt)$/iu.test(path);
  return isOurs ? ['doctor', '--from', path] : ['answer', path];
}
