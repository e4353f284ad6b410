import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { canChroot, OwnRoot } from '../change/own-root.ts';
import { hasProgram } from '../recorded-tree.ts';
import { onTerminal, processesIn, stillIn } from './on-terminal.ts';
import { partOf } from '../part.ts';

const paced = '/opt/fngvt/paced.mjs';
const cli = '/opt/fngvt/dist/fngvt.js';

let root: OwnRoot;
beforeAll(() => {
  if (!canChroot) return;
  root = new OwnRoot();
  for (const program of ['yes', 'setsid']) root.install(program);
  root.bundle('test/host/paced-entry.ts', paced);
}, 60_000);
afterAll(() => {
  if (canChroot) root.remove();
});
beforeEach(() => {
  if (!canChroot) return;
  root.reset();
  // libvirt is asked where its daemon runs.
  root.put('/run/libvirtd.pid', '1\n');
});
afterEach(() => {
  for (const { pid } of canChroot ? processesIn(root.path) : []) process.kill(pid, 'SIGKILL');
});

/** Every way that we know in which a program goes on when it should not. */
const manners: Readonly<Record<string, string>> = {
  'leaves a child that holds its output': 'sleep 300 &\necho 1\n',
  'never ends': 'exec sleep 300\n',
  'never ends, nor does its child': 'sleep 300 &\nexec sleep 301\n',
  'does not listen to SIGTERM, nor does its child':
    "trap '' TERM\nsleep 300 &\nwhile :; do sleep 300; done\n",
  'floods its output': 'exec yes\n',
  'floods its output and does not listen to SIGTERM': "trap '' TERM PIPE\nwhile :; do yes; done\n",
  'ends, but what went into a session of its own holds its output': 'setsid sleep 300 &\nsleep 0.2\necho 1\n',
  'never ends, and something went into a session of its own': 'setsid sleep 300 &\nexec sleep 301\n',
  'closes its output and never ends': 'exec >&- 2>&-\nexec sleep 300\n',
};

const verbs = [['doctor'], ['fix', '--dry-run'], ['vgpu'], ['vm']];

/** A script that does it whatever it is asked, and notes that it was. */
const misbehave = (text: string): void => root.script('virsh', `echo "$*" >>/tmp/asked\n${text}`);

/** What is left below the root; what left its session on purpose is nobody's to end. */
const leftIn = (manner: string): readonly string[] =>
  processesIn(root.path)
    .map(({ words }) => words)
    .filter(words => !(manner.includes('session of its own') && words === 'sleep 300'));

