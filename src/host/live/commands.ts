import { execa } from 'execa';
import { absent, present, withheld, type CommandResult, type Reading } from '../host.ts';

/** Where programs are looked for; the caller's PATH decides nothing. */
const path = '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin';

/** The only programs that are ever started, each with arguments that only read. */
const programs: readonly string[] = ['dmesg', 'journalctl', 'virsh', 'intel_gpu_top'];

/** Programs that write until they are interrupted, with the time after which they are (milliseconds); that is how they end well. */
const endless: Readonly<Record<string, number>> = { intel_gpu_top: 4500 };

/** How long a program may take (milliseconds). */
const patience = 8000;

/**
 * Starts one program: an argument vector, never a shell; `LC_ALL=C`; a time limit; nothing on standard input. What it says
 * is a reading, also where it fails.
 */
export async function runCommand(argv: readonly string[]): Promise<Reading<CommandResult>> {
  const [program, ...args] = argv;
  if (program === undefined || !programs.includes(program)) {
    throw new Error(`${argv.join(' ')}: not one of the programs that fngvt may start`);
  }
  const result = await execa(program, args, {
    reject: false,
    timeout: endless[program] ?? patience,
    ...(program in endless ? { killSignal: 'SIGINT' as const } : {}),
    stdin: 'ignore',
    extendEnv: false,
    env: { PATH: path, LC_ALL: 'C' },
    maxBuffer: 32 * 1024 * 1024,
    stripFinalNewline: false,
  });
  if (result.timedOut && !(program in endless)) return withheld('timed out');
  if (result.timedOut)
    return present({ argv: [...argv], exit: 0, stdout: result.stdout, stderr: result.stderr });
  if (result.exitCode === undefined) return result.code === 'ENOENT' ? absent : withheld('failed');
  return present({ argv: [...argv], exit: result.exitCode, stdout: result.stdout, stderr: result.stderr });
}
