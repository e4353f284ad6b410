import { UsageError } from '../values/errors.ts';
import { nearest } from '../values/nearest.ts';
import { doctor } from './doctor.ts';
import { explain } from './explain.ts';
import { facts } from './facts.ts';
import { helpText } from './help.ts';
import type { CommandOutcome, Invocation, Learnt } from '../invocation/outcome.ts';
import { rules } from './rules.ts';
import { schema } from './schema.ts';
import { diff } from './diff.ts';
import { report } from './report.ts';
import { snapshot } from './snapshot.ts';
import { withUnanswered } from '../invocation/unanswered.ts';
import { verbs } from './verbs.ts';

/** The verbs. They are part of the one file that is always loaded; what is heavy is loaded below them, where it is needed. */
const commands: Readonly<
  Record<string, (argv: readonly string[], invocation: Invocation) => Promise<CommandOutcome>>
> = {
  doctor,
  report,
  snapshot,
  diff,
  explain,
  rules,
  facts,
  schema,
  // What changes a host is loaded when it is asked for: a run that only judges must not pay for it.
  fix: async (argv, invocation) => (await import('./fix.ts')).fix(argv, invocation),
  vgpu: async (argv, invocation) => (await import('./vgpu.ts')).vgpu(argv, invocation),
  vm: async (argv, invocation) => (await import('./vm.ts')).vm(argv, invocation),
  undo: async (argv, invocation) => (await import('./undo.ts')).undo(argv, invocation),
};

/** Runs one command line, without the program's name. */
export async function run(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const learnt: Learnt = { looks: [] };
  return withUnanswered(await dispatch(argv, { ...invocation, learnt }), learnt);
}

async function dispatch(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const beforeEnd = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  if (beforeEnd.includes('--version')) return { exit: 0, text: `fngvt ${invocation.version}\n` };
  if (beforeEnd.includes('--help') || beforeEnd.includes('-h') || argv[0] === 'help') {
    return { exit: 0, text: helpText(invocation.call) };
  }
  const [verb, ...rest] = argv;
  // `doctor --fix`, and `--fix` without a verb, are the verb `fix`.
  if (beforeEnd.includes('--fix') && (verb === 'doctor' || verb?.startsWith('-') === true)) {
    const others = (verb === 'doctor' ? rest : argv).filter(argument => argument !== '--fix');
    return dispatch(['fix', ...others], invocation);
  }
  // Bare `fngvt`, and flags without a verb, are the doctor.
  if (verb === undefined || verb.startsWith('-')) {
    const isBare = verb === undefined && invocation.isTerminal;
    return doctor(argv, invocation, isBare);
  }
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (command === undefined) {
    const names = [...new Set(verbs.map(one => one.name))];
    throw new UsageError(
      `expected a verb of ${names.join(', ')}, found ${verb}; nearest: ${nearest(verb, names, 1).join('')}`,
    );
  }
  return command(rest, invocation);
}