describe.runIf(canChroot && hasProgram('script'))('on a terminal, where virsh', () => {
  const cases = Object.entries(manners).flatMap(([manner, text]) =>
    verbs.map(argv => [manner, argv.join(' '), argv, text] as const),
  );
  test.each(partOf(cases, 3))(
    '%s: %s ends in time, says what it went without, leaves nothing',
    async (...given) => {
      const [manner, , argv, text] = given;
      misbehave(text);
      const { exit, screen, seconds } = await onTerminal(root.argv([paced, '0.05', ...argv]));
      expect(leftIn(manner)).toEqual([]);
      expect(verdicts).toContain(exit);
      expect(seconds).toBeLessThan(30);
      expect(root.read('/tmp/asked')).toContain('version --daemon');
      const answers = text.includes('echo 1');
      expect(screen.includes('no usable answer came in time')).toBe(!answers);
      if (!answers) expect(screen).toMatch(/goes without: .*virsh (?:version|list)/u);
    },
  );

  test('never ends: it is asked once more, and what it says then is the answer', async () => {
    misbehave('[ -e /tmp/slow ] || { : >/tmp/slow; exec sleep 300; }\necho Using library: libvirt 9.0.0\n');
    const { screen } = await onTerminal(root.argv([paced, '0.05', 'doctor']));
    const asked = root.read('/tmp/asked').trim().split('\n');
    expect(asked.length).toBeGreaterThan(new Set(asked).size);
    expect(screen).not.toContain('no usable answer');
  });

  test('never ends, twice: a verb that needs libvirt looks once more, longer, and goes by that', async () => {
    misbehave(
      '[ -e /tmp/slow-3 ] || { [ ! -e /tmp/slow-2 ] || : >/tmp/slow-3; [ ! -e /tmp/slow-1 ] || : >/tmp/slow-2; : >/tmp/slow-1; exec sleep 300; }\n' +
        'case "$*" in *version*) echo Running against daemon: 9.0.0 ;; *) echo ;; esac\n',
    );
    const { exit, screen } = await onTerminal(root.argv([paced, '0.05', 'vm']));
    expect(screen).not.toContain('no usable answer');
    expect(exit).toBe(0);
  });

  test('never ends: a verb that needs libvirt looks twice, and says what it went without', async () => {
    misbehave('exec sleep 300\n');
    const { exit, screen } = await onTerminal(root.argv([paced, '0.02', 'vm']));
    const versions = root
      .read('/tmp/asked')
      .split('\n')
      .filter(line => line.includes('version --daemon'));
    expect(versions.length).toBe(4);
    expect(exit).toBe(3);
    expect(screen).toMatch(/goes without: .*virsh/u);
  });

  test('never ends while a change is made: it is heard once more there too, with more time', async () => {
    misbehave('[ -e /tmp/slow ] || { : >/tmp/slow; exec sleep 300; }\necho a definition\n');
    expect(JSON.parse(hear('0.01').stdout)).toMatchObject({ heard: 'a definition\n' });
    misbehave('exec sleep 300\n');
    expect(JSON.parse(hear('0.01').stdout)).toMatchObject({
      heard: { reason: 'timed-out', details: { seconds: '0.6' } },
    });
    expect(await stillIn(root.path)).toEqual([]);
  });

  test('answers late while a change is made: Ctrl-C is noted, and waits for it', async () => {
    misbehave('sleep 2\necho a definition\n');
    const argv = root.argv([paced, '1', 'hear', 'virsh', 'dumpxml', 'x']);
    const { exit, screen } = await onTerminal(argv, { when: isAsked, type: '\u0003' });
    expect(exit).toBe(0);
    expect(screen).toContain('{"heard":"a definition\\n","wasAsked":true}');
  });

  test('floods while a change is made: a part of it is no answer', () => {
    misbehave('exec yes\n');
    expect(JSON.parse(hear('1').stdout)).toMatchObject({
      heard: { reason: 'io', details: { error: 'EMSGSIZE' } },
    });
  });

  test('never ends: a snapshot says so', () => {
    misbehave('exec sleep 300\n');
    const { stdout } = root.run([paced, '0.01', 'snapshot', '-']);
    expect(JSON.parse(stdout)).toMatchObject({
      failed: { 'virsh -c qemu:///system version --daemon': 'timed out' },
    });
  });

  test('leaves a child that holds its output: the doctor as it is shipped does not wait for it', async () => {
    misbehave(manners['leaves a child that holds its output'] ?? '');
    const { exit, seconds } = await onTerminal(root.argv([cli, 'doctor']));
    expect(await stillIn(root.path)).toEqual([]);
    expect(verdicts).toContain(exit);
    expect(seconds).toBeLessThan(20);
  });

  test('never ends, nor does its child: the doctor as it is shipped ends, and says so', async () => {
    misbehave(manners['never ends, nor does its child'] ?? '');
    const { exit, screen, seconds } = await onTerminal(root.argv([cli, 'doctor', '--lang', 'zh-CN']));
    expect(await stillIn(root.path)).toEqual([]);
    expect(verdicts).toContain(exit);
    expect(screen).toMatch(/没能及时读到.*virsh version/u);
    expect(seconds).toBeLessThan(60);
  });

  test('never ends: Ctrl-C ends fngvt and the whole group', async () => {
    misbehave(deaf);
    const { exit, seconds } = await onTerminal(root.argv([cli, 'doctor']), { when: isAsked, type: '\u0003' });
    expect({ exit, left: await stillIn(root.path) }).toEqual({ exit: 130, left: [] });
    expect(seconds).toBeLessThan(20);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'never ends: %s ends fngvt and the whole group',
    async signal => {
      misbehave(deaf);
      const [program = '', ...args] = root.argv([cli, 'doctor']);
      const child = spawn(program, args, { stdio: 'ignore' });
      const ended = new Promise(done => child.once('exit', (_, by) => done(by)));
      while (!isAsked()) await wait(50);
      child.kill(signal);
      expect({ ended: await ended, left: await stillIn(root.path) }).toEqual({ ended: signal, left: [] });
    },
  );
});

const verdicts = [0, 1, 3, 4, 5];

/** What no signal ends but SIGKILL. */
const deaf = "trap '' TERM INT HUP\nsleep 300 &\nwhile :; do sleep 300; done\n";

/** Is virsh at work? */
const isAsked = (): boolean => Object.hasOwn(root.tree('/tmp/asked'), '/tmp/asked');

/** What is heard of virsh while a change is made. */
const hear = (pace: string): ReturnType<OwnRoot['run']> =>
  root.run([paced, pace, 'hear', 'virsh', 'dumpxml', 'x']);
