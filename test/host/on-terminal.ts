import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

/** What came of a program on a terminal. */
export interface OnTerminal {
  /** 128 and the number of the signal where one ended it. */
  readonly exit: number | null;
  /** What stood on the terminal, standard error among it. */
  readonly screen: string;
  readonly seconds: number;
}

/**
 * Runs a program on a terminal of its own, by script(1) of util-linux. `type` is typed once `when` stands on the
 * screen.
 */
export async function onTerminal(
  argv: readonly string[],
  { when, type }: { readonly when?: () => boolean; readonly type?: string } = {},
): Promise<OnTerminal> {
  const begun = Date.now();
  const command = argv.map(word => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const child = spawn('script', ['--quiet', '--return', '--command', `exec ${command}`, '/dev/null'], {
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', SHELL: '/bin/sh', LANG: 'C.UTF-8', TERM: 'xterm' },
  });
  let screen = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (screen += part));
  const timer = setInterval(() => {
    if (when?.() !== true) return;
    clearInterval(timer);
    child.stdin.write(type ?? '');
  }, 50);
  // `close` would wait for whoever holds the output; that nobody does is what is tested.
  const exit = await new Promise<number | null>(done => child.once('exit', done));
  clearInterval(timer);
  child.stdin.destroy();
  child.stdout.destroy();
  child.stderr.destroy();
  return { exit, screen, seconds: (Date.now() - begun) / 1000 };
}

/** The processes that take a folder for `/`, with the words that they were started with: proc(5). */
export function processesIn(root: string): readonly { readonly pid: number; readonly words: string }[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/u.test(name))
    .flatMap(name => {
      try {
        if (readlinkSync(`/proc/${name}/root`) !== root) return [];
        const words = readFileSync(`/proc/${name}/cmdline`, 'utf8').split('\0').join(' ').trim();
        // A zombie waits only for whoever is to learn of its end.
        return words === '' ? [] : [{ pid: Number(name), words }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** The same once those that were killed had time to end: the kernel kills, the scheduler lets die. */
export async function stillIn(root: string): Promise<ReturnType<typeof processesIn>> {
  const end = Date.now() + 5000;
  while (processesIn(root).length > 0 && Date.now() < end) await wait(20);
  return processesIn(root);
}
