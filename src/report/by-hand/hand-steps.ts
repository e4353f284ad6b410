import type { RuleRemedy } from '../../rules/remedy.ts';
import { deedsOf } from './remedy-deeds.ts';
import { inOrder, together, type Deeds, type HandStep } from './deeds.ts';
import type { Place } from './place.ts';

/** Remedies as a person carries them out here, in our own Markdown: what no remedy can say, numbered steps, then points without an order. */
export function handSteps(remedies: readonly RuleRemedy[], note: string, place: Place): string {
  const { say } = place;
  const deeds = together(remedies.map(remedy => deedsOfOne(remedy, place)));
  const { choice = [], remains = [] } = deeds;
  return [
    note,
    numbered(opened(inOrder(deeds, place), place)),
    points(say.oneOf, choice),
    points(say.remains, remains),
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

function deedsOfOne(remedy: RuleRemedy, place: Place): Deeds {
  if (!('either' in remedy)) return deedsOf(remedy, place);
  const ways = remedy.either
    .map(way => together(way.map(one => deedsOf(one, place))))
    .filter(way => !isEmpty(way, place));
  // What the host leaves of it may be no choice.
  const [only] = ways;
  if (only !== undefined && ways.length === 1) return only;
  return { choice: ways.map(way => place.say.joined(wayTexts(way, place))) };
}

const wayTexts = (way: Deeds, place: Place): readonly string[] => [
  ...inOrder(way, place).map(({ text }) => text),
  ...(way.remains ?? []),
];

const isEmpty = (way: Deeds, place: Place): boolean => wayTexts(way, place).length === 0;

/** Who has to be root learns it once, at the first step that asks for it; on a system with a web page, how one becomes root. */
function opened(steps: readonly HandStep[], { say, ways }: Place): readonly string[] {
  const first = steps.findIndex(({ needsRoot }) => needsRoot);
  const isLogin = ways.isFnos && first >= 0 && first < steps.length - 1;
  return steps.flatMap(({ text }, i) => {
    if (i !== first) return [text];
    return isLogin ? [say.joined([say.loginFirst, text])] : [say.asRoot(text)];
  });
}

function numbered(steps: readonly string[]): string {
  const [only] = steps;
  if (only !== undefined && steps.length === 1) return only;
  return steps.map((step, i) => `${i + 1}. ${step}`).join('\n');
}

const points = (heading: string, all: readonly string[]): string =>
  all.length === 0 ? '' : `${heading}\n\n${all.map(one => `- ${one}`).join('\n')}`;
