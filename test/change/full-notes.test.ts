import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planned, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';

const notes = '/var/lib/fngvt';

describe.runIf(canChroot)('undo where the disk of our notes is full', () => {
  let root: OwnRoot;
  beforeAll(() => {
    root = new OwnRoot();
  });
  afterAll(() => {
    spawnSync('umount', [root.at(notes)]);
    root.remove();
  });

  test('gives every file back, and says once what stood in the way', () => {
    const first = planned(root);
    mkdirSync(root.at(notes), { recursive: true });
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=755', 'tmpfs', root.at(notes)]);
    if (mounted.status !== 0) {
      process.stderr.write('no file system can be mounted here: nothing is seen of a full disk\n');
      return;
    }
    expect(JSON.parse(root.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
    // With small blocks to the last page.
    const fill = ['if=/dev/zero', `of=${root.at(`${notes}/filler`)}`, 'bs=4096'];
    expect(spawnSync('dd', fill, { encoding: 'utf8' }).stderr).toContain('No space left');
    for (const [language, line] of [
      ['en', /the file system is full/gu],
      ['zh-CN', /满/gu],
    ] as const) {
      const { exit, stdout, stderr } = root.cli(['undo', '--yes', '--lang', language]);
      expect([exit, stderr.trimEnd().split('\n').length], stdout).toEqual([0, 1]);
      expect(stderr).toContain('--redact');
      expect(stdout.match(line), stdout).toHaveLength(1);
    }
    expect(root.tree(...touched)).toEqual(first);
  });
});
