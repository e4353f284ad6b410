import { isOfAnotherGpu, type Finding } from '../../judge/finding.ts';
import type { Report } from '../../judge/report-types.ts';
import type { Rule } from '../../rules/rule.ts';
import type { Language, Text } from '../../values/text.ts';
import { replyWords } from '../../words/reply-words.ts';
import type { ReplyWords } from '../../words/reply.en.ts';
import { words as allWords } from '../../words/words.ts';
import { findingView, type FindingView } from '../finding-view.ts';
import { plain } from '../plain.ts';
import { sanitize } from '../sanitize.ts';
import { typed } from '../terminal/typed.ts';
import { viewOf, type View } from '../view.ts';
import { dialectOf, type Dialect, type ReplyMarkup } from './reply-markup.ts';
import { inOneLine } from '../../values/trimmed.ts';

/** A message of a program or of the kernel that stands in a post, and what is known of it. */
export interface HeardMessage {
  /** As it stands there; empty: it is not quoted. */
  readonly text: string;
  readonly says: Text;
  /** Our own Markdown. */
  readonly look?: Text;
  /** Causes that may lie behind it. */
  readonly causes: readonly string[];
  /** It settles one cause, or there is no other way to read it. */
  readonly isClear: boolean;
  /** It says by itself that something does not work. */
  readonly isFault: boolean;
}

/** What a verdict rests on: what was shown; that and what was said; these and what is usual where the post is silent. */
export type Rests = 'shown' | 'said' | 'usual';

/** What is known of a post, to be answered. */
export interface ReplyInput {
  /** null: it speaks of no machine. */
  readonly report: Report | null;
  readonly rests: Rests;
  readonly heard: readonly HeardMessage[];
  /** What may be shared on the chips that the post names; in words already. */
  readonly chips: readonly string[];
  /** Commands whose output is missing. */
  readonly ask: readonly string[];
  /** What else is to be said, a line each. */
  readonly notes: readonly string[];
  /** The text of a file or command as the post shows it. */
  readonly quoteOf: (source: string) => string | undefined;
  /** A block that fngvt reads back; empty: none. */
  readonly capsule: string;
}

/** How it is written. */
export interface ReplyLayout {
  readonly language: Language;
  readonly markup: ReplyMarkup;
  readonly rules: readonly Rule[];
}

/** Before the capsule a reply has no more: nobody reads more of a post in a forum. */
export const mostOfReply = { lines: 15, characters: 1500 } as const;

/** A reply ready to be posted, and whether it holds an answer. */
export interface Reply {
  readonly text: string;
  readonly isAnswer: boolean;
}

interface Telling extends ReplyInput {
  readonly say: ReplyWords;
  readonly dialect: Dialect;
  readonly language: Language;
  readonly rules: readonly Rule[];
}

/** The reply to a post: the answer, or the answer so far and what to ask. */
export function renderReply(input: ReplyInput, { language, markup, rules }: ReplyLayout): Reply {
  const telling = { ...input, language, rules, say: replyWords[language], dialect: dialectOf(markup) };
  const view = viewIn(telling);
  // Types with room, and a line that says why none of them can be made: the line is the answer, and nobody is told that nothing is in the way.
  const isSpoilt = input.report?.verdict?.state === 'ready' && input.heard.some(({ isFault }) => isFault);
  const isKnown = view !== null && isAnswered(input.report) && !isSpoilt;
  const parts = isKnown ? decided(telling, view) : open(telling, view);
  const isAnswer = isKnown || input.heard.some(({ isClear }) => isClear);
  const text = fitted(parts, telling).map(withoutStandIns);
  const { capsule } = input;
  const block =
    capsule === '' ? [] : ['', telling.say.capsule, ...telling.dialect.block(capsule.split('\n'), '')];
  return { text: [...text, ...block].join('\n'), isAnswer };
}

