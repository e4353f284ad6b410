import type { SharingWords } from '../../words/sharing.en.ts';
import { pad, width } from './cells.ts';
import { sanitize } from '../sanitize.ts';
import { replacedLines } from '../post/sharing.ts';

/** A snapshot, as far as it is to be shown. */
export interface Shown {
  readonly [section: string]: unknown;
  readonly redactions?: Readonly<Record<string, number>> | undefined;
}

/**
 * What would leave the machine, for a person to read: every file and command with its whole text, and what was replaced. The real values
 * are for the owner's eyes alone; `hidden` is undefined where others may read it.
 */
export function renderPreview(
  snapshot: Shown,
  hidden: readonly (readonly [value: string, standIn: string])[] | undefined,
  say: SharingWords,
): string {
  const lines = [say.preview, ''];
  for (const [section, title] of Object.entries(say.sections)) {
    const content = snapshot[section];
    const entries = Array.isArray(content) ? content : Object.entries(content ?? {});
    if (entries.length === 0) continue;
    lines.push(`== ${title} (${entries.length})`, ...entries.flatMap(entryLines), '');
  }
  lines.push(
    ...(snapshot.redactions === undefined ? [say.openMark] : replacedLines(snapshot.redactions, say)),
  );
  if (hidden === undefined) lines.push(say.previewElsewhere);
  if (hidden !== undefined && hidden.length > 0) {
    const rows = [...hidden]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, by]) => [sanitize(value), by] as const);
    const cells = Math.min(40, Math.max(...rows.map(([value]) => width(value))));
    lines.push(
      '',
      `== ${say.previewList} (${rows.length})`,
      ...rows.map(([value, by]) => `  ${pad(value, cells)}  ${by}`),
    );
  }
  return `${lines.join('\n')}\n`;
}

/** A path alone, a path with its answer, or a command with what it said. */
function entryLines(entry: unknown): readonly string[] {
  if (typeof entry === 'string') return [`  ${sanitize(entry)}`];
  if (Array.isArray(entry)) {
    const [path, value] = entry as unknown as readonly [string, unknown];
    return answerLines(path, value);
  }
  const { argv, stdout, stderr } = entry as { argv: readonly string[]; stdout: string; stderr: string };
  return answerLines(argv.join(' '), `${stdout}${stderr}`);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null && 'text' in value) return String(value.text);
  return Array.isArray(value) ? value.join('  ') : JSON.stringify(value);
}

function answerLines(name: string, value: unknown): readonly string[] {
  const body = textOf(value).trimEnd().split('\n');
  return body.length === 1 && width(body[0] ?? '') < 60
    ? [`  ${sanitize(name)}: ${sanitize(body[0] ?? '')}`]
    : [`  ${sanitize(name)}`, ...body.map(line => `    | ${sanitize(line.replaceAll('\t', '  '))}`)];
}
