import type { Report } from '../../judge/report-types.ts';
import { joined, type Styled } from '../../values/styled.ts';
import type { Language } from '../../values/text.ts';
import { quotedMessages } from '../../values/quoted-messages.ts';
import { words as allWords } from '../../words/words.ts';
import { questionsOf } from './ask.ts';
import { typed } from './typed.ts';
import { cut, wrap } from './cells.ts';
import { paint } from './paint.ts';
import { sanitize } from '../sanitize.ts';

/** A pasted thread, as far as a report speaks of it. */
export interface Thread {
  /** Outputs that were recognised in it. */
  readonly seen: readonly string[];
  /** Paths of which it gives two answers. */
  readonly contradictions: readonly string[];
  /** Machines besides the first. */
  readonly otherHosts: number;
  /** A path that it answers for: what it holds, or that it is missing. */
  readonly isAnswered: (path: string) => boolean;
  /** Who wrote it, and how. */
  readonly author: {
    readonly language: Language;
    readonly markup: 'markdown' | 'bbcode';
    readonly isRoot: boolean;
  };
}

/** How it is laid out. */
export interface ThreadLayout {
  readonly language: Language;
  readonly columns: number;
}

const [messages] = quotedMessages;

/** What is said below the report of a paste: what was read from it, and what is still to be asked, ready to be posted. */
export function renderThread(report: Report, thread: Thread, { language, columns }: ThreadLayout): Styled {
  const words = allWords[language].paste;
  const { comma } = allWords[language];
  const colon = language === 'en' ? ': ' : '：';
  const list = (paths: readonly string[]): string =>
    [...new Set(paths.map(shortened))]
      .slice(0, 12)
      .map(path => cut(sanitize(path), 60))
      .join(comma);
  const notes = [
    `${words.readFrom}${colon}${list(thread.seen.map(name => (name === messages ? words.messages : name)))}`,
    ...(thread.contradictions.length === 0 ? [] : [words.contradictions(list(thread.contradictions))]),
    ...(thread.otherHosts === 0 ? [] : [words.otherHosts]),
    ...(isSelfEvident(report) ? [words.takenForHost] : []),
  ].flatMap(note => wrap(note, columns));
  const reply = renderReply(report, thread);
  const lines = [
    ...notes.map(paint.faint),
    ...(reply === '' ? [] : ['', paint.strong(`${words.readyReply}${colon.trimEnd()}`), '', reply]),
  ];
  return joined(['\n', joined(lines, '\n'), '\n']);
}

/** The reply alone, in the language and the markup of whoever asked; empty where nothing is to be asked. */
export function renderReply(report: Report, thread: Thread): string {
  const commands = questionsOf(report, { isAnswered: thread.isAnswered, isRoot: thread.author.isRoot });
  if (commands.length === 0) return '';
  const words = allWords[thread.author.language];
  const { opening, closing } = words.paste.reply;
  const [begin, end] = thread.author.markup === 'bbcode' ? ['[code]', '[/code]'] : ['```sh', '```'];
  return [opening, '', begin, ...commands.map(command => typed(command, words.yours)), end, '', closing].join(
    '\n',
  );
}

/** A path by what it is about: the GPU's own files, the folders that hold many. */
function shortened(path: string): string {
  return path
    .replace(/^\/sys\/bus\/pci\/devices\/[^/]+\/(?=.)/u, '')
    .replace(/^(mdev_supported_types|\/etc\/mod[a-z-]+\.d|\/lib\/modprobe\.d)\/.*$/u, '$1');
}

/** Something was concluded although nothing tells that this is the host. */
function isSelfEvident({ verdict, findings }: Report): boolean {
  return (
    verdict !== null &&
    verdict.state !== 'unknown' &&
    findings.some(finding => finding.topic === 'host' && finding.verdict === 'unknown')
  );
}
