import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply-plan.ts';
import type { Journal, JournalRun } from '../../src/change/journal/journal.ts';
import { refreshedInThisBoot } from '../../src/change/plan/refresh-pending.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';
import { settled } from './note-of.ts';

const root = mkdtempSync(join(tmpdir(), 'fngvt-refreshed-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const file = join(root, 'etc/kernel/cmdline');
const writer = (boot: string | null): ReturnType<typeof hostWriter> => ({
  ...hostWriter(root),
  bootId: () => boot,
});

const refresh: JournalRun = {
  kind: 'run',
  argv: ['proxmox-boot-tool', 'refresh'],
  undo: ['proxmox-boot-tool', 'refresh'],
  rule: null,
  reboot: true,
  state: 'done',
};

/** The journal of a real change of the file, with the command noted as a host that can run it would. */
beforeEach(async () => {
  rmSync(root, { recursive: true, force: true });
  for (const folder of ['var/lib', 'etc/kernel']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(file, 'quiet\n');
  const step = { kind: 'edit', path: '/etc/kernel/cmdline', reboot: true, rule: null } as const;
  const after = 'quiet i915.enable_gvt=1\n';
  const now = (): string => '2026-01-02T03:04:05.000Z';
  await applyPlan({ steps: [{ ...step, before: 'quiet\n', after }], refused: [] }, writer('a'), {
    version: '1',
    now,
  });
  note(journal => ({ ...journal, steps: [...journal.steps, refresh] }));
});

function note(change: (journal: Journal) => Journal): void {
  const folder = join(root, 'var/lib/fngvt/journal');
  const name = readdirSync(folder).find(one => one.endsWith('.json'));
  const path = join(folder, String(name));
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, 'utf8')) as Journal)));
}

test('a change of this boot that has run the refresh is known', () => {
  expect(refreshedInThisBoot(writer('a'))?.steps).toHaveLength(2);
});

test.each<[string, () => void]>([
  ['after a reboot', () => note(journal => ({ ...journal, boot: 'b' }))],
  ['once the file was changed again', () => writeFileSync(file, 'quiet i915.enable_gvt=1 splash\n')],
  ['once it was taken back', () => note(journal => settled({ ...journal, state: 'undone' }))],
  [
    'where the refresh was not done',
    () => note(({ steps: [edit], ...journal }) => ({ ...journal, steps: edit === undefined ? [] : [edit] })),
  ],
  ['where the file is gone', () => rmSync(file)],
])('not %s', (_, change) => {
  change();
  expect(refreshedInThisBoot(writer('a'))).toBeUndefined();
});

test('nor where no boot can be told from another', () => {
  note(journal => ({ ...journal, boot: null }));
  expect(refreshedInThisBoot(writer(null))).toBeUndefined();
});
