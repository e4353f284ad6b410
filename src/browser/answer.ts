import { textIn } from '../host/snapshot/packed.ts';
import { hasCapsule } from '../capsule/block-marks.ts';
import { answerTo, type Answered } from '../invocation/answer.ts';
import { examine } from '../invocation/examine.ts';
import { inputOf, isOurs, isShortSession, type Input } from '../invocation/input.ts';
import type { Invocation } from '../invocation/outcome.ts';
import { threadOf } from '../invocation/pasted-thread.ts';
import { subjectOf } from '../invocation/subject.ts';
import { lookUpAll } from '../knowledge/lookup.ts';
import { ownVersion } from '../package-files.ts';
import { renderReport } from '../report/formats.ts';
import type { Rendering } from '../report/rendering.ts';
import { renderLookup } from '../report/terminal/lookup-text.ts';
import { loadRules } from '../rules/load.ts';
import { UsageError } from '../values/errors.ts';
import { plainText } from '../values/styled.ts';
import type { Language } from '../values/text.ts';
import { snapshotText } from '../host/snapshot/save.ts';

/** What somebody gave the page: bytes of a file, or what they pasted. */
export interface Asked {
  readonly given: string | Uint8Array;
  readonly language: Language;
  /** ISO 8601. */
  readonly now: string;
}

/** What the page says to it. */
export type Answer =
  /** A machine was judged, whole or as far as a thread shows it. */
  | {
      readonly kind: 'host';
      /** The report as a page of its own, HTML. */
      readonly page: string;
      readonly json: string;
      readonly markdown: string;
      readonly bbcode: string;
      /** The reply to the thread, ready to be posted; empty: it is no thread. */
      readonly reply: string;
    }
  /** Something is asked without showing a machine: the reply alone. */
  | { readonly kind: 'reply'; readonly reply: string }
  /** A chip was looked up, without its machine. */
  | { readonly kind: 'chip'; readonly text: string }
  /** Nothing that we know; `why` is one line in English, empty where a text just holds nothing about a machine. */
  | { readonly kind: 'nothing'; readonly why: string };

/** Whatever a person pastes or drops, answered by the same core as on the command line. Nothing leaves the page. */
export async function answer({ given, language, now }: Asked): Promise<Answer> {
  let isThread = false;
  try {
    const text = typeof given === 'string' ? given : await textIn(given, 'file');
    isThread = !isFile(text);
    if (text.trim() === '') return { kind: 'nothing', why: '' };
    if (!isOurs(text) && isOneName(text)) {
      const results = lookUpAll([text.trim()]);
      if (results.some(({ matches }) => matches.length > 0))
        return {
          kind: 'chip',
          text: plainText(renderLookup(results, { columns: 72, language, call: 'fngvt' })),
        };
    }
    return await judged(text, language, now);
  } catch (error) {
    if (error instanceof UsageError) return { kind: 'nothing', why: isThread ? '' : error.message };
    throw error;
  }
}

/** One short line: what a person types who asks about a chip. */
const isOneName = (text: string): boolean => text.trim().length <= 120 && !text.trim().includes('\n');

async function judged(text: string, language: Language, now: string): Promise<Answer> {
  const version = ownVersion();
  const rules = loadRules();
  const invocation = { ...nobody, version, now };
  const replied =
    isFile(text) && !hasCapsule(text)
      ? undefined
      : await answerTo({ text, where: 'paste' }, { rules, invocation });
  const input = await inputIn(text);
  if (input === undefined)
    return replied === undefined || isIdle(replied)
      ? { kind: 'nothing', why: '' }
      : { kind: 'reply', reply: replied.reply };
  const subject = await subjectOf(input, { version });
  const examination = await examine(subject, rules, invocation, { isPlanned: true });
  const { report } = await examination.shared();
  const { snapshot } = examination;
  const rendering: Rendering = {
    report,
    language,
    rules,
    call: examination.call,
    columns: 72,
    ...{ isVerbose: false, isQuiet: false, isCapsule: false, isOpen: false },
    ...(snapshot === undefined ? {} : { snapshot: () => snapshotText(snapshot()) }),
  };
  const write = async (format: Parameters<typeof renderReport>[0]): Promise<string> =>
    plainText(await renderReport(format, rendering));
  const [page, json, markdown, bbcode] = [
    await write('html'),
    await write('json'),
    await write('md'),
    await write('bbcode'),
  ];
  return {
    kind: 'host',
    page,
    json,
    markdown,
    bbcode,
    reply: replied === undefined || isIdle(replied) ? '' : replied.reply,
  };
}

/** Something that fngvt wrote; all else is a thread. */
const isFile = (text: string): boolean =>
  text.trimStart().startsWith('{') || (isOurs(text) && !isShortSession(text));

/** A file of ours, or what a thread shows; undefined: it shows nothing of a machine. */
async function inputIn(text: string): Promise<Input | undefined> {
  const { askersText } = await import('../paste/paste.ts');
  const own = hasCapsule(text) ? askersText(text) : text;
  if (isFile(own)) return inputOf(own, 'paste');
  const { snapshot, thread } = await threadOf(text, 'paste');
  return thread.seen.length === 0 ? undefined : { kind: 'snapshot', snapshot };
}

/** It is about something else. */
const isIdle = ({ isAnswer, ask, report }: Answered): boolean =>
  !isAnswer && ask.length === 0 && report === null;

/** Nobody at a terminal. */
const nobody: Omit<Invocation, 'version' | 'now'> = {
  call: 'fngvt',
  columns: 72,
  isTerminal: false,
  ask: () => Promise.resolve(false),
  environment: {},
};