/** A stand-in names nothing to whoever reads the thread. */
const withoutStandIns = (line: string): string =>
  line
    .replaceAll(/[\w.@/-]+/gu, word => (word.includes('anon_') ? '…' : word))
    .replaceAll(/…(?:\s+…)+/gu, '…')
    // The kernel that runs is meant, whatever its owner calls it.
    .replace(/([Kk]ernel) `?…`?|(内核) `?…`? ?/u, '$1$2');

/** Where no machine is spoken of. */
export const offTopicReply = (language: Language): string => replyWords[language].offTopic;

/** A verdict stands, or a message names the cause by itself. */
export const isDecided = ({ verdict }: Report): boolean =>
  verdict !== null && (verdict.state !== 'unknown' || verdict.cause !== null);

/** The same, or something is in the way, whatever else could not be read. */
export const isAnswered = (report: Report | null): boolean =>
  report?.verdict != null && (isDecided(report) || faultIn(report) !== undefined);

/** What is only the effect of something before it: where that was not shown, it names no cause. */
const effects: readonly string[] = ['mdev-types', 'instances', 'sharing', 'sriov-totalvfs', 'driver-i915'];

/** What is in the way where the verdict is open: the first fault that nothing explains; a message that names its cause by itself. */
function faultIn({ findings, verdict }: Report): Finding | undefined {
  const faults = findings.filter(
    one =>
      one.verdict === 'fail' &&
      one.because === null &&
      !one.pending &&
      (verdict?.gpu == null || !isOfAnotherGpu(one, verdict.gpu)),
  );
  return (
    faults.find(({ cause }) => cause !== null && cause === verdict?.cause) ??
    faults.find(({ id, severity }) => severity === 'error' && !effects.includes(id))
  );
}

function viewIn({ report, language, rules, dialect }: Telling): View | null {
  if (report === null) return null;
  const localization = { language, words: allWords[language], rules, call: 'fngvt', quote: dialect.quote };
  const view = viewOf(report, localization);
  const fault = view.state === 'unknown' ? faultIn(report) : undefined;
  return fault === undefined ? view : { ...view, first: findingView(fault, report, localization) };
}

/** The lines of a reply in three parts: the first is never cut, of the steps as many as fit, then what ends it. */
interface Parts {
  readonly head: readonly string[];
  readonly steps: readonly string[];
  readonly end: readonly string[];
  /** Where the steps that were cut can be read; empty: nowhere. */
  readonly address: string;
}

function decided(telling: Telling, view: View): Parts {
  const { say, report, notes, dialect } = telling;
  const { first } = view;
  const state = report?.verdict?.state;
  const address = first === null ? '' : addressOf(first.finding);
  const steps = stepsOf(view, telling);
  return {
    head: [
      ...(state === 'ready' ? toldOf(telling.heard[0], telling).slice(0, 5) : []),
      dialect.strong(leadOf(view, telling)),
      ...seenLine(view, telling),
      ...proofLines(first, telling),
      ...notes,
      ...(state === 'unsupported' ? [say.none] : []),
      ...(steps.length > 1 && state !== 'ready' ? [`${say.todo}${say.colon.trimEnd()}`] : []),
    ],
    steps,
    end: address === '' || state === 'ready' ? [] : [say.more(address)],
    address,
  };
}

function leadOf(view: View, { say, rests }: Telling): string {
  const { first, headline, state } = view;
  if (state === 'ready') return rests === 'shown' ? headline : say.likelyReady(headline);
  const isSure =
    first === null ||
    (first.finding.confidence === 'certain' && (state !== 'unknown' || first.finding.topic === 'messages'));
  const fault = first !== null && first.finding.verdict === 'fail' ? first.fault : headline;
  if (rests === 'said') return say.ifSo(fault);
  return isSure && rests === 'shown' ? fault : say.likely(fault);
}

const addressOf = ({ id, subject, topic }: Finding): string =>
  topic === 'messages' && subject !== null ? '' : `docs/rules.md#${id}`;

