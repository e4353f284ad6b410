import { sanitize } from '../report/sanitize.ts';
import { words } from '../words/words.ts';
import type { CommandOutcome, Learnt } from '../invocation/outcome.ts';

/** How many questions are named; the others are counted. */
const most = 6;

/** What is shown of one (characters). */
const longest = 60;

/** An outcome with a line on what this machine was asked in vain: it goes without that, whatever the verb. */
export function withUnanswered(
  outcome: CommandOutcome,
  { looks, language, hide = text => text }: Learnt,
): CommandOutcome {
  const questions = looks.flatMap(look => look.unanswered());
  if (questions.length === 0) return outcome;
  const names = [...new Set(questions.map(question => short(told(question, hide))))];
  const say = words[language ?? 'en'];
  const line = say.unanswered(names.slice(0, most), Math.max(0, names.length - most));
  return { ...outcome, warnings: [...(outcome.warnings ?? []), `fngvt: ${line}`] };
}

/** A question as it may be told: a program is ours to name, a path or an argument may be the machine's. */
const told = (question: readonly string[], hide: (text: string) => string): readonly string[] =>
  question.map((word, i) => (i === 0 && !word.startsWith('/') ? word : hide(word)));

/** A path, or what tells a command from others: its flags don't, and where libvirt lives is always the same. */
function short(question: readonly string[]): string {
  const [first = '', ...others] = question;
  const telling = others.filter(word => !word.startsWith('-') && !word.includes('://'));
  const name = sanitize([first, ...telling].join(' '));
  return name.length > longest ? `${name.slice(0, longest)}…` : name;
}
