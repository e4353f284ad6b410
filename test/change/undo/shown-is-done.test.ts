import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FileRecord, Journal, JournalStep } from '../../../src/change/journal/journal.ts';
import { undoJournal } from '../../../src/change/undo/act.ts';
import { showUndo } from '../../../src/change/undo/show.ts';
import { digestOf } from '../../../src/host/digest.ts';
import { hostWriter } from '../../../src/host/live/host-writer.ts';

/** What undo shows is what it does, whatever stands there, on the files of another root. */

const record = (text: string): FileRecord => ({
  digest: digestOf(new TextEncoder().encode(text)),
  text,
  mode: '0644',
  owner: 0,
  group: 0,
});
const [before, ours] = [record('before\n'), record('ours\n')];

/** What may stand in the place of a file. */
const standings = {
  before: (path: string) => writeFileSync(path, 'before\n'),
  ours: (path: string) => writeFileSync(path, 'ours\n'),
  'of others': (path: string) => writeFileSync(path, 'others\n'),
  nothing: () => undefined,
  'a folder': (path: string) => mkdirSync(path),
  'a link': (path: string) => symlinkSync('/etc/hostname', path),
} as const;
type Standing = keyof typeof standings;
const kinds = Object.keys(standings) as Standing[];

const [modules, grub, generated] = ['/etc/modules', '/etc/default/grub', '/boot/grub/grub.cfg'];
const edit = (path: string): JournalStep => ({
  kind: 'edit',
  path,
  rule: null,
  reboot: true,
  state: 'done',
  before,
  after: ours,
  folders: [],
});
const journal: Journal = {
  schema: 'fngvt.journal/1',
  id: '20260102-030405',
  version: '0',
  begun: '2026-01-02T03:04:05.000Z',
  changed: '2026-01-02T03:04:05.000Z',
  state: 'applied',
  boot: null,
  foretold: null,
  steps: [
    edit(modules),
    edit(grub),
    {
      kind: 'run',
      argv: ['update-grub'],
      undo: ['update-grub'],
      rule: null,
      reboot: true,
      state: 'done',
      generated: { path: generated, before, after: ours },
    },
    {
      kind: 'run',
      argv: ['modprobe', 'kvmgt'],
      undo: ['modprobe', '-r', 'kvmgt'],
      rule: null,
      reboot: false,
      state: 'done',
    },
  ],
};

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fngvt-shown-'));
  mkdirSync(join(root, 'var/lib'), { recursive: true });
  for (const path of [modules, grub, generated]) mkdirSync(dirname(join(root, path)), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Each standing of one file, each pair of what one is made of and what was made. */
const rows = [
  ...kinds.map(kind => [kind, 'ours', 'ours'] as const),
  ...kinds.flatMap(setting => kinds.map(made => ['ours', setting, made] as const)),
].flatMap(row => [false, true].map(wanted => [...row, wanted] as const));

const contentOf = (path: string): string => {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
};

describe('of two files and one that is made of one of them', () => {
  test.each(rows)('%s, %s, %s; changed ones wanted: %s', async (a, b, c, wanted) => {
    for (const [path, kind] of [
      [modules, a],
      [grub, b],
      [generated, c],
    ] as const)
      standings[kind](join(root, path));
    const stood = new Map([modules, grub, generated].map(path => [path, contentOf(path)]));
    const writer = hostWriter(root);
    const overwrite = wanted ? [modules, grub] : [];
    const shown = await showUndo(journal, writer, overwrite);
    const undone = await undoJournal(journal, writer, { now: () => '2026-01-02T03:04:06.000Z', overwrite });
    if (undone.outcome === 'refused') throw new Error('refused');
    const { back } = undone;
    // Every file that is shown to change is as it was shown, every other one is as it stood.
    const edits = new Map(
      shown.steps.flatMap(step => (step.kind === 'edit' ? [[step.path, step.after] as const] : [])),
    );
    for (const path of [modules, grub, generated])
      expect([path, contentOf(path)]).toEqual([
        path,
        edits.has(path) ? (edits.get(path) ?? 'ENOENT') : stood.get(path),
      ]);
    expect(back.changed).toEqual(shown.changed);
    const waiting = shown.refused.flatMap(({ reason, details }) =>
      reason === 'no-commands' ? [details?.['command']] : [],
    );
    expect(back.pending.map(argv => argv.join(' ')).sort()).toEqual(waiting.sort());
    const unread = shown.refused
      .filter(({ reason }) => reason !== 'no-commands')
      .map(({ details }) => details?.['path']);
    // A generated file that is no file is told by the act alone: nothing of it was to be shown.
    const failed = back.failed.map(({ details }) => details['path']).filter(path => path !== generated);
    expect(failed.sort()).toEqual(unread.sort());
  });
});
