import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply-plan.ts';
import { isLater, newId } from '../../src/change/journal/journal-id.ts';
import { listJournals } from '../../src/change/journal/store.ts';
import { chooseJournal } from '../../src/change/undo/choose.ts';
import { undoJournal } from '../../src/change/undo/act.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fngvt-clock-'));
  mkdirSync(join(root, 'etc'));
  mkdirSync(join(root, 'var/lib'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const file = '/etc/modules';
const text = (): string => readFileSync(join(root, file), 'utf8');

/** Changes the file while the clock says so; the journal's name. */
async function change(clock: string, after: string): Promise<string> {
  const step = { kind: 'edit', path: file, before: text(), after, reboot: true, rule: null } as const;
  const plan = { steps: [step], refused: [] };
  const applied = await applyPlan(plan, hostWriter(root), { version: '1', now: () => clock });
  if (applied.outcome !== 'applied') throw new Error(applied.outcome);
  return applied.journal;
}

test('a clock that went back makes no newer change an older one: they are taken back in the order of their making', async () => {
  writeFileSync(join(root, file), 'a\n');
  const ids = [
    await change('2026-06-01T12:00:00.000Z', 'b\n'),
    await change('2020-01-01T00:00:03.000Z', 'c\n'),
    await change('2020-01-01T00:00:03.000Z', 'd\n'),
    await change('2026-06-02T12:00:00.000Z', 'e\n'),
  ];
  expect(ids).toEqual(['20260601-120000', '20260601-120000-2', '20260601-120000-3', '20260602-120000']);
  const begun = listJournals(hostWriter(root)).map(journal => ('broken' in journal ? '' : journal.begun));
  expect(begun.map(time => time.slice(0, 4))).toEqual(['2026', '2020', '2020', '2026']);
  for (const left of ['d\n', 'c\n', 'b\n', 'a\n']) {
    const writer = hostWriter(root);
    const chosen = chooseJournal(writer);
    if (chosen.kind !== 'journal') throw new Error(chosen.kind);
    const undone = await undoJournal(chosen.journal, writer, { now: () => '2020-01-01T00:00:09.000Z' });
    expect([undone.outcome, text()]).toEqual(['undone', left]);
  }
});

test('the older one waits for the newer, whatever the clock said', async () => {
  writeFileSync(join(root, file), 'a\n');
  const older = await change('2026-06-01T12:00:00.000Z', 'b\n');
  const newer = await change('2020-01-01T00:00:03.000Z', 'c\n');
  expect(chooseJournal(hostWriter(root), older)).toMatchObject({
    refusal: { reason: 'newer-journal', details: { journal: newer } },
  });
});

test('the tenth of a moment is later than the ninth', () => {
  const writer = hostWriter(root);
  const { journals: journals } = writer;
  const ids = Array.from({ length: 12 }, () => {
    const id = newId(journals, '2026-06-01T12:00:00.000Z');
    journals.write(`${id}.json`, '');
    return id;
  });
  expect(ids.at(-1)).toBe('20260601-120000-12');
  expect(listJournals(writer).map(({ id }) => id)).toEqual([...ids].reverse());
  expect(isLater('20260601-120000-10', '20260601-120000-9')).toBe(true);
  expect(isLater('20260601-120000', '20260601-120000')).toBe(false);
});

test('what is no name of a journal decides nothing', () => {
  const { journals: journals } = hostWriter(root);
  for (const name of ['zzz.json', '99999999-999999.kept-0', '20260601-120000-x.json'])
    journals.write(name, '');
  expect(newId(journals, '2026-06-01T12:00:00.000Z')).toBe('20260601-120000');
});
