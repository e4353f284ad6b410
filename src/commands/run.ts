import { UsageError } from '../values/errors.ts';
import { nearest } from '../values/nearest.ts';
import { helpText } from './help.ts';
import type { CommandOutcome, Invocation } from './outcome.ts';
import { verbs } from './verbs.ts';

/** The verbs; each is loaded when it is called. */
const commands: Readonly<
  Record<string, (argv: readonly string[], invocation: Invocation) => Promise<CommandOutcome>>
> = {
  doctor: async (argv, invocation) => (await import('./doctor.ts')).doctor(argv, invocation),
  explain: async (argv, invocation) => (await import('./explain.ts')).explain(argv, invocation),
  rules: async (argv, invocation) => (await import('./rules.ts')).rules(argv, invocation),
  facts: async (argv, invocation) => (await import('./facts.ts')).facts(argv, invocation),
  schema: async argv => (await import('./schema.ts')).schema(argv),
};

/** Runs one command line, without the program's name. */
export async function run(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const beforeEnd = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  if (beforeEnd.includes('--version')) return { exit: 0, text: `fngvt ${invocation.version}\n` };
  if (beforeEnd.includes('--help') || beforeEnd.includes('-h') || argv[0] === 'help') {
    return { exit: 0, text: helpText(invocation.call) };
  }
  const [verb, ...rest] = argv;
  // Bare `fngvt`, and flags without a verb, are the doctor.
  if (verb === undefined || verb.startsWith('-')) {
    const isBare = verb === undefined && invocation.isTerminal;
    return (await import('./doctor.ts')).doctor(argv, invocation, isBare);
  }
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (command === undefined) {
    const names = verbs.map(one => one.name);
    throw new UsageError(
      `expected a verb of ${names.join(', ')}, found ${verb}; nearest: ${nearest(verb, names, 1).join('')}`,
    );
  }
  return command(rest, invocation);
}
