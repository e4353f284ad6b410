import type { CommandOutcome, Invocation, Learnt } from '../invocation/outcome.ts';
import { withUnanswered } from '../invocation/unanswered.ts';
import { UsageError } from '../values/errors.ts';
import { nearest } from '../values/nearest.ts';
import { doctor } from './doctor.ts';
import { verbs } from './verbs.ts';

/** Runs one command line, without the program's name. */
export async function run(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const learnt: Learnt = { looks: [] };
  return withUnanswered(await dispatch(argv, { ...invocation, learnt }), learnt);
}

async function dispatch(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const beforeEnd = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  if (beforeEnd.includes('--version')) return { exit: 0, text: `fngvt ${invocation.version}\n` };
  if (beforeEnd.includes('--help') || beforeEnd.includes('-h') || argv[0] === 'help') {
    const { helpText } = await import('./help.ts');
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
  const found = verbs.find(({ name }) => name === verb);
  if (found === undefined) {
    const names = verbs.map(({ name }) => name);
    throw new UsageError(
      `expected a verb of ${names.join(', ')}, found ${verb}; nearest: ${nearest(verb, names, 1).join('')}`,
    );
  }
  return found.run(rest, invocation);
}
