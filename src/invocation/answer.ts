import { hasCapsule } from '../capsule/block-marks.ts';
import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Report } from '../judge/report-types.ts';
import type { Claim } from '../paste/claims.ts';
import type { Paste } from '../paste/paste.ts';
import { homeMarkup } from '../report/post/home-markup.ts';
import { questionsOf } from '../report/terminal/ask.ts';
import type { ReplyMarkup } from '../report/reply/reply-markup.ts';
import { isAnswered, isDecided, offTopicReply, renderReply, type Rests } from '../report/reply/reply.ts';
import { typed } from '../report/terminal/typed.ts';
import type { Rule } from '../rules/rule.ts';
import { UsageError } from '../values/errors.ts';
import type { Language, Text } from '../values/text.ts';
import { replyWords } from '../words/reply-words.ts';
import { words } from '../words/words.ts';
import { examine, type Examination } from './examine.ts';
import { dkmsFault, heardIn, isOfOther, ofChip, sharingOf } from './heard-in-post.ts';
import { inputOf, isOurs, isShortSession, type Input } from './input.ts';
import type { Invocation } from './outcome.ts';
import { partial } from './partial.ts';
import { answersOf } from './pasted-thread.ts';
import { subjectOf } from './subject.ts';
import { isOnTopic } from './on-topic.ts';

/** What somebody handed over, and how the reply is wanted. */
export interface Question {
  readonly text: string;
  /** Names the text in messages. */
  readonly where: string;
  /** undefined: the thread's own. */
  readonly language?: Language | undefined;
  readonly markup?: ReplyMarkup | undefined;
}

/** A post with its reply. */
export interface Answered {
  readonly language: Language;
  readonly markup: ReplyMarkup;
  readonly reply: string;
  readonly isAnswer: boolean;
  /** null: nothing of a machine is in it. */
  readonly report: Report | null;
  readonly ask: readonly string[];
  readonly claims: readonly Claim[];
  /** What the verdict rests on. */
  readonly rests: Rests;
  /** For standard error. */
  readonly warnings: readonly string[];
}

interface Means {
  readonly rules: readonly Rule[];
  readonly invocation: Invocation;
}

/** The reply to whatever people post: a paper of ours, a session, prose, a message. It refuses no text. */
export async function answerTo(question: Question, means: Means): Promise<Answered> {
  const { text, where } = question;
  const { askersText, readPaste } = await import('../paste/paste.ts');
  // A block that somebody else posted in the thread is of another machine.
  const own = hasCapsule(text) ? askersText(text) : text;
  const paper = await paperIn(own, where);
  if (paper.input !== undefined) return answerPaper(paper.input, readPaste(proseOf(own)), question, means);
  return answerThread(readPaste(text), paper.damaged, question, means);
}

/** A post around a capsule tells its language; a page or a snapshot of ours tells none. */
const proseOf = (text: string): string => (hasCapsule(text) ? text.slice(0, 200_000) : '');

