import type { CommandLine } from '../invocation/command-line.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { languageOfLine } from '../invocation/usage-line.ts';
import { words } from '../words/words.ts';

/** `--version`: the first line for programs, the second for people: on what this was tried, and on what not. */
export async function version({ lang }: CommandLine, invocation: Invocation): Promise<CommandOutcome> {
  const argv = lang === undefined ? [] : ['--lang', lang];
  const { untried } = words[await languageOfLine(argv, invocation)];
  return { exit: 0, text: `fngvt ${invocation.version}\n${untried}\n` };
}
