import type { WriteResult, Failure } from '../writer.ts';
import { longestAnswer, readingGrace } from './ask-program.ts';
import { launch, type Launched } from './launch.ts';
import { lastOutput, wholeOutput } from './output.ts';
import { limitsOf, placeOfProgram } from './programs.ts';

/** What is kept of a program's output, its end (bytes). */
const longest = 4000;

/** How long a program that changes a host may take to end after it was asked to (milliseconds). */
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

/** Where mdevctl, virsh and dpkg's scripts expect one; whoever changes a host is root. */
const home = { HOME: '/root' };

/**
 * Lets one program change the host. It is let finish whatever is wished meanwhile; past its time its whole group is
 * ended.
 */
export async function runProgram(
  argv: readonly string[],
  { input, pace, lock }: RunOptions,
): Promise<WriteResult> {
  const [limit] = limitsOf(argv, 'changes', pace);
  const [program = '', ...args] = argv;
  const place = placeOfProgram(program);
  if (place === undefined) return notInstalled(argv);
  const output = lastOutput(longest);
  const options = { limit, grace: grace * pace, output, input, lock, environment: home, isReading: false };
  return failureOf(argv, limit, await launch(place, args, options), output.text('stderr'));
}

/**
 * What a program says on its standard output, all of it. One that exceeded its time is asked once more, with more of
 * it.
 */
export async function hearProgram(argv: readonly string[], pace: number): Promise<string | Failure> {
  const [program = '', ...args] = argv;
  const place = placeOfProgram(program);
  if (place === undefined) return notInstalled(argv);
  const hear = async (limit: number): Promise<string | Failure> => {
    const output = wholeOutput(longestAnswer);
    const options = { limit, grace: readingGrace * pace, output, environment: home, isReading: true };
    const launched = await launch(place, args, options);
    const said = output.text('stdout');
    return failureOf(argv, limit, launched, `${said}${output.text('stderr')}`.slice(-longest)) ?? said;
  };
  const [first, ...others] = limitsOf(argv, 'heard', pace);
  let heard = await hear(first);
  for (const limit of others) if (isLate(heard)) heard = await hear(limit);
  return heard;
}

const isLate = (heard: string | Failure): boolean =>
  typeof heard !== 'string' && heard.reason === 'timed-out';

function notInstalled(argv: readonly string[]): Failure {
  const [program = ''] = argv;
  return { reason: 'no-program', details: { command: argv.join(' '), program, error: 'ENOENT' } };
}

function failureOf(
  argv: readonly string[],
  limit: number,
  { exit, signal, error, ended }: Launched,
  said: string,
): WriteResult {
  const [command, program = ''] = [argv.join(' '), argv[0]];
  if (error !== undefined) return { reason: 'io', details: { command, program, error } };
  const details = { command, exit: String(exit ?? signal), output: said.trim() };
  if (ended === 'time')
    return { reason: 'timed-out', details: { ...details, seconds: String(limit / 1000) } };
  // It wrote more than an answer can have: errno(3).
  if (ended === 'flood') return { reason: 'io', details: { command, program, error: 'EMSGSIZE' } };
  return exit === 0 ? undefined : { reason: 'exit', details };
}
