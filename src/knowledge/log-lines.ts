import { readTable } from '../package-files.ts';
import type { Text } from '../values/text.ts';
import { isInRange, isSurelyInRange, type VersionRange } from './range.ts';

/** decisive: settles a question by itself; harmless: often blamed, means nothing; context: helps to understand others. */
export type LogMeaning = 'decisive' | 'harmless' | 'context';

/** A message of the kernel log that we know. */
export interface LogLine extends VersionRange {
  /** The member of the facts `log/*`. */
  readonly id: string;
  /** A regular expression, found anywhere in a line. */
  readonly pattern: string;
  readonly meaning: LogMeaning;
  /** Cause key, or null: good news, or several causes fit. */
  readonly cause: string | null;
  /** The cause by the way in which the GPU shares (`gpu/generation-route`), where that decides between several. */
  readonly causeOn?: Readonly<Record<string, string>>;
  /** Messages beside which this one is a mere effect. */
  readonly below?: readonly string[];
  /** The message itself is the finding: no rule speaks of its cause. */
  readonly alone?: true;
  /** What it says, one line. */
  readonly says: Text;
  /** What to do about it, where it is a finding by itself; Markdown. */
  readonly look?: Text;
  readonly source?: string;
}

/** `rules/tables/log-lines.yml`. */
export interface LogTable {
  readonly source: string;
  readonly lines: readonly LogLine[];
}

let compiled: readonly (readonly [LogLine, RegExp])[] | undefined;

const patterns = (): readonly (readonly [LogLine, RegExp])[] =>
  (compiled ??= allLogLines().map(row => [row, new RegExp(row.pattern, 'mu')] as const));

/** All known messages. */
export function allLogLines(): readonly LogLine[] {
  return readTable<LogTable>('log-lines').lines;
}

/** The message that a line is; of two with the same words, the one of this kernel. undefined: not known to us. */
export function identifyLine(line: string, upstream?: string): LogLine | undefined {
  const text = line.slice(0, longest);
  return patterns().find(([row, pattern]) => isOfKernel(row, upstream) && pattern.test(text))?.[0];
}

/** Every message that a line may be where the kernel is not known: of several with the same words each of its own kernels. */
export function readingsOfLine(line: string): readonly LogLine[] {
  const text = line.slice(0, longest);
  const [first, ...others] = patterns().flatMap(([row, pattern]) => (pattern.test(text) ? [row] : []));
  if (first === undefined) return [];
  const hasKernels = ({ from, before }: LogLine): boolean => from !== undefined || before !== undefined;
  return hasKernels(first) ? [first, ...others.filter(hasKernels)] : [first];
}

/**
 * The first line of each known message, by the id of the message. A log has thousands of lines and the table some sixty patterns:
 * each pattern runs once over the whole text, which the engine does by literal search, instead of once a line.
 */
export function matchLog(lines: readonly string[], upstream?: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const cut = lines.map(line => line.slice(0, longest));
  const text = cut.join('\n');
  for (const [row, pattern] of patterns()) {
    if (!isOfKernel(row, upstream) || found.has(row.id)) continue;
    const at = text.search(pattern);
    if (at < 0) continue;
    const end = text.indexOf('\n', at);
    const line = text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? undefined : end);
    // A pattern that ran over the end of its line says nothing; then the lines are asked one by one.
    const said = pattern.test(line) ? line : cut.find(one => pattern.test(one));
    if (said !== undefined) found.set(row.id, said);
  }
  return found;
}

/** The kernel prints no longer line (kernel/printk, PRINTK_MESSAGE_MAX); a stranger's file may hold one, and patterns take their time. */
const longest = 2048;

/** A message that settles its cause by itself. */
export type DecisiveLine = LogLine & { readonly cause: string };

/**
 * The messages that settle a cause in this kernel; of an unknown kernel those that do so in every one. `route` is `gpu/generation-route` of the
 * GPU that it is about.
 */
export function decisiveLines(
  upstream: string | undefined,
  route: string | undefined,
): readonly DecisiveLine[] {
  return allLogLines().flatMap(row => {
    const cause = row.cause ?? row.causeOn?.[route ?? ''];
    return row.meaning === 'decisive' && cause !== undefined && isSurelyInRange(upstream, row)
      ? [{ ...row, cause }]
      : [];
  });
}

function isOfKernel(row: LogLine, upstream: string | undefined): boolean {
  return upstream === undefined || isInRange(upstream, row) !== false;
}
