import { spawn } from 'node:child_process';
import type { Deed, Obstacle } from '../host.ts';
import { fixedPath } from './durable.ts';

/** How long a program may take by default (seconds). */
const usual = 60;

/**
 * The only programs that may change a host, with the seconds that each may take. update-grub may look for other systems on every
 * disk, an initramfs is packed on slow processors.
 */
const programs: Readonly<Record<string, number>> = {
  'update-grub': 600,
  'grub-mkconfig': 600,
  'update-initramfs': 900,
  'proxmox-boot-tool': 600,
  'kernel-install': 900,
  modprobe: usual,
  virsh: usual,
  mdevctl: usual,
  qm: usual,
  udevadm: usual,
  systemctl: usual,
};

/** What is kept of a program's output, its end (characters). */
const longest = 4000;

/** How long a program may take to end after it was asked to (milliseconds). */
const grace = 10_000;

/** How a program is run. */
export interface RunOptions {
  /** For its standard input. */
  readonly input: string | undefined;
  /** Scales the time limits. */
  readonly pace: number;
  /** The open file of our lock, which it holds with us. */
  readonly lock: number | undefined;
}

/**
 * Runs one program to its end. It is the leader of a process group of its own: Ctrl-C on the terminal reaches fngvt alone, which
 * lets it finish. Past its time the whole group is asked to end; only what does not listen is killed.
 */
export async function runProgram(argv: readonly string[], options: RunOptions): Promise<Deed> {
  return (await perform(argv, options)).obstacle;
}

/** What a program says on its standard output, all of it; the same rules. */
export async function hearProgram(argv: readonly string[], options: RunOptions): Promise<string | Obstacle> {
  const { obstacle, heard } = await perform(argv, options);
  return obstacle ?? heard;
}

interface Performed {
  readonly obstacle: Deed;
  /** Its standard output. */
  readonly heard: string;
}

function perform(argv: readonly string[], { input, pace, lock }: RunOptions): Promise<Performed> {
  const [program = '', ...args] = argv;
  const seconds = Object.hasOwn(programs, program) ? programs[program] : undefined;
  if (seconds === undefined)
    throw new Error(`${argv.join(' ')}: not one of the programs that may change a host`);
  const command = argv.join(' ');
  return new Promise(done => {
    const child = spawn(program, args, {
      env: { PATH: fixedPath, LC_ALL: 'C', HOME: '/root' },
      cwd: '/',
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', lock ?? 'ignore'],
      detached: true,
    });
    let said = '';
    let heard = '';
    let isLate = false;
    const hear = (part: string): void => {
      said = (said + part).slice(-longest);
    };
    for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', hear);
    child.stdout?.on('data', (part: string) => {
      heard += part;
    });
    // A program that reads nothing closes its end; that is its own affair.
    child.stdin?.on('error', () => undefined).end(input);
    const stop = (signal: 'SIGTERM' | 'SIGKILL'): void => {
      isLate = true;
      if (child.pid !== undefined) signalGroup(child.pid, signal);
    };
    const timers = [
      setTimeout(() => stop('SIGTERM'), seconds * 1000 * pace),
      setTimeout(() => stop('SIGKILL'), seconds * 1000 * pace + grace * pace),
    ];
    const end = (obstacle: Deed): void => {
      timers.forEach(timer => clearTimeout(timer));
      // Whoever was left behind by the program may hold these open for ever.
      child.stdout?.destroy();
      child.stderr?.destroy();
      done({ obstacle, heard });
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ENOENT' ? 'no-program' : 'io';
      end({ reason, details: { command, program, error: error.code ?? error.message } });
    });
    child.on('exit', (code, signal) => {
      // What it said last is still on its way.
      setTimeout(() => {
        const details = { command, exit: String(code ?? signal), output: said.trim() };
        if (isLate) end({ reason: 'timed-out', details: { ...details, seconds: String(seconds * pace) } });
        else end(code === 0 ? undefined : { reason: 'exit', details });
      }, 50);
    });
  });
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It ended in this moment.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
