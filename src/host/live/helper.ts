import { spawnSync } from 'node:child_process';
import { environment, limitsOf, placeOfProgram } from './programs.ts';

/** How a helper ended. */
export interface Helped {
  /** Its exit code; null: it never began, or was killed. */
  readonly exit: number | null;
  /** What kept it from its work, or what it said on standard error. */
  readonly said: string;
}

/**
 * Lets a small program do at once what Node can't: nothing of ours happens meanwhile. `open` is an open file that it
 * gets as its fourth one (descriptor 3). undefined: it is not installed.
 */
export function runHelper(argv: readonly string[], open?: number): Helped | undefined {
  const [limit] = limitsOf(argv, 'helps');
  const [program = '', ...args] = argv;
  const place = placeOfProgram(program);
  if (place === undefined) return undefined;
  const { status, stderr, error } = spawnSync(place, args, {
    cwd: '/',
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', open ?? 'ignore'],
    encoding: 'utf8',
    timeout: limit,
    killSignal: 'SIGKILL',
  });
  return { exit: status, said: error === undefined ? stderr.trim() : error.message };
}
