import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launch, type Launch, type Launched } from '../../src/host/live/launch.ts';
import { lastOutput, wholeOutput, type Output } from '../../src/host/live/output.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fngvt-launch-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run extends Launched {
  readonly stdout: string;
  readonly stderr: string;
}

async function shell(script: string, options: Partial<Launch> = {}): Promise<Run> {
  const output: Output = options.output ?? wholeOutput(10_000_000);
  const plain = { limit: 20_000, grace: 500, isReading: true };
  const launched = await launch('/bin/sh', ['-c', script, 'sh', folder], { ...plain, ...options, output });
  return { ...launched, stdout: output.text('stdout'), stderr: output.text('stderr') };
}

/** The process that a script wrote down, if it is still at work. */
function isAlive(name: string): boolean {
  try {
    // The third field is the state; a zombie waits only for whoever is to learn of its end: proc(5).
    const pid = readFileSync(join(folder, name), 'utf8').trim();
    return !/\) Z /u.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a program that is run', () => {
  const ended: readonly (readonly [script: string, outcome: Partial<Run>])[] = [
    ['echo out; echo err >&2; exit 7', { exit: 7, stdout: 'out\n', stderr: 'err\n', ended: undefined }],
    ['kill -KILL $$', { exit: undefined, signal: 'SIGKILL', error: undefined, ended: undefined }],
    ['cat', { exit: 0, stdout: '' }],
    [
      'pwd; env | sort',
      {
        stdout: expect.stringMatching(
          /^\/\nLC_ALL=C\nPATH=\/usr\/sbin:[^\n]*\nPWD=\/\n(?:_=[^\n]*\n)?$/u,
        ) as string,
      },
    ],
    // The session of a process is the sixth field: proc(5).
    ['set -- $$ $(cut -d" " -f6 /proc/$$/stat); [ "$1" = "$2" ]', { exit: 0 }],
    [': </dev/tty', { exit: 2, stdout: '' }],
  ];
  test.each(ended)('%s', async (script, outcome) => {
    expect(await shell(script)).toMatchObject(outcome);
  });

  test('hears what it is given', async () => {
    const given = 'x'.repeat(1_000_000);
    expect((await shell('cat', { input: given })).stdout).toBe(given);
    expect(await shell('exec <&-; echo deaf', { input: given })).toMatchObject({ exit: 0, stdout: 'deaf\n' });
  });

  test.each([
    ['/no/such/program', 'ENOENT'],
    ['/etc/passwd', 'EACCES'],
  ])('%s never begins: %s', async (place, error) => {
    const plain = { limit: 1000, grace: 100, isReading: true, output: wholeOutput(1) };
    expect(await launch(place, [], plain)).toEqual({
      exit: undefined,
      signal: undefined,
      error,
      ended: undefined,
    });
  });

  test('gets no word with a NUL in it', async () => {
    const plain = { limit: 1000, grace: 100, isReading: true, output: wholeOutput(1) };
    expect(await launch('/bin/true', ['a\0b'], plain)).toMatchObject({ error: 'EINVAL' });
  });

  test('loses nothing of what it said last, however busy we are when it ends', async () => {
    const saying = shell('sleep 0.1; head -c 150000 /dev/zero | tr "\\0" x; sleep 3 & exit 0', {
      isReading: false,
    });
    await wait(50);
    for (const end = Date.now() + 1500; Date.now() < end;);
    expect((await saying).stdout).toHaveLength(150_000);
  });
});

describe('is ended with its whole group', () => {
  const deaf = `trap "" TERM; sleep 300 & echo $! >"$1/child"; while :; do sleep 300; done`;
  const reasons: readonly (readonly [reason: string, script: string, options: () => Partial<Launch>])[] = [
    ['time', deaf, () => ({ limit: 1000 })],
    ['unwanted', deaf, () => ({ until: AbortSignal.timeout(1000) })],
    ['flood', `trap "" TERM; yes & ${deaf}`, () => ({ output: wholeOutput(10_000_000) })],
  ];
  test.each(reasons)('for %s', async (reason, script, options) => {
    const { ended, signal } = await shell(script, options());
    expect({ ended, signal, isAlive: isAlive('child') }).toEqual({
      ended: reason,
      signal: 'SIGKILL',
      isAlive: false,
    });
  });

  test('nothing begins that nobody wants to know', async () => {
    const until = AbortSignal.abort();
    expect(await shell('echo begun', { until })).toMatchObject({ ended: 'unwanted', stdout: '' });
  });

  test('asked with SIGINT where that is how it ends well, and what it says then is heard', async () => {
    const { ended, exit, stdout } = await shell('trap "echo bye; exit 0" INT; while :; do sleep 0.1; done', {
      limit: 500,
      signal: 'SIGINT',
      grace: 5000,
    });
    expect({ ended, exit, stdout }).toEqual({ ended: 'time', exit: 0, stdout: 'bye\n' });
  });

  test.each([
    [true, false],
    [false, true],
  ])('it only reads: %s; what it left behind goes on: %s', async (isReading, goesOn) => {
    await shell('sleep 3 & echo $! >"$1/child"', { isReading });
    await wait(100);
    expect(isAlive('child')).toBe(goesOn);
  });
});

describe('what is kept of its output', () => {
  test('all of it, or nothing that counts', () => {
    const output = wholeOutput(4);
    expect(output.take(Buffer.from('ab'), 'stdout')).toBe(true);
    expect(output.take(Buffer.from('cd'), 'stderr')).toBe(true);
    expect(output.take(Buffer.from('e'), 'stdout')).toBe(false);
    expect([output.text('stdout'), output.text('stderr')]).toEqual(['ab', 'cd']);
  });

  test('a letter that came in two parts is one', () => {
    const output = wholeOutput(10);
    for (const byte of Buffer.from('显')) output.take(Buffer.of(byte), 'stdout');
    expect(output.text('stdout')).toBe('显');
  });

  test('the end of both', () => {
    const output = lastOutput(4);
    output.take(Buffer.from('abc'), 'stdout');
    expect(output.take(Buffer.from('def'), 'stderr')).toBe(true);
    expect(output.text('stdout')).toBe('cdef');
  });
});
