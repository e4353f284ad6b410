import { isMainThread } from 'node:worker_threads';
import { basename, dirname, relative, resolve } from 'node:path';
import type { CommandOutcome, FileContent, Invocation } from './invocation/outcome.ts';
import { run } from './commands/run.ts';
import { ownVersion } from './package-files.ts';
import {
  clearLine,
  screenOn,
  terminalLine,
  terminalText,
  type Colours,
  type TerminalText,
} from './terminal/screen.ts';
import { languageOfLine, usageLine } from './invocation/usage-line.ts';
import { nothingGiven, RuleError, unexpected, UsageError } from './values/errors.ts';
import { plainText } from './values/styled.ts';
import { visible } from './values/visible.ts';
import { callFromAnywhere } from './values/portable-call.ts';

/** All that a terminal may read goes through these two. */
const [out, err] = [screenOn(process.stdout), screenOn(process.stderr)];

/**
 * argv in; text, files and exit code out. The only file that knows `process`.
 * Exit codes: contract of `doctor` (0 to 5), 2 for wrong usage, 70 for a bug of ours.
 */
async function main(argv: readonly string[]): Promise<number> {
  const colours = await coloursFor(argv);
  const asker = invocation(colours);
  const notice = progressNotice(argv, asker);
  let outcome: CommandOutcome;
  try {
    outcome = await run(argv, asker);
  } finally {
    await notice.end();
  }
  if (outcome.flow !== undefined) outcome = await printed(outcome.flow, colours);
  for (const line of outcome.warnings ?? []) await err.print(terminalLine(line));
  await write(outcome);
  await out.print(terminalText(outcome.text, colours));
  if (outcome.offer !== undefined && (await asker.ask(outcome.offer.question))) {
    const next = await run(outcome.offer.argv, asker);
    await out.print(terminalText(next.text, colours));
  }
  return outcome.exit;
}

/** Prints what comes bit by bit; the outcome stands at its end. */
async function printed(
  flow: NonNullable<CommandOutcome['flow']>,
  colours: Colours | undefined,
): Promise<CommandOutcome> {
  for (;;) {
    const step = await flow.next();
    if (step.done === true) return step.value;
    await out.print(terminalText(step.value, colours));
  }
}

/** `colours`: those of standard output, where a question is asked too. */
function invocation(colours: Colours | undefined): Invocation {
  const env = process.env;
  const { isTTY, columns } = process.stdout;
  const isTerminal = isTTY && process.stdin.isTTY;
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'];
  return {
    version: ownVersion(),
    now: new Date().toISOString(),
    call: callName(),
    callLater: callFromAnywhere(callName(), process.cwd()),
    columns: isTTY ? Math.min(Math.max(columns, 40), 120) : 80,
    isTerminal,
    ask: async question => isTerminal && (await asks(terminalText(question, colours))),
    environment: {
      ...(env['FNGVT_LANG'] === undefined ? {} : { fngvtLang: env['FNGVT_LANG'] }),
      ...(locale === undefined ? {} : { locale }),
      ...(env['TERM'] === undefined ? {} : { terminal: env['TERM'] }),
      isSudo: /^[1-9]/u.test(env['SUDO_UID'] ?? ''),
    },
  };
}

/** Colours, where they are wanted; the library for them is loaded only then. */
async function coloursFor(argv: readonly string[]): Promise<Colours | undefined> {
  return isColored(argv) ? (await import('./terminal/colours.ts')).colours : undefined;
}

/** `--color`, else NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), else whether someone looks. */
function isColored(argv: readonly string[]): boolean {
  const at = argv.findIndex(argument => argument === '--color' || argument.startsWith('--color='));
  const found = argv[at]?.startsWith('--color=') === true ? argv[at].slice('--color='.length) : argv[at + 1];
  if (at >= 0) {
    if (found === 'always' || found === 'never') return found === 'always';
    if (found !== 'auto')
      throw unexpected(
        '--color',
        { en: 'auto, always or never', 'zh-CN': 'auto、always 或 never' },
        found ?? nothingGiven,
      );
  }
  if ((process.env['NO_COLOR'] ?? '') !== '') return false;
  const forced = process.env['FORCE_COLOR'];
  if (forced !== undefined && forced !== '0') return true;
  return process.stdout.isTTY && process.env['TERM'] !== 'dumb';
}