/** A file of ours, or what is wrong with its block. */
async function paperIn(
  text: string,
  where: string,
): Promise<{ readonly input?: Input; readonly damaged?: Text }> {
  const isPaper = /^\s*\{\s*"/u.test(text) || (isOurs(text) && !isShortSession(text));
  if (!isPaper) return {};
  try {
    return { input: await inputOf(text, where) };
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return hasCapsule(text) ? { damaged: saidOf(error, where) } : {};
  }
}

/** What is wrong, without the name of the file that it is wrong in. */
const saidOf = ({ text }: UsageError, where: string): Text => ({
  en: text.en.slice(`${where}: `.length),
  'zh-CN': text['zh-CN'].slice(`${where}：`.length),
});

async function answerPaper(input: Input, around: Paste, question: Question, means: Means): Promise<Answered> {
  const examination = await judged(input, means);
  const { report } = await examination.shared();
  const { snapshot } = examination;
  const language = question.language ?? languageOf(around, report);
  const markup = question.markup ?? markupOf(around, report);
  const ask = report.verdict?.state === 'unknown' ? asked(report, () => false, false, language) : [];
  const reply = renderReply(
    {
      report,
      rests: 'shown',
      heard: [],
      chips: [],
      ask,
      notes:
        input.kind === 'report' && input.damaged !== undefined
          ? [replyWords[language].damaged(saidOf(input.damaged, question.where)[language])]
          : [],
      quoteOf: quoting(snapshot?.()),
      capsule: await capsuleOf(report),
    },
    { language, markup, rules: means.rules },
  );
  const { warnings } = examination;
  return {
    ...nothingRead,
    language,
    markup,
    reply: reply.text,
    isAnswer: reply.isAnswer,
    report,
    ask,
    warnings,
  };
}

/** Without letters of its own a paper is read where its system is at home. */
const languageOf = ({ lines, author }: Paste, report: Report): Language =>
  lines.some(line => line.trim() !== '') || report.host.platform !== 'fnos' ? author.language : 'zh-CN';

function markupOf({ author }: Paste, report: Report | null): ReplyMarkup {
  if (author.markup === 'bbcode' || author.isMarked) return author.markup;
  return homeMarkup(report?.host.platform ?? null) === 'bbcode' ? 'bbcode' : 'markdown';
}

async function answerThread(
  paste: Paste,
  damaged: Text | undefined,
  question: Question,
  means: Means,
): Promise<Answered> {
  const { language = paste.author.language } = question;
  const say = replyWords[language];
  if (!isOnTopic(paste, heardIn(paste).length > 0) && damaged === undefined) {
    const markup = question.markup ?? paste.author.markup;
    return { ...nothingRead, language, markup, reply: offTopicReply(language) };
  }
  // Around a block of ours stands what we wrote, in our words: nothing is taken from those.
  const { examination, report, rests } =
    damaged === undefined
      ? await weighed(paste, means)
      : { ...(await examined(paste.snapshot, means)), rests: 'shown' as const };
  const heard = heardIn(paste, report);
  const markup = question.markup ?? markupOf(paste, report);
  const { claims } = paste;
  const { warnings } = examination;
  const read = { language, markup, report, claims, rests, warnings };
  const spoilt = damaged === undefined ? [] : [say.damaged(damaged[language])];
  if (spoilt.length > 0 && report.verdict?.state === 'unknown')
    return { ...read, claims: [], reply: spoilt.join('\n'), isAnswer: false, ask: [] };
  const none = withoutGpu(claims, report);
  if (none !== undefined) return { ...read, reply: say.noGpu(none), isAnswer: true, ask: [] };
  const ask = isAnswered(report)
    ? []
    : asked(report, answersOf(paste.snapshot), paste.author.isRoot, language);
  const doubts = contradictionOf(paste, report, language);
  const notes = [
    ...spoilt,
    ...(paste.otherHosts === 0 ? [] : [say.others]),
    ...(paste.contradictions.length === 0 || isAnswered(report)
      ? []
      : [say.two(paste.contradictions.slice(0, 3).join(', '))]),
    ...doubts,
  ];
  // What may be another machine's output makes nothing certain of the asker's.
  const isDoubted = doubts.length > 0;
  const reply = renderReply(
    {
      report,
      rests: isDoubted && rests === 'shown' ? 'usual' : rests,
      heard:
        isAnswered(report) && report.verdict?.state !== 'ready'
          ? []
          : [
              ...dkmsFault(paste, report),
              ...ofChip(paste, report),
              ...heard.filter(one => !isOfOther(one, paste.claims, report)),
            ],
      chips: isAnswered(report) ? [] : chipLines(paste.claims, report, language),
      ask,
      notes,
      quoteOf: quoting(examination.snapshot?.()),
      capsule: isAnswered(report) && rests === 'shown' && !isDoubted ? await capsuleOf(report) : '',
    },
    { language, markup, rules: means.rules },
  );
  return { ...read, reply: reply.text, isAnswer: reply.isAnswer, ask };
}

/** Of a post that is about something else. */
const nothingRead = {
  isAnswer: false,
  report: null,
  ask: [],
  claims: [],
  rests: 'shown',
  warnings: [],
} as const;

/** The one processor of the post, where it is sold without a GPU of Intel, and none is shown. */
function withoutGpu(claims: readonly Claim[], { gpus }: Report): string | undefined {
  const cpus = claims.filter(({ about }) => about === 'cpu');
  const [first] = cpus;
  const isOne = cpus.every(({ value }) => value.toLowerCase() === first?.value.toLowerCase());
  const isShown =
    gpus.some(({ id, platform }) => id !== null || platform !== null) &&
    !claims.some(({ platforms }) => platforms.length > 0);
  return isOne && first?.hasNoGpu === true && !isShown ? first.value : undefined;
}

interface Weighed {
  readonly examination: Examination;
  readonly report: Report;
  /** What the verdict rests on: what was shown; that and what was said; these and what is usual. */
  readonly rests: Rests;
}

/** What was shown decides; what was said, and what is usual, only where that leaves it open. */
async function weighed({ snapshot, withClaims, withUsual }: Paste, means: Means): Promise<Weighed> {
  const shown = { ...(await examined(snapshot, means)), rests: 'shown' as const };
  if (isDecided(shown.report)) return shown;
  const said =
    withClaims === undefined ? shown : { ...(await examined(withClaims(), means)), rests: 'said' as const };
  if (isDecided(said.report)) return said;
  const usual = { ...(await examined(withUsual(), means)), rests: 'usual' as const };
  if (isDecided(usual.report)) return usual;
  return [shown, said, usual].find(({ report }) => isAnswered(report)) ?? { ...said, rests: 'shown' };
}

async function examined(
  snapshot: Snapshot,
  means: Means,
): Promise<{ readonly examination: Examination; readonly report: Report }> {
  const input: Input = { kind: 'snapshot', snapshot: { ...snapshot, tool: { name: partial, version: '' } } };
  const examination = await judged(input, means);
  const { report } = await examination.shared();
  return { examination, report };
}

async function judged(input: Input, { rules, invocation }: Means): Promise<Examination> {
  const subject = await subjectOf(input, { version: invocation.version });
  return examine(subject, rules, invocation, { isPlanned: true });
}

/** The commands that are still to be asked for. */
function asked(
  report: Report,
  isAnsweredPath: (path: string) => boolean,
  isRoot: boolean,
  language: Language,
): readonly string[] {
  const commands = questionsOf(report, { isAnswered: isAnsweredPath, isRoot });
  return commands.map(command => typed(command, words[language].yours));
}

/** What the machine's GPU can, by what the post shows of it or names; one line. */
function chipLines(claims: readonly Claim[], report: Report, language: Language): readonly string[] {
  const say = words[language];
  const { soFar, cannot } = replyWords[language];
  const line = (name: string, way: 'gvt-g' | 'sr-iov' | 'none'): string =>
    way === 'none' ? cannot(name) : soFar(name, say.technologies[way]);
  const shown = report.gpus.find(({ platform }) => platform !== null);
  const named = claims.filter(
    ({ about, platforms }) => (about === 'cpu' || about === 'gpu') && platforms.length > 0,
  );
  if (shown?.platform != null) {
    const cpu = named.find(
      ({ about, platforms }) => about === 'cpu' && platforms.includes(shown.platform ?? ''),
    );
    return [line(cpu?.value ?? shown.name ?? shown.platform, sharingOf(shown.platform))];
  }
  return named.slice(0, 1).flatMap(({ value, platforms }) => {
    const [way, ...others] = new Set(platforms.map(sharingOf));
    return way === undefined || others.length > 0 ? [] : [line(value, way)];
  });
}

/** The post names one GPU and shows another. */
function contradictionOf(
  { claims: all, lines }: Paste,
  report: Report,
  language: Language,
): readonly string[] {
  // What stands in an output says what is shown, not what is said.
  const claims = all.filter(
    ({ line }) => !/controller|\[8086:|Model name|型号名称/iu.test(lines[line] ?? ''),
  );
  const shown = report.gpus.find(({ platform }) => platform !== null);
  if (shown?.platform == null) return [];
  const others = claims.filter(
    ({ platforms }) => platforms.length > 0 && !platforms.includes(shown.platform ?? ''),
  );
  const isNamed = claims.some(({ platforms }) => platforms.includes(shown.platform ?? ''));
  const [first] = others;
  if (first === undefined || isNamed) return [];
  return [replyWords[language].whoseIsIt(first.value, shown.name ?? shown.platform)];
}

/** The text of a file as the post shows it: of the command line without what names the disk. */
function quoting(snapshot: Snapshot | undefined): (source: string) => string | undefined {
  return source => {
    const file = snapshot?.files[source];
    const text = typeof file === 'string' ? file : file?.text;
    if (text === undefined) return undefined;
    const [line = ''] = text.trim().split('\n');
    return line
      .replace(/^BOOT_IMAGE=\S+ /u, '')
      .replaceAll(/\b(root|initrd|resume)=(?!…)\S+/gu, '$1=…')
      .trim();
  };
}

/** The largest block that a post has room for. */
async function capsuleOf(report: Report): Promise<string> {
  const { capsuleWithin } = await import('../capsule/capsule.ts');
  return capsuleWithin(report, mostOfBlock);
}

/** Characters. */
const mostOfBlock = 1500;
