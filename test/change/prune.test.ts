import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeJournal, type Journal } from '../../src/change/journal/journal.ts';
import { listJournals } from '../../src/change/journal/store.ts';
import { pruneJournals } from '../../src/change/journal/prune.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fngvt-prune-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const now = '2026-06-01T00:00:00.000Z';
const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();

/** Writes so many journals of one state and age; the names of all that are left after pruning. */
function leftOf(count: number, state: Journal['state'], days: number, own = 'none'): readonly string[] {
  const writer = hostWriter(root);
  for (let n = 1; n <= count; n += 1) {
    const id = `20250101-${String(n).padStart(6, '0')}`;
    const at = daysAgo(days);
    const journal: Journal = {
      schema: 'fngvt.journal/1',
      id,
      version: '1.0.0',
      begun: at,
      changed: at,
      state,
      boot: null,
      foretold: null,
      steps: [],
    };
    writeJournal(writer.journals, journal);
    writer.journals.write(`${id}.kept-0`, 'old\n');
  }
  pruneJournals(writer, own, now);
  const ids = listJournals(writer).map(({ id }) => id);
  expect(writer.journals.list().filter(name => name.includes('kept')).length).toBe(ids.length);
  return ids;
}

test.each([
  ['undone', 12, 1, 10],
  ['undone', 3, 91, 0],
  ['rolled-back', 12, 1, 10],
  ['applied', 60, 1, 60],
  ['applied', 40, 500, 40],
  ['applied', 52, 500, 50],
  ['partly-undone', 40, 500, 40],
  ['applying', 60, 500, 60],
  ['undoing', 60, 500, 60],
] as const)('of %s journals, %i that are %i days old, %i stay', (state, count, days, stay) => {
  expect(leftOf(count, state, days).length).toBe(stay);
});

test('the run that prunes keeps its own', () => {
  expect(leftOf(3, 'undone', 91, '20250101-000002')).toEqual(['20250101-000002']);
});