/** How this person called us, so that they can type what we print. */
function callName(): string {
  const path = calledPath();
  if (path.includes('/_npx/') || path.includes('/node_modules/.bin/')) return 'npx fngvt';
  const folder = dirname(resolve(path));
  if ((process.env['PATH'] ?? '').split(':').includes(folder)) return basename(path);
  const near = relative(process.cwd(), path);
  if (/\.c?js$/u.test(path)) return `node ${near.startsWith('..') ? path : near}`;
  return near.startsWith('..') ? path : `./${near}`;
}

/** The file that was started. In the executable the script is called by a name inside of it (`/$bunfs/…`), which nobody can type. */
function calledPath(): string {
  const script = process.argv[1] ?? 'fngvt';
  return script.startsWith('/$bunfs/') ? process.execPath : script;
}

/** Says on a terminal that something goes on, once reading this host takes longer than half a second. */
function progressNotice(argv: readonly string[], asker: Invocation): { readonly end: () => Promise<void> } {
  const isReplay = argv.some(argument => /^--(?:from|paste)(?:=|$)/u.test(argument));
  if (!process.stderr.isTTY || isReplay) return { end: () => Promise.resolve() };
  let isShown = false;
  let isOver = false;
  const timer = setTimeout(() => {
    void languageOfLine(argv, asker).then(async language => {
      if (isOver) return;
      isShown = true;
      await err.print(terminalText(language === 'en' ? 'Reading this host …' : '正在读取这台机器 …'));
    });
  }, 500);
  return {
    end: async () => {
      isOver = true;
      clearTimeout(timer);
      if (isShown) await err.print(clearLine);
    },
  };
}

/** Writes the files of an outcome. A text has no colours there, and what a terminal would obey is written out: somebody will print it. */
async function write({ newFiles = {}, files = {} }: CommandOutcome): Promise<void> {
  if (Object.keys({ ...newFiles, ...files }).length === 0) return;
  const { writeOutput } = await import('./host/live/output-file.ts');
  const sudo = { uid: process.env['SUDO_UID'], gid: process.env['SUDO_GID'] };
  const put = (path: string, content: FileContent, isNew: boolean): void =>
    writeOutput(path, content instanceof Uint8Array ? content : visible(plainText(content)), { isNew, sudo });
  for (const [path, content] of Object.entries(newFiles)) put(path, content, true);
  for (const [path, content] of Object.entries(files)) put(path, content, false);
}

/** A question on the terminal; anything but a clear yes is No. */
async function asks(question: TerminalText): Promise<boolean> {
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

/** How long what is still being read may take once all is said (milliseconds). */
const patience = 500;

/**
 * A read that the kernel never answers (a dead NFS server, FUSE) holds one of libuv's threads, and the loop waits for it; so
 * does process.exit(), which joins them (uv_library_shutdown, libuv 1.46). Only a signal ends such a process: exit code 143.
 */
async function leave(): Promise<void> {
  const isReading = (): boolean => process.getActiveResourcesInfo().some(name => name.startsWith('FSReq'));
  const end = Date.now() + patience;
  // What follows upon a read runs inside its end: until the loop turns, it counts as going on.
  await new Promise(done => setImmediate(done));
  while (isReading() && Date.now() < end) await new Promise(done => setTimeout(done, 20));
  if (isReading()) process.kill(process.pid, 'SIGTERM');
}

const bugNote = 'This is a bug in fngvt, not a fault of this host. Please report it with the lines above.';

/** The whole life of the process. */
async function live(): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (error instanceof UsageError) {
      const argv = process.argv.slice(2);
      await err.print(terminalLine(await usageLine(error, argv, invocation(undefined))));
      process.exitCode = 2;
    } else if (error instanceof RuleError) {
      await err.print(terminalLine(`fngvt: ${error.message}`));
      process.exitCode = 2;
    } else {
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      await err.print(terminalText(`${stack}\n${bugNote}\n`));
      process.exitCode = 70;
    }
  }
  await leave();
}

/** What a thread of ours does in the place of a verb. */
async function serve(): Promise<void> {
  const { judgeInThread } = await import('./invocation/fleet/judged.ts');
  judgeInThread();
}

void (isMainThread ? live() : serve());