/** The machine as far as the post tells of it. */
function seenLine(view: View, { say, language }: Telling): readonly string[] {
  const { notKnown, gpuNotKnown } = allWords[language];
  const known = view.machine.filter(part => part !== notKnown && part !== gpuNotKnown);
  return known.length === 0 ? [] : [`${say.seen}${say.colon}${known.join(' · ')}`];
}

/** What the post itself shows of it, two lines at most. */
function proofLines(first: FindingView | null, { say, quoteOf, dialect, rests }: Telling): readonly string[] {
  if (first === null) return [];
  const { evidence } = first.finding;
  const told = evidence.filter(
    ({ truth, unknown, source }) =>
      unknown === undefined &&
      truth !== 'unknown' &&
      !isOfDevice(source) &&
      !(rests !== 'shown' && isAssumed(source)),
  );
  const lines = told.flatMap(({ found, source }) => {
    const sources = (source?.split(', ') ?? []).filter(path => !isOfDevice(path));
    const quoted = sources.map(quoteOf).find(text => text !== undefined);
    const text = isLine(found) ? found : quoted;
    if (text === undefined) return [];
    return [
      `${say.proof}${say.colon}${dialect.quote(sanitize(text.slice(0, 200)))}${sourceOf(sources[0], text)}`,
    ];
  });
  const shown = first.evidence
    .filter(({ isAgainst, source }) => isAgainst && source !== '')
    .filter(({ source }) => rests === 'shown' || !isAssumed(plain(source)))
    .map(({ label, found, source }) => `${say.proof}${say.colon}${label} ${found} (${source})`);
  return [...new Set(lines.length > 0 ? lines : shown)].slice(0, 2);
}

/** The line above says which GPU it is, and which kernel. */
const isOfDevice = (source: string | null): boolean =>
  source !== null && /\/(?:device|vendor|class|osrelease)$/u.test(source);

/** What was laid under it is no proof. */
const isAssumed = (source: string | null): boolean =>
  source !== null && /modprobe\.d|driver|modinfo|modules\.dep|cpuinfo|acpi\/tables|^lspci/u.test(source);

/** A whole line of a log or a file is proof; a single word is a value. */
const isLine = (found: unknown): found is string => typeof found === 'string' && /\s/u.test(found.trim());

const sourceOf = (source: string | undefined, text: string): string =>
  source === undefined || source === '' || text.includes(source) || source === 'messages'
    ? ''
    : ` (${sanitize(source)})`;

/** What leads on from here: the plan's steps by hand, else what the check says. */
function stepsOf(view: View, telling: Telling): readonly string[] {
  const { report, say, dialect } = telling;
  const state = report?.verdict?.state;
  if (state === 'ready') {
    const technology = report?.verdict?.technology;
    const isMade = report?.findings.some(one => one.id === 'sriov-vfs' && one.verdict === 'pass') === true;
    const next =
      technology === 'sr-iov' && isMade
        ? say.handOut
        : technology === 'gvt-g' || technology === 'sr-iov'
          ? say.makeOne[technology]
          : '';
    return [
      telling.rests === 'shown' ? say.ready : say.readyAsShown,
      ...(next === '' ? [] : [dialect.prose(next)]),
    ];
  }
  const { plan, first } = view;
  const yours = allWords[telling.language].yours;
  if (plan !== null && plan.byHand.length > 0 && plan.others?.isFirst !== true)
    return plan.byHand.flatMap(({ command, says, lines }, i) => [
      `${String(i + 1)}. ${dialect.code(typed(command, yours))}${says === '' ? '' : ` ${dialect.prose(says)}`}`,
      ...lines.slice(0, 4).map(({ sign, text }) => `   ${dialect.code(`${sign} ${text}`)}`),
    ]);
  const how = first?.how ?? '';
  if (how === '') return state === 'unsupported' ? [say.instead] : [];
  return proseLines(how, telling);
}

