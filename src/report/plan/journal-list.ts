import type { Journal } from '../../change/journal/journal.ts';
import type { BrokenJournal } from '../../change/journal/store.ts';
import type { ChangeWords } from '../../words/change.en.ts';
import { cut, pad, width } from '../terminal/cells.ts';
import { problemText } from './reasons.ts';
import { sanitize } from '../sanitize.ts';
import { jsonDocument } from '../../values/json-text.ts';

/** The changes that are noted on a host, the newest first, one a line. */
export function renderJournals(
  journals: readonly (Journal | BrokenJournal)[],
  say: ChangeWords,
  columns: number,
): string {
  const { none, header, broken, states } = say.list;
  if (journals.length === 0) return `${none}\n`;
  const rows = [
    [header.id, header.begun, header.state, header.what],
    ...journals.map(journal =>
      'broken' in journal
        ? [journal.id, '', broken, problemText(journal, say)]
        : [
            journal.id,
            sanitize(journal.begun).slice(0, 19).replace('T', ' '),
            states[journal.state],
            whatOf(journal).join(', '),
          ],
    ),
  ];
  const cells = [0, 1, 2].map(column => Math.max(...rows.map(row => width(row[column] ?? ''))));
  return rows
    .map(row => cut(row.map((text, i) => pad(text, cells[i] ?? 0)).join('  '), columns).trimEnd())
    .map(line => `${line}\n`)
    .join('');
}

/** The same as `fngvt.journals/1`. */
export function journalsJson(journals: readonly (Journal | BrokenJournal)[]): string {
  const all = journals.map(journal =>
    'broken' in journal
      ? { id: journal.id, state: 'broken', problem: journal.problem, details: journal.details }
      : {
          id: journal.id,
          state: journal.state,
          begun: journal.begun,
          changed: journal.changed,
          version: journal.version,
          foretold: journal.foretold,
          files: journal.steps.flatMap(step => (step.kind === 'edit' ? [step.path] : [])),
          commands: journal.steps.flatMap(step => (step.kind === 'run' ? [step.argv] : [])),
        },
  );
  return jsonDocument({ schema: 'fngvt.journals/1', journals: all });
}

function whatOf({ steps }: Journal): readonly string[] {
  return [...new Set(steps.map(step => sanitize(step.kind === 'edit' ? step.path : step.argv.join(' '))))];
}
