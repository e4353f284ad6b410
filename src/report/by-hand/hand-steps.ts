import type { RuleRemedy } from '../../rules/remedy.ts';
import { deedsOf } from './remedy-deeds.ts';
import { inOrder, together, type Deeds, type HandStep } from './deeds.ts';
import type { Place } from './place.ts';

/** What a person does about one fault. */
export interface HandTask {
  readonly remedies: readonly RuleRemedy[];
  /** What no remedy can say; empty: nothing. */
  readonly note: string;
  readonly place: Place;
  /** Which ways of a choice are told, and in which order; all, if nothing else is said. */
  readonly options?: readonly number[] | undefined;
}

/** How tasks are told. */
interface Telling {
  /** Something else that is told starts the host anew behind them. */
  readonly isRebootTold?: boolean;
}

/**
 * Remedies as a person carries them out here, in our own Markdown: what no remedy can say, numbered steps, then points without an order. Several
 * tasks are one list: each follow-up once, one reboot.
 */
export function handSteps(tasks: readonly HandTask[], { isRebootTold = false }: Telling = {}): string {
  const [first] = tasks;
  if (first === undefined) return '';
  const { place } = first;
  const { say } = place;
  const deeds = together(tasks.flatMap(task => task.remedies.map(remedy => deedsOfOne(remedy, task))));
  const { choice = [], remains = [] } = deeds;
  const { reboot, ...others } = deeds;
  return [
    ...tasks.map(({ note }) => note),
    numbered(opened(inOrder(isRebootTold && reboot === 'now' ? others : deeds, place), place)),
    points(say.oneOf, choice),
    points(say.remains, remains),
  ]
    .filter(part => part !== '')
    .join('\n\n');
}

function deedsOfOne(remedy: RuleRemedy, { place, options }: HandTask): Deeds {
  if (!('either' in remedy)) return deedsOf(remedy, place);
  const told = options?.flatMap(at => remedy.either.slice(at, at + 1)) ?? remedy.either;
  const ways = told
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
