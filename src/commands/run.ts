import { commandLine, withoutDash, type CommandLine } from '../invocation/command-line.ts';
import type { CommandOutcome, Invocation, Learnt } from '../invocation/outcome.ts';
import { withUnanswered } from '../invocation/unanswered.ts';
import { doctor } from './doctor.ts';
import { verbs, type Verb } from './verbs.ts';

/** Runs one command line, without the program's name. */
export async function run(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const learnt: Learnt = { looks: [] };
  return withUnanswered(await dispatch(argv.map(withoutDash), { ...invocation, learnt }), learnt);
}

async function dispatch(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const line = commandLine(argv);
  const { verb, rest } = line;
  const found = verbs.find(({ name }) => name === verb);
  if (line.hasVersion || verb === 'version') {
    const { version } = await import('./version.ts');
    return version(line, invocation);
  }
  if (line.hasHelp || verb === 'help') {
    const { help } = await import('./help.ts');
    return help(line, invocation);
  }
  // `doctor --fix`, and `--fix` without a verb, are the verb `fix`.
  if (line.hasFix && (verb === undefined || verb === 'doctor')) {
    return dispatch(['fix', ...rest.filter(argument => argument !== '--fix')], invocation);
  }
  // Bare `fngvt`, and flags without a verb, are the doctor.
  if (verb === undefined) return doctor(argv, invocation, argv.length === 0 && invocation.isTerminal);
  return found === undefined ? throughTheDoor(line, invocation) : runVerb(found, rest, invocation);
}

/** The doctor and the report write several files in formats of their own; any other verb has one text, which can be written. */
async function runVerb(
  { name, run: runIt }: Verb,
  argv: readonly string[],
  invocation: Invocation,
): Promise<CommandOutcome> {
  if (name === 'doctor' || name === 'report' || !asksForFiles(argv)) return runIt(argv, invocation);
  const { toFiles } = await import('../invocation/to-files.ts');
  return toFiles(name, argv, invocation, runIt);
}

/** Whether a command line asks for a file, seen without parsing: most don't. */
const asksForFiles = (argv: readonly string[]): boolean =>
  argv.some(argument => /^(?:-o|--output(?:=|$))/u.test(argument));

/** No verb: what stands there says which one is meant. */
async function throughTheDoor(line: CommandLine, invocation: Invocation): Promise<CommandOutcome> {
  const { chooseVerb } = await import('../invocation/door.ts');
  const [verb, ...argv] = chooseVerb(
    line,
    verbs.map(({ name }) => name),
  );
  const found = verbs.find(({ name }) => name === verb) ?? verbs[0];
  if (found === undefined) throw new Error(`${String(verb)}: expected a verb of the registry`);
  return runVerb(found, argv, invocation);
}
