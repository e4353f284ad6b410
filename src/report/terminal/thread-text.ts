import type { Report } from '../../judge/report-types.ts';
import { joined, type Styled } from '../../values/styled.ts';
import type { Language } from '../../values/text.ts';
import { quotedMessages } from '../../values/quoted-messages.ts';
import { words as allWords } from '../../words/words.ts';
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
}

/** How it is laid out. */
export interface ThreadLayout {
  readonly language: Language;
  readonly columns: number;
}

const [messages] = quotedMessages;

/** What is said below the report of a paste: what was read from it, and the reply that is ready to be posted. */
export function renderThread(
  report: Report,
  thread: Thread,
  reply: string,
  { language, columns }: ThreadLayout,
): Styled {
  const words = allWords[language].paste;
  const { comma } = allWords[language];
  const colon = language === 'en' ? ': ' : '：';
  const list = (paths: readonly string[]): string =>
    [...new Set(paths.map(shortened))]
      .slice(0, 12)
      .map(path => cut(sanitize(path), 60))
      .join(comma);
  const notes = [
    ...(thread.seen.length === 0
      ? []
      : [
          `${words.readFrom}${colon}${list(thread.seen.map(name => (name === messages ? words.messages : name)))}`,
        ]),
    ...(thread.contradictions.length === 0 ? [] : [words.contradictions(list(thread.contradictions))]),
    ...(thread.otherHosts === 0 ? [] : [words.otherHosts]),
    ...(isSelfEvident(report) ? [words.takenForHost] : []),
  ].flatMap(note => wrap(note, columns));
  const lines = [
    ...notes.map(paint.faint),
    ...(notes.length === 0 ? [] : ['']),
    paint.strong(`${words.readyReply}${colon.trimEnd()}`),
    '',
    reply,
  ];
  return joined(['\n', joined(lines, '\n'), '\n']);
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
