import { basename, dirname, relative, resolve } from 'node:path';
import type { CommandOutcome, Invocation } from './commands/outcome.ts';
import { run } from './commands/run.ts';
import { ownVersion } from './package-files.ts';
import { RuleError, UsageError } from './values/errors.ts';

/**
 * argv in; text, files and exit code out. The only file that knows `process`.
 * Exit codes: contract of `doctor` (0 to 5), 2 for wrong usage, 70 for a bug of ours.
 */
async function main(argv: readonly string[]): Promise<number> {
  const notice = progressNotice();
  let outcome: CommandOutcome;
  try {
    outcome = await run(argv, invocation(argv));
  } finally {
    notice.end();
  }
  for (const line of outcome.warnings ?? []) process.stderr.write(`${line}\n`);
  await write(outcome);
  await print(outcome.text);
  if (outcome.offer !== undefined && (await asks(outcome.offer.question))) {
    const next = await run(outcome.offer.argv, invocation(argv));
    await print(next.text);
  }
  return outcome.exit;
}

function invocation(argv: readonly string[]): Invocation {
  const env = process.env;
  const out = process.stdout;
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'];
  return {
    version: ownVersion(),
    now: new Date().toISOString(),
    call: callName(),
    columns: out.isTTY ? Math.min(Math.max(out.columns, 40), 120) : 80,
    isColored: isColored(argv),
    isTerminal: out.isTTY && process.stdin.isTTY,
    ask: async question => out.isTTY && process.stdin.isTTY && (await asks(question)),
    environment: {
      ...(env['FNGVT_LANG'] === undefined ? {} : { fngvtLang: env['FNGVT_LANG'] }),
      ...(locale === undefined ? {} : { locale }),
      ...(env['TERM'] === undefined ? {} : { terminal: env['TERM'] }),
      isSudo: /^[1-9]/u.test(env['SUDO_UID'] ?? ''),
    },
  };
}

/** `--color`, else NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), else whether someone looks. */
function isColored(argv: readonly string[]): boolean {
  const at = argv.findIndex(argument => argument === '--color' || argument.startsWith('--color='));
  const found = argv[at]?.startsWith('--color=') === true ? argv[at].slice('--color='.length) : argv[at + 1];
  if (at >= 0) {
    if (found === 'always' || found === 'never') return found === 'always';
    if (found !== 'auto')
      throw new UsageError(`--color: expected auto, always or never, found ${found ?? 'nothing'}`);
  }
  if ((process.env['NO_COLOR'] ?? '') !== '') return false;
  const forced = process.env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '0') return true;
  return process.stdout.isTTY && process.env['TERM'] !== 'dumb';
}

/** How this person called us, so that they can type what we print. */
function callName(): string {
  const path = process.argv[1] ?? 'fngvt';
  if (path.includes('/_npx/') || path.includes('/node_modules/.bin/')) return 'npx fngvt';
  const folder = dirname(resolve(path));
  if ((process.env['PATH'] ?? '').split(':').includes(folder)) return basename(path);
  const near = relative(process.cwd(), path);
  if (path.endsWith('.js')) return `node ${near.startsWith('..') ? path : near}`;
  return near.startsWith('..') ? path : `./${near}`;
}

/** Says on a terminal that something goes on, once reading takes longer than half a second. */
function progressNotice(): { readonly end: () => void } {
  if (!process.stderr.isTTY) return { end: () => undefined };
  let isShown = false;
  const timer = setTimeout(() => {
    isShown = true;
    process.stderr.write('Reading this host …');
  }, 500);
  return {
    end: () => {
      clearTimeout(timer);
      if (isShown) process.stderr.write('\r\u001b[K');
    },
  };
}

/** Writes the files of an outcome. */
async function write({ newFiles = {}, files = {} }: CommandOutcome): Promise<void> {
  if (Object.keys({ ...newFiles, ...files }).length === 0) return;
  const { writeOutput } = await import('./host/live/output-file.ts');
  const sudo = { uid: process.env['SUDO_UID'], gid: process.env['SUDO_GID'] };
  for (const [path, content] of Object.entries(newFiles)) writeOutput(path, content, { isNew: true, sudo });
  for (const [path, content] of Object.entries(files)) writeOutput(path, content, { isNew: false, sudo });
}

/** Prints all of it: the process may end only when the pipe has taken it. */
function print(text: string): Promise<void> {
  return new Promise(done => {
    process.stdout.write(text, () => done());
  });
}

/** A question on the terminal; anything but a clear yes is No. */
async function asks(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline');
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise(done => {
    lines.on('close', () => done(false));
    lines.question(question, answer => {
      done(/^(y|yes|是|好)$/iu.test(answer.trim()));
      lines.close();
    });
  });
}

/** A reader that went away (`fngvt | head`) is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

/** The whole life of the process. */
async function live(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (error instanceof UsageError || error instanceof RuleError) {
      process.stderr.write(`fngvt: ${error.message}\n`);
      process.exitCode = 2;
    } else {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      process.stderr.write(`${stack}\n`);
      process.stderr.write(
        'This is a bug in fngvt, not a fault of this host. Please report it with the lines above.\n',
      );
      process.exitCode = 70;
    }
  }
}

void live();