/** Steps of ours, a line each; a person without fngvt is not sent to it. */
function proseLines(markdown: string, { say, dialect }: Pick<Telling, 'say' | 'dialect'>): readonly string[] {
  return markdown
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line =>
      /\bfngvt\b/u.test(line) ? `${/^(?:\d+\. |- )?/u.exec(line)?.[0] ?? ''}${say.collectThere}` : line,
    )
    .map(line => dialect.prose(line));
}

/** What is known so far, and what to ask. */
function open(telling: Telling, view: View | null): Parts {
  const { say, heard, chips, ask, notes, dialect } = telling;
  const message = heard.find(({ isFault }) => isFault) ?? heard[0];
  const told = toldOf(message, telling);
  const questions =
    ask.length === 0 || message?.isClear === true
      ? []
      : [say.ask, ...dialect.block(ask, 'sh'), say.paste, dialect.prose(say.collector)];
  const head = message === undefined ? [dialect.strong(chips[0] ?? say.open)] : [];
  const known =
    view === null || view.machine.length === 0 || telling.report?.gpus.length === 0
      ? []
      : seenLine(view, telling);
  return {
    head: [...head, ...told.slice(0, 5), ...known, ...notes],
    steps: [],
    end: questions,
    address: '',
  };
}

/** What a message means, what to do about it, and what may lie behind it. */
function toldOf(message: HeardMessage | undefined, telling: Telling): readonly string[] {
  if (message === undefined) return [];
  const { say, dialect, language } = telling;
  return [
    message.text !== '' && isQuotable(message.text)
      ? say.means(dialect.quote(sanitize(message.text)), dialect.prose(oneLine(message.says[language])))
      : dialect.prose(oneLine(message.says[language])),
    ...(message.look === undefined ? [] : lookLines(message.look[language], telling)),
    ...causeLine(message, telling),
  ];
}

/** A line of a program is quoted; a sentence in which somebody tells of it is not. */
const isQuotable = (text: string): boolean =>
  text.length <= 120 && !/[，。？！]|[a-z][,.!?] [A-Z]/u.test(text);

/** What to look at, without what only fngvt could show. */
const lookLines = (markdown: string, telling: Telling): readonly string[] =>
  markdown
    .split('\n')
    .filter(line => line.trim() !== '' && !/\bfngvt\b/u.test(line))
    .map(line => telling.dialect.prose(line));

const oneLine = (text: string): string => inOneLine(text).trim();

/** The causes that may lie behind a message, by the faults of their checks. */
function causeLine({ causes, isClear }: HeardMessage, { rules, language, say }: Telling): readonly string[] {
  if (isClear) return [];
  const faults = causes.slice(0, 4).flatMap(cause => {
    const rule = rules.find(one => one.cause === cause);
    // A fault with room for values of a host says nothing without it.
    return rule === undefined
      ? []
      : [/\{/u.test(rule.fault[language]) ? rule.title[language] : rule.fault[language]];
  });
  return faults.length === 0
    ? []
    : [say.mayBe([...new Set(faults)].map(fault => fault.replaceAll('`', '').replace(/[.。]$/u, '')))];
}

/** As many of the steps as fit; what was cut is named. */
function fitted({ head, steps, end, address }: Parts, { say }: Telling): readonly string[] {
  for (let kept = steps.length; kept >= 0; kept -= 1) {
    const isCut = kept < steps.length;
    const tail = isCut && address !== '' ? [say.rest(address)] : end;
    const lines = [...head, ...steps.slice(0, kept), ...tail];
    if (isShort(lines)) return lines;
  }
  return shortened([...head, ...end]);
}

const isShort = (lines: readonly string[]): boolean =>
  lines.length <= mostOfReply.lines && lines.join('\n').length <= mostOfReply.characters;

/** The longest lines give way until all fit. */
function shortened(lines: readonly string[]): readonly string[] {
  let most = 400;
  let cut = lines;
  while (!isShort(cut) && most > 60) {
    most -= 40;
    cut = lines
      .slice(0, mostOfReply.lines)
      .map(line => (line.length > most ? `${line.slice(0, most)}…` : line));
  }
  return cut;
}
