import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply-plan.ts';
import { chooseJournal } from '../../src/change/undo/choose.ts';
import { undoJournal } from '../../src/change/undo/act.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';

const now = (): string => new Date().toISOString();
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;
const canSet = process.getuid?.() === 0 && ['setfacl', 'getfacl', 'setfattr', 'getfattr'].every(has);

describe.runIf(canSet)('what belongs to a file beside its bytes', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'fngvt-attributes-'));
    mkdirSync(join(root, 'etc'));
    const file = join(root, 'etc/modules');
    writeFileSync(file, 'old\n', { mode: 0o640 });
    chownSync(file, 1234, 2345);
    execFileSync('setfacl', ['-m', 'u:4321:rw,g:5432:r', file]);
    execFileSync('setfattr', ['-n', 'user.origin', '-v', 'a NAS 存储', file]);
    execFileSync('setfattr', ['-n', 'trusted.mark', '-v', 'x', file]);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  /** Mode, owner, ACL and extended attributes, as the tools of other people tell them. */
  const about = (): string => {
    const file = join(root, 'etc/modules');
    const { mode, uid, gid } = statSync(file);
    const acl = execFileSync('getfacl', ['-n', '--absolute-names', file], { encoding: 'utf8' });
    const more = execFileSync('getfattr', ['-d', '-m', '-', '--absolute-names', file], { encoding: 'utf8' });
    return `${mode.toString(8)} ${uid}:${gid}\n${acl}${more}`;
  };

  test.each([
    ['edited', 'new\n'],
    ['taken away', null],
  ])('is kept where the file is %s, and is back after undo', async (_, after) => {
    const before = about();
    expect(before).toContain('user:4321:rw-');
    expect(before).toContain('trusted.mark="x"');
    const writer = hostWriter(root);
    const edit = {
      kind: 'edit',
      path: '/etc/modules',
      before: 'old\n',
      after,
      reboot: false,
      rule: null,
    } as const;
    expect(await applyPlan({ steps: [edit], refused: [] }, writer, { version: 'test', now })).toMatchObject({
      outcome: 'applied',
    });
    if (after !== null) {
      expect(about()).toBe(before);
      expect(readFileSync(join(root, 'etc/modules'), 'utf8')).toBe(after);
      // Someone loosens it meanwhile: undo gives back what was.
      execFileSync('setfacl', ['-b', join(root, 'etc/modules')]);
    }
    const chosen = chooseJournal(writer);
    if (chosen.kind !== 'journal') throw new Error(chosen.kind);
    expect((await undoJournal(chosen.journal, writer, { now })).outcome).toBe('undone');
    expect(about()).toBe(before);
    expect(readFileSync(join(root, 'etc/modules'), 'utf8')).toBe('old\n');
  });
});
