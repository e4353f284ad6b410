import { parseArgs } from 'node:util';
import { unexpected } from '../values/errors.ts';
import { flagsOf, type VerbName } from './flag-table.ts';
import { isSet, listFlag, parseFlags, textFlag, type Parsed } from './flags.ts';
import type { CommandOutcome, FileContent, Invocation } from './outcome.ts';

/** Runs a verb with other arguments. */
type Run = (argv: readonly string[], invocation: Invocation) => Promise<CommandOutcome>;

/**
 * `-o FILE` on a verb that prints one document: it is written there, and the ending picks the format. What goes into a file may go anywhere,
 * so it is what would go into a pipe. The doctor and the report write their files themselves.
 */
export async function toFiles(
  verb: VerbName,
  argv: readonly string[],
  invocation: Invocation,
  run: Run,
): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf(verb));
  const paths = listFlag(parsed, 'output');
  if (paths.length === 0 || isSet(parsed, 'help')) return run(argv, invocation);
  refuseActs(verb, parsed);
  const wanted = paths.map(path => [path, formatFor(verb, parsed, path)] as const);
  const quiet = { ...invocation, isTerminal: false, ask: () => Promise.resolve(false) };
  const rest = withoutOutputs(verb, argv);
  const outcomes = new Map<string | undefined, CommandOutcome>();
  for (const [, format] of wanted) {
    if (outcomes.has(format)) continue;
    outcomes.set(format, await run([...(format === undefined ? [] : ['--format', format]), ...rest], quiet));
  }
  const files: Record<string, FileContent> = {};
  for (const [path, format] of wanted) {
    const text = outcomes.get(format)?.text ?? '';
    if (text !== '') files[path] = text;
  }
  const all = [...outcomes.values()];
  return {
    exit: Math.max(...all.map(({ exit }) => exit)),
    text: '',
    warnings: [...new Set(all.flatMap(({ warnings = [] }) => warnings))],
    files,
  };
}

/** Verbs below a verb that only tell. */
const telling: Readonly<Partial<Record<VerbName, readonly string[]>>> = { vgpu: ['plan'], vm: ['verify'] };

/** A verb that changes something tells what it does while it does it, and asks: that is no document. */
function refuseActs(verb: VerbName, parsed: Parsed): void {
  const [below] = parsed.positionals;
  const isTold =
    isSet(parsed, 'dry-run') || isSet(parsed, 'list') || isSet(parsed, 'script') || isSet(parsed, 'preview');
  const isActing =
    verb === 'fix' || verb === 'undo' || verb === 'snapshot'
      ? !isTold
      : below !== undefined && telling[verb]?.includes(below) === false && !isTold;
  if (!isActing) return;
  const called = below === undefined || verb === 'fix' ? verb : `${verb} ${below}`;
  if (verb === 'snapshot')
    throw unexpected('-o', { en: '--script or --preview', 'zh-CN': ' --script 或 --preview' }, called, {
      next: { en: 'the file of a snapshot needs no -o', 'zh-CN': '快照的文件名直接写，不用 -o' },
    });
  throw unexpected('-o', { en: 'what only shows (--dry-run)', 'zh-CN': '只看不改的（--dry-run）' }, called);
}

/** The format of a file: the one that was asked for, else by its ending. undefined: the verb has one alone. */
function formatFor(verb: VerbName, parsed: Parsed, path: string): string | undefined {
  if (!Object.hasOwn(flagsOf(verb), 'format')) return undefined;
  const asked = textFlag(parsed, 'format');
  if (asked !== undefined) return asked;
  const ending = /\.(\w+)$/u.exec(path)?.[1] ?? 'txt';
  const endings = verb === 'answer' ? ['txt', 'json', 'md', 'bbcode'] : ['txt', 'json'];
  if (!endings.includes(ending))
    throw unexpected(
      path,
      { en: `a file that ends in ${endings.join(', ')}`, 'zh-CN': `以 ${endings.join('、')} 结尾的文件` },
      `.${ending}`,
    );
  return ending === 'txt' ? 'text' : ending;
}

/** The arguments without `-o FILE`, and without `--format F`, which each run gets anew. */
function withoutOutputs(verb: VerbName, argv: readonly string[]): readonly string[] {
  const { tokens } = parseArgs({
    args: [...argv],
    options: flagsOf(verb),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const gone = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== 'option' || (token.name !== 'output' && token.name !== 'format')) continue;
    gone.add(token.index);
    if (token.inlineValue === false) gone.add(token.index + 1);
  }
  return argv.filter((_, at) => !gone.has(at));
}
