import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { planSchema } from '../../src/report/json/plan-schema.ts';
import { cli, notRedacted } from '../run-cli.ts';
import { furnish, plan, planned, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';

let root: OwnRoot;
let first: Readonly<Record<string, string>>;
beforeAll(() => {
  if (canChroot) root = new OwnRoot();
});
afterAll(() => root.remove());
beforeEach(() => {
  first = planned(root);
});

const apply = (): string => {
  const { outcome, journal } = JSON.parse(root.entry(['apply', '/plan.json']).stdout) as Record<
    string,
    string
  >;
  expect(outcome).toBe('applied');
  return journal ?? '';
};

describe.runIf(canChroot)('fngvt undo', () => {
  test('says that there is nothing to take back', () => {
    expect(root.cli(['undo'])).toMatchObject({
      exit: 0,
      stdout: 'There is no change of fngvt to take back.\n',
    });
    expect(root.cli(['undo', '--list', '--lang', 'zh-CN']).stdout).toBe(
      '这台主机上没有 fngvt 的改动记录。\n',
    );
  });

  test('shows what it would do and does nothing where nobody can be asked', () => {
    apply();
    const after = root.tree(...touched);
    for (const [flags, exit] of [
      [[], 1],
      [['--dry-run'], 0],
      [['--dry-run', '--yes'], 0],
    ] as const) {
      const result = root.cli(['undo', ...flags]);
      expect(result).toMatchObject({ exit, stderr: notRedacted });
      expect(result.stdout).toContain('+vfio_virqfd');
      expect(result.stdout).toContain('Delete /etc/default/grub.d/99-fngvt.cfg');
      expect(result.stdout).toContain('Bring back /etc/modprobe.d/old.conf');
      expect(result.stdout).toMatch(/4\. Run update-grub/u);
    }
    expect(root.tree(...touched)).toEqual(after);
  });

  test('gives back every byte, then has nothing to do', () => {
    const journal = apply();
    expect(root.cli(['undo', '--list']).stdout).toMatch(
      new RegExp(`^${journal} .* in force .*99-fngvt`, 'mu'),
    );
    const result = root.cli(['undo', '--yes']);
    expect(result).toMatchObject({ exit: 0, stderr: notRedacted });
    expect(result.stdout).toContain('Everything is as it was');
    expect(root.tree(...touched)).toEqual(first);
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0 });
    expect(root.cli(['undo', journal])).toMatchObject({ exit: 1 });
    expect(root.cli(['undo', '--list', '--lang', 'zh-CN']).stdout).toMatch(/已撤销/u);
  });

  test('speaks JSON, alone on standard output', () => {
    const journal = apply();
    const shown = JSON.parse(root.cli(['undo', '--format', 'json']).stdout) as object;
    expect(planSchema.parse(shown)).toMatchObject({ source: 'live', applied: false, journal, refused: [] });
    expect(JSON.parse(root.cli(['undo', '--list', '--format', 'json']).stdout)).toMatchObject({
      schema: 'fngvt.journals/1',
      journals: [{ id: journal, state: 'applied', commands: [['update-grub']] }],
    });
    const done = root.cli(['undo', '--format', 'json', '--yes']);
    expect(done.exit).toBe(0);
    expect(planSchema.parse(JSON.parse(done.stdout))).toMatchObject({ applied: true, refused: [] });
  });

  test('says in JSON that it was about a mounted disk, whatever came of it', () => {
    const json = (...flags: readonly string[]): object =>
      planSchema.parse(JSON.parse(cli(['undo', '--root', root.path, '--format', 'json', ...flags]).stdout));
    expect(json()).toMatchObject({ source: 'root', journal: null, steps: [] });
    const journal = apply();
    const waiting = [{ reason: 'no-commands', details: { command: 'update-grub' } }];
    expect(json('--dry-run')).toMatchObject({ source: 'root', journal, applied: false, refused: waiting });
    expect(json('20200101-000000')).toMatchObject({ source: 'root', refused: [{ reason: 'no-journal' }] });
    expect(json('--yes')).toMatchObject({ source: 'root', journal, applied: true, refused: waiting });
  });

  test('shows a file that somebody changed since three ways, escaped, and leaves it alone', () => {
    apply();
    root.put('/etc/modules', '# mine \u001b[31m\u202e\n', 0o640);
    const result = root.cli(['undo', '--yes']);
    expect(result.exit).toBe(1);
    expect(result.stdout).toContain('/etc/modules was changed by somebody else since');
    expect(result.stdout).toContain('-vfio_virqfd');
    expect(result.stdout).toContain('+# mine \\x1b[31m\\u202e');
    for (const unsafe of ['\u001b', '\u202e']) expect(result.stdout).not.toContain(unsafe);
    expect(root.read('/etc/modules')).toContain('mine');
    expect(root.cli(['undo', '--yes', '--overwrite', '/etc/modules'])).toMatchObject({ exit: 0 });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('takes files of a mounted disk back from a rescue system, GRUB included, and says what is left', () => {
    apply();
    const rescued = cli(['undo', '--root', root.path, '--yes']);
    expect(rescued).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(rescued.stdout).toContain('Taken back, as far as it can be done here.');
    expect(rescued.stdout).toContain('To be run on the host itself: update-grub');
    expect(root.tree(...touched)).toEqual(first);
    // Once the host runs again, the rest is done there.
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0 });
    expect(root.tree(...touched)).toEqual(first);
  });

  test.each(['apply', 'undo'])(
    'brings back from a rescue system all of grub.cfg, where the power went while it was written (%s)',
    verb => {
      if (verb === 'undo') apply();
      // As grub-mkconfig does it, up to the middle of its last command; then nothing works any more.
      root.script(
        'update-grub',
        'PATH=/usr/sbin:/usr/bin\ngrub-mkconfig -o /tmp/made\nread -r line </tmp/made\necho "$line" >/boot/grub/grub.cfg\nkill -9 $PPID\n',
      );
      const half = root.entry(verb === 'apply' ? ['apply', '/plan.json'] : ['undo']);
      expect(half.stdout).toBe('');
      const torn = root.read('/boot/grub/grub.cfg');
      expect(torn.length).toBeGreaterThan(10);
      for (const left of [torn, '']) {
        root.put('/boot/grub/grub.cfg', left, 0o600);
        const [note = ''] = readdirSync(root.at('/var/lib/fngvt/journal')).filter(name =>
          name.endsWith('.json'),
        );
        const journal = root.read(`/var/lib/fngvt/journal/${note}`);
        expect(cli(['undo', '--root', root.path, '--yes'])).toMatchObject({ exit: 1, stderr: notRedacted });
        expect(root.tree(...touched)).toEqual(first);
        root.put(`/var/lib/fngvt/journal/${note}`, journal, 0o600);
      }
    },
  );

  test('refuses what it must', () => {
    const journal = apply();
    expect(root.cli(['undo', '20200101-000000'])).toMatchObject({ exit: 1 });
    expect(root.cli(['undo', '../../etc/passwd'])).toMatchObject({ exit: 1 });
    expect(root.cli(['undo', 'a', 'b'])).toMatchObject({ exit: 2 });
    expect(root.cli(['undo', '--root', '/nowhere'])).toMatchObject({ exit: 2 });
    expect(root.cli(['undo', '--format', 'html'])).toMatchObject({ exit: 2 });
    root.put(`/var/lib/fngvt/journal/${journal}.json`, '{"half": ');
    const broken = root.cli(['undo', '--yes']);
    expect(broken).toMatchObject({ exit: 1, stderr: notRedacted });
    expect(broken.stdout).toContain("can't be used as a journal");
  });

  test('another user is told to come back as root', () => {
    apply();
    const result = root.cli(['undo'], [], '65534:65534');
    expect(result).toMatchObject({ exit: 3, stdout: '' });
    expect(result.stderr).toContain('Only root');
  });
});

