import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Plan } from '../../src/change/plan.ts';
import { mdevNodeDevice } from '../../src/formats/device-xml.ts';
import { settle } from './crash.ts';
import { plan, planned, touched } from './grub-imitation.ts';
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

const outcome = (result: { stdout: string; stderr: string }): unknown => {
  expect(result.stderr).toBe('');
  return JSON.parse(result.stdout);
};
const apply = (...flags: readonly string[]) => outcome(root.entry(['apply', '/plan.json', ...flags]));
const undo = (...flags: readonly string[]) => outcome(root.entry(['undo', ...flags]));
const withSteps = (...steps: Plan['steps']): void =>
  root.put('/plan.json', JSON.stringify({ steps, refused: [] }));

describe.runIf(canChroot)('with commands', () => {
  test('GRUB is made again with the plan, and again without it', () => {
    expect(apply()).toMatchObject({ outcome: 'applied' });
    expect(root.read('/boot/grub/grub.cfg')).toContain('quiet i915.enable_gvt=1\n');
    expect(root.tree('/run')).not.toHaveProperty('/run/fngvt');
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('a host whose GRUB configuration is broken already is left alone', () => {
    root.put('/etc/default/grub', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet\n');
    const before = root.tree(...touched);
    expect(apply()).toMatchObject({ outcome: 'refused', refused: [{ reason: 'grub-broken' }] });
    expect(root.tree(...touched)).toEqual(before);
  });

  const spoilt: readonly (readonly [name: string, text: string, problem: string])[] = [
    ['loses a word of before', 'GRUB_CMDLINE_LINUX_DEFAULT="i915.enable_gvt=1"\n', 'word-lost'],
    ['misses the wanted word', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet i915.enable_gv=1"\n', 'not-wanted'],
    [
      'overrules the wanted word',
      'GRUB_CMDLINE_LINUX_DEFAULT="quiet i915.enable_gvt=1 i915.enable-gvt=0"\n',
      'not-wanted',
    ],
    ['spoils a recovery entry', 'GRUB_CMDLINE_LINUX="i915.enable_gvt=1"\n', 'recovery'],
    ['has a carriage return', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet i915.enable_gvt=1\r"\n', 'carriage-return'],
    ['has Chinese quotes', 'GRUB_CMDLINE_LINUX_DEFAULT="quiet “i915.enable_gvt=1"\n', 'full-width'],
  ];
  test.each(spoilt)('a configuration that %s never counts', (_, text, problem) => {
    const [own, ...rest] = plan.steps;
    if (own?.kind !== 'edit') throw new Error('the first step is an edit');
    withSteps({ ...own, after: text }, ...rest);
    expect(apply()).toMatchObject({
      outcome: 'rolled-back',
      failure: { reason: 'grub-check', details: { problem } },
    });
    expect(root.tree(...touched)).toEqual(first);
  });

  test.each([
    ['fails', 'echo no room on the ESP >&2\nexit 3\n', 'exit'],
    ['fails after it wrote half a file', 'echo half >/boot/grub/grub.cfg\nexit 1\n', 'exit'],
    ['says that all is well and did nothing', 'exit 0\n', 'grub-check'],
    ['empties the file and says that all is well', ': >/boot/grub/grub.cfg\n', 'grub-check'],
    ['is killed', 'kill -9 $$\n', 'exit'],
  ])('a follow-up that %s takes the whole plan back', (_, script, reason) => {
    root.script('update-grub', script);
    expect(apply()).toMatchObject({ failure: { reason } });
    expect(root.tree(...touched)).toEqual(first);
  });

  test('a follow-up that hangs, and what it started, are ended when their time is over', () => {
    root.script('update-grub', "trap '' TERM\nsleep 600 &\nwait\nsleep 600\n");
    const begun = Date.now();
    expect(apply('--pace', '0.002')).toMatchObject({ failure: { reason: 'timed-out' } });
    expect(Date.now() - begun).toBeLessThan(20_000);
    expect(root.tree(...touched)).toEqual(first);
  });

  test('a program that is not installed takes the plan back', () => {
    withSteps(...plan.steps.slice(0, 3), {
      kind: 'run',
      argv: ['proxmox-boot-tool', 'refresh'],
      undo: ['proxmox-boot-tool', 'refresh'],
      reboot: true,
      rule: null,
    });
    expect(apply()).toMatchObject({ failure: { reason: 'no-program' } });
    expect(root.tree(...touched)).toEqual(first);
  });

  describe('folders that a command makes for what is defined', () => {
    const uuid = '3f1c8a52-6e0b-4d27-9b65-c0ffee20d001';
    const own = '/etc/mdevctl.d/0000:00:02.0';
    const xml = `/var/lib/fngvt/vgpu/${uuid}.xml`;
    const plain = { reboot: false, rule: null } as const;
    const device = mdevNodeDevice({ name: 'mdev', uuid, parent: '0000:00:02.0', type: 'i915-GVTg_V5_8' });
    const nodedev = (...words: readonly string[]) => ['virsh', '-c', 'qemu:///system', ...words];
    const ways: readonly { readonly program: string; readonly steps: Plan['steps'] }[] = [
      {
        program: 'mdevctl',
        steps: [
          {
            ...{ kind: 'run', ...plain },
            argv: [
              'mdevctl',
              'define',
              '--uuid',
              uuid,
              '--parent',
              '0000:00:02.0',
              '--type',
              'i915-GVTg_V5_8',
            ],
            undo: ['mdevctl', 'undefine', '--uuid', uuid, '--parent', '0000:00:02.0'],
          },
        ],
      },
      {
        program: 'virsh',
        steps: [
          { ...{ kind: 'edit', ...plain }, path: xml, before: null, after: device },
          {
            ...{ kind: 'run', ...plain },
            argv: nodedev('nodedev-define', '--file', xml),
            undo: nodedev('nodedev-undefine', '--device', 'mdev_3f1c8a52'),
          },
        ],
      },
    ];
    const define = (at: number): void => {
      const { program, steps } = ways[at] ?? { program: '', steps: [] };
      root.install('mkdir');
      root.script(
        program,
        `case "$*" in
        *undefine*) rm ${own}/${uuid} ;;
        *define*) mkdir -p ${own} && : >${own}/${uuid} ;;
        esac\n`,
      );
      withSteps(...steps);
    };

    test.each([0, 1])('go with an undo (%i)', at => {
      define(at);
      expect(apply()).toMatchObject({ outcome: 'applied' });
      expect(existsSync(root.at(`${own}/${uuid}`))).toBe(true);
      expect(undo()).toMatchObject({ outcome: 'undone' });
      expect(existsSync(root.at('/etc/mdevctl.d'))).toBe(false);
    });

    test.each([0, 1])('stay where somebody else has something in them (%i)', at => {
      define(at);
      expect(apply()).toMatchObject({ outcome: 'applied' });
      root.put(`${own}/other`, '{}');
      expect(undo()).toMatchObject({ outcome: 'undone' });
      expect(readdirSync(root.at(own))).toEqual(['other']);
    });

    test('stay where they were there before, empty or not', () => {
      define(0);
      mkdirSync(root.at(own), { recursive: true });
      expect(apply()).toMatchObject({ outcome: 'applied' });
      expect(undo()).toMatchObject({ outcome: 'undone' });
      expect(readdirSync(root.at(own))).toEqual([]);
    });

    test('are not believed at another place', () => {
      define(0);
      expect(apply()).toMatchObject({ outcome: 'applied' });
      const [name = ''] = readdirSync(root.at('/var/lib/fngvt/journal')).filter(one => one.endsWith('.json'));
      const note = `/var/lib/fngvt/journal/${name}`;
      const text = root.read(note);
      root.put(note, text.replace('"/etc/mdevctl.d"', '"/etc/cron.d"'), 0o600);
      expect(root.read(note)).not.toBe(text);
      expect(undo()).toMatchObject({ outcome: 'refused' });
      root.put(note, text, 0o600);
      expect(undo()).toMatchObject({ outcome: 'undone' });
    });
  });

  test('no argument reaches a shell', () => {
    root.script('virsh', 'printf "%s\\n" "$@" >/tmp/heard\ncat >>/tmp/heard\n');
    withSteps({
      kind: 'run',
      argv: ['virsh', 'define', '$(touch /tmp/pwned); `id` \'"'],
      undo: null,
      input: '<domain/>',
      reboot: false,
      rule: null,
    });
    expect(apply()).toMatchObject({ outcome: 'applied' });
    expect(root.read('/tmp/heard')).toBe('define\n$(touch /tmp/pwned); `id` \'"\n<domain/>');
    expect(Object.keys(root.tree('/tmp'))).not.toContain('/tmp/pwned');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s lets the command at hand finish, then everything goes back',
    async signal => {
      root.script(
        'update-grub',
        'set -e\n: >/tmp/begun\nsleep 1\ngrub-mkconfig -o /boot/grub/grub.cfg\ntouch /tmp/finished\n',
      );
      const child = root.start(['apply', '/plan.json']);
      let said = '';
      child.stdout?.on('data', part => (said += String(part)));
      await untilCommand();
      child.kill(signal);
      await new Promise(done => child.on('close', done));
      expect(JSON.parse(said)).toMatchObject({ outcome: 'rolled-back', failure: { reason: 'interrupted' } });
      expect(Object.keys(root.tree('/tmp'))).toContain('/tmp/finished');
      expect(root.tree(...touched)).toEqual(first);
    },
  );

  test('a command that outlives a killed fngvt keeps the next one away until it ends', async () => {
    root.script('update-grub', 'set -e\n: >/tmp/begun\nsleep 6\nexec grub-mkconfig -o /boot/grub/grub.cfg\n');
    const child = root.start(['apply', '/plan.json']);
    await untilCommand();
    child.kill('SIGKILL');
    await new Promise(done => child.on('exit', done));
    expect(undo()).toMatchObject({ outcome: 'refused', refused: [{ reason: 'locked' }] });
    settle(root);
    expect(apply()).toMatchObject({ outcome: 'refused', refused: [{ reason: 'unfinished' }] });
    expect(undo()).toMatchObject({ outcome: 'undone' });
    expect(root.tree(...touched)).toEqual(first);
  });
});

const pause = (ms = 20): Promise<void> => new Promise(done => setTimeout(done, ms));

/** Waits until the command is at work. */
async function untilCommand(): Promise<void> {
  const end = Date.now() + 40_000;
  while (!Object.hasOwn(root.tree('/tmp'), '/tmp/begun')) {
    if (Date.now() > end) throw new Error('no command was begun');
    await pause();
  }
}
