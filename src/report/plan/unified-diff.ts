import { structuredPatch } from 'diff';
import type { Rendered } from '../../values/styled.ts';
import { paint } from '../terminal/paint.ts';
import { sanitize } from '../sanitize.ts';

/** A line of a unified diff. */
export interface DiffLine {
  readonly kind: 'head' | 'added' | 'removed' | 'same';
  /** Safe to show; a carriage return, which decides here, is written out. */
  readonly text: string;
}

/** What changes in one file, with two lines around it. null: there is no such file. */
export function unifiedDiff(path: string, before: string | null, after: string | null): readonly DiffLine[] {
  const patch = structuredPatch(path, path, before ?? '', after ?? '', '', '', { context: 2 });
  const name = sanitize(path);
  return [
    { kind: 'head', text: `--- ${before === null ? '/dev/null' : name}` },
    { kind: 'head', text: `+++ ${after === null ? '/dev/null' : name}` },
    ...patch.hunks.flatMap((hunk): readonly DiffLine[] => [
      {
        kind: 'head',
        text: `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`,
      },
      ...hunk.lines.map(line => ({ kind: kindOf(line), text: safe(line) })),
    ]),
  ];
}

/** One line of it in its colour; the sign at its beginning says the same. */
export function diffLine({ kind, text }: DiffLine): Rendered {
  if (kind === 'added') return paint.good(text);
  if (kind === 'removed') return paint.bad(text);
  return kind === 'head' ? paint.faint(text) : text;
}

/** An empty side begins at line 0: POSIX.1-2017, diff, "Diff -u". */
const range = (start: number, lines: number): string => `${lines === 0 ? 0 : start},${lines}`;

function kindOf(line: string): DiffLine['kind'] {
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : 'same';
}

const safe = (line: string): string => sanitize(line.replaceAll('\r', '\\r').replaceAll('\t', '    '));