const node18 = process.env['FNGVT_NODE18'];

test.skipIf(!canChroot || (node18 === undefined && process.env['CI'] === undefined))(
  'Node 18 takes a change back, on the host and from a rescue system',
  () => {
    expect(node18, 'FNGVT_NODE18 must name a node binary').toBeDefined();
    const old = new OwnRoot(node18);
    try {
      expect(old.run(['--version']).stdout).toMatch(/^v18\.19\./u);
      old.reset();
      furnish(old);
      old.put('/plan.json', JSON.stringify(plan));
      const before = old.tree(...touched);
      const change = (): void =>
        expect(JSON.parse(old.entry(['apply', '/plan.json']).stdout)).toMatchObject({ outcome: 'applied' });
      change();
      expect(old.cli(['undo', '--list'])).toMatchObject({ exit: 0, stderr: notRedacted });
      expect(old.cli(['undo'])).toMatchObject({ exit: 1, stderr: notRedacted });
      expect(old.cli(['undo', '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
      expect(old.tree(...touched)).toEqual(before);
      change();
      const rescued = cli(['undo', '--root', old.path, '--yes'], { node: node18 ?? '' });
      expect(rescued).toMatchObject({ exit: 1, stderr: notRedacted });
      expect(rescued.stdout).toContain('To be run on the host itself: update-grub');
      expect(old.tree(...touched)).toEqual(before);
    } finally {
      old.remove();
    }
  },
);

describe('fngvt undo --root', () => {
  test('a tree without a journal has nothing to take back; notes that lead elsewhere are not followed', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fngvt-undo-'));
    try {
      expect(cli(['undo', '--root', folder])).toMatchObject({ exit: 0 });
      symlinkSync('/var', join(folder, 'var'));
      const result = cli(['undo', '--root', folder]);
      expect(result).toMatchObject({ exit: 1, stderr: notRedacted });
      expect(result.stdout).toContain('/var, where fngvt notes its changes, is not relied on (it is a link)');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
