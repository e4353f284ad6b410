import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { words } from '../src/words/words.ts';

/** The package, and its command line run as a user runs it. */
export const packageFolder = dirname(dirname(fileURLToPath(import.meta.url)));
export const entry = join(packageFolder, 'dist', 'fngvt.js');

/** A fixture of a whole host. */
export const hostFixture = (name: string): string => join(packageFolder, 'fixtures', 'hosts', `${name}.yml`);

/** What a verb that acts says on standard error where its output, with real names in it, goes into a pipe. */
export const notRedacted = `fngvt: ${words.en.sharing.realNames}\n`;

export interface CliResult {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line. The environment is empty but for what a test gives. */
export function cli(
  argv: readonly string[],
  options: {
    readonly env?: Record<string, string>;
    readonly input?: string | Buffer;
    readonly node?: string;
    readonly cwd?: string;
    /** Another user than the one who runs the tests; root alone can. */
    readonly user?: number;
    /** An open file for its standard input. */
    readonly stdin?: number;
    /** How long it may take (milliseconds); then it is stopped, and its exit code is null. */
    readonly patience?: number;
  } = {},
): CliResult {
  const result = spawnSync(options.node ?? process.execPath, [entry, ...argv], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...options.env },
    ...(options.input === undefined ? {} : { input: options.input }),
    ...(options.stdin === undefined ? {} : { stdio: [options.stdin, 'pipe', 'pipe'] }),
    ...(options.user === undefined ? {} : { uid: options.user, gid: options.user }),
    cwd: options.cwd ?? packageFolder,
    timeout: options.patience ?? 60_000,
  });
  return { exit: result.status, stdout: result.stdout, stderr: result.stderr };
}
