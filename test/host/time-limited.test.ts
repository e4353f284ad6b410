import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { present, withheld, type Host, type Reading } from '../../src/host/reader.ts';
import { limitedHost } from '../../src/host/time-limited.ts';

/** A host of which some questions are never answered. */
function slowHost(until: AbortSignal, hangs: (about: string) => boolean, ended: string[] = []): Host {
  const answer = async <T>(about: string, value: T): Promise<Reading<T>> => {
    if (hangs(about)) await new Promise(() => undefined);
    await wait(1);
    return present(value);
  };
  return {
    source: 'live',
    read: path => answer(path, 'text'),
    bytes: path => answer(path, new Uint8Array()),
    list: path => answer(path, []),
    link: path => answer(path, 'target'),
    stat: path => answer(path, { mode: '0644', owner: 0, group: 0, size: 0, mtime: '', free: 0 }),
    run: argv => {
      until.addEventListener('abort', () => ended.push(argv.join(' ')));
      return answer(argv.join(' '), { argv, exit: 0, stdout: '', stderr: '' });
    },
    inventory: topic => answer(topic, { total: 1 }),
  };
}

const limits = { programs: 60, all: 120 };
const late = withheld('timed out');

const questions: Readonly<Record<string, (host: Host) => Promise<Reading<unknown>>>> = {
  read: host => host.read('/x'),
  'a read of some lines': host => host.read('/x', { pattern: 'x' }),
  bytes: host => host.bytes('/x'),
  list: host => host.list('/x'),
  link: host => host.link('/x'),
  stat: host => host.stat('/x'),
  run: host => host.run(['/x']),
  inventory: host => host.inventory('mem'),
};

describe('a look at a host', () => {
  test.each(Object.entries(questions))('a question without an answer is given up: %s', async (_, ask) => {
    const look = limitedHost(until => slowHost(until, () => true), limits);
    expect(await ask(look.host)).toEqual(late);
    expect(look.unanswered().flat()).toHaveLength(1);
    // Whatever is asked later is not waited for.
    expect(await ask(look.host)).toEqual(late);
  });

  test.each(Object.entries(questions))('an answer is the host’s own: %s', async (_, ask) => {
    const look = limitedHost(until => slowHost(until, () => false), limits);
    expect(await ask(look.host)).toEqual(await ask(slowHost(new AbortController().signal, () => false)));
    expect(look.unanswered()).toEqual([]);
  });

  test('programs that took all their time leave some for files', async () => {
    const ended: string[] = [];
    const look = limitedHost(until => slowHost(until, about => about.startsWith('virsh'), ended), limits);
    expect(await look.host.run(['virsh', 'list'])).toEqual(late);
    expect(ended).toEqual(['virsh list']);
    expect(await look.host.read('/x')).toEqual(present('text'));
    expect(await look.host.run(['dmesg'])).toEqual(late);
    expect(look.unanswered()).toEqual([['virsh', 'list'], ['dmesg']]);
  });

  test('a file that took all the time leaves none, and ends the programs', async () => {
    const ended: string[] = [];
    const look = limitedHost(until => slowHost(until, () => true, ended), { programs: 1000, all: 50 });
    expect(await Promise.all([look.host.read('/x'), look.host.run(['dmesg'])])).toEqual([late, late]);
    expect(ended).toEqual(['dmesg']);
  });

  test('time in which nothing is asked does not count', async () => {
    const look = limitedHost(until => slowHost(until, () => false), { programs: 1500, all: 1500 });
    for (let i = 0; i < 3; i += 1) {
      expect(await look.host.read('/x')).toEqual(present('text'));
      await wait(700);
    }
    expect(await look.host.run(['dmesg'])).toMatchObject({ state: 'present' });
  });

  test('a program that failed is told with those that gave no answer; what may not be read, or is not there, is an answer', async () => {
    const answers: Readonly<Record<string, Reading<never>>> = {
      virsh: withheld('failed'),
      dmesg: withheld('denied'),
      journalctl: { state: 'absent' },
    };
    const look = limitedHost(
      until => ({
        ...slowHost(until, () => false),
        run: argv => Promise.resolve(answers[argv[0] ?? ''] ?? late),
        read: () => Promise.resolve(withheld('failed')),
      }),
      limits,
    );
    for (const program of Object.keys(answers)) await look.host.run([program]);
    await look.host.read('/x');
    expect(look.unanswered()).toEqual([['virsh']]);
  });
});
