import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeJournal } from '../../src/change/journal/journal.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { journalOf } from '../rule-cases.ts';
import { cli, hostFixture } from '../run-cli.ts';

const dropIn = '/etc/default/grub.d/99-fngvt.cfg';
const line = 'GRUB_CMDLINE_LINUX_DEFAULT="$GRUB_CMDLINE_LINUX_DEFAULT i915.enable_gvt=1"\n';
const change = { id: '20260102-030405', edits: [{ path: dropIn, before: null, after: line }] };

let root = '';
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'fngvt-set-up-'));
  const { files, links } = await openFixture(hostFixture('fnos-hd620'));
  for (const [path, text] of Object.entries(files)) if (typeof text === 'string') put(path, text);
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const note = (journal: Parameters<typeof journalOf>[0]): void => {
  expect(writeJournal(hostWriter(root).journals, journalOf(journal))).toBeUndefined();
};

const doctor = (...argv: string[]): string => cli(['doctor', '--root', root, ...argv]).stdout;
interface Told {
  readonly findings: readonly { readonly id: string; readonly subject: string; readonly verdict: string }[];
}
const verdicts = (): readonly string[] =>
  (JSON.parse(doctor('--format', 'json')) as Told).findings
    .filter(({ id }) => id.startsWith('setup-'))
    .map(({ id, subject, verdict }) => `${id} ${subject} ${verdict}`);

describe('a drop-in of fngvt that is gone', () => {
  test('is a finding, and explains the fault that follows from it', () => {
    note(change);
    expect(verdicts()).toEqual([`setup-files ${dropIn} fail`]);
    expect(doctor('--lang', 'en')).toMatch(
      /enable-gvt-missing[^]*fngvt had set this up on 2026-01-02 in \/etc\/default\/grub\.d\/99-fngvt\.cfg; it\s+has\s+gone/u,
    );
    const all = doctor('--verbose', '--lang', 'zh-CN');
    expect(all).toContain(`fngvt 在 2026-01-02 设好过（${dropIn}），后来没了`);
    expect(all).toMatch(/没了的 +i915\.enable_gvt=1/u);
    expect(all).toMatch(/运行 .*fngvt fix/u);
  });

  test('is none where it is there', () => {
    note(change);
    put(dropIn, line);
    expect(verdicts()).toEqual([`setup-files ${dropIn} pass`]);
    expect(doctor('--lang', 'en')).not.toContain('2026-01-02');
  });

  test('is none where it was taken back, or fngvt never changed anything', () => {
    expect(verdicts()).toEqual([]);
    note({ ...change, state: 'undone' });
    expect(verdicts()).toEqual([]);
  });

  test('is told in Markdown, BBCode and on the page, and is not in a snapshot', () => {
    note(change);
    for (const format of ['markdown', 'bbcode', 'html'])
      expect(doctor('--format', format, '--lang', 'en'), format).toMatch(/had set this up on \W*2026-01-02/u);
    const snapshot = join(root, 'snapshot.json');
    cli(['snapshot', snapshot, '--root', root]);
    expect(cli(['doctor', '--from', snapshot, '--lang', 'en']).stdout).not.toContain('2026-01-02');
  });
});
