import { absent, present, withheld, type CommandResult, type Reading } from '../reader.ts';
import { launch } from './launch.ts';
import { wholeOutput } from './output.ts';
import { limitsOf, placeOfProgram, programs } from './programs.ts';

/** How commands are asked. */
export interface Asking {
  /** Scales every time limit; 1 where nothing is said. */
  readonly pace?: number | undefined;
  /** When this is over every question is given up. */
  readonly until?: AbortSignal | undefined;
}

/** How long a program that was asked to end may take for it (milliseconds). */
export const readingGrace = 2000;

/** No answer that we ask for is longer (bytes): a kernel log has some megabytes at most. */
export const longestAnswer = 32 * 1024 * 1024;

/**
 * Asks one program: what it says is a reading, also where it fails. One that exceeded its time is asked once more where
 * its list of limits has another.
 */
export async function runCommand(
  argv: readonly string[],
  asking: Asking = {},
): Promise<Reading<CommandResult>> {
  const [first, ...others] = limitsOf(argv, 'asked', asking.pace);
  let reading = await ask(argv, first, asking);
  for (const limit of others) if (isLate(reading, asking)) reading = await ask(argv, limit, asking);
  return reading;
}

const isLate = (reading: Reading<unknown>, { until }: Asking): boolean =>
  reading.state === 'withheld' && reading.why === 'timed out' && until?.aborted !== true;

async function ask(
  argv: readonly string[],
  limit: number,
  { pace = 1, until }: Asking,
): Promise<Reading<CommandResult>> {
  const [program = '', ...args] = argv;
  const place = placeOfProgram(program);
  if (place === undefined) return absent;
  const output = wholeOutput(longestAnswer);
  const isEndless = programs[program]?.isEndless === true;
  const { exit, ended } = await launch(place, args, {
    limit,
    grace: readingGrace * pace,
    output,
    until,
    isReading: true,
    ...(isEndless ? { signal: 'SIGINT' as const } : {}),
  });
  const answer = (code: number): Reading<CommandResult> =>
    present({ argv: [...argv], exit: code, stdout: output.text('stdout'), stderr: output.text('stderr') });
  if (ended === 'time') return isEndless ? answer(0) : withheld('timed out');
  if (ended === 'unwanted') return withheld('timed out');
  return ended === 'flood' || exit === undefined ? withheld('failed') : answer(exit);
}
