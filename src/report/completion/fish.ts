import type { CompletedFlag, CompletedVerb, Takes } from './completed.ts';

/** Completion for fish (`complete`, https://fishshell.com/docs/current/cmds/complete.html). */
export function fishCompletion(verbs: readonly CompletedVerb[]): string {
  const lines = verbs.flatMap(verb => [
    `complete -c fngvt -n __fish_use_subcommand -a ${verb.name} -d ${quoted(verb.about)}`,
    ...wordsOf(verb),
    ...verb.flags.map(flag => flagOf(flag, seen(verb))),
  ]);
  // Flags without a verb are the doctor's.
  const doctor = verbs.filter(({ name }) => name === 'doctor');
  const bare = doctor.flatMap(({ flags }) => flags.map(flag => flagOf(flag, '__fish_use_subcommand')));
  return `# fish completion for fngvt, made by "fngvt completion fish"
complete -c fngvt -f
${[...lines, ...bare].join('\n')}
`;
}

const seen = ({ name }: CompletedVerb): string => quoted(`__fish_seen_subcommand_from ${name}`);

function wordsOf(verb: CompletedVerb): readonly string[] {
  const offer = offered(verb.takes);
  return offer === '' ? [] : [`complete -c fngvt -n ${seen(verb)}${offer}`];
}

function flagOf({ name, short, takes }: CompletedFlag, condition: string): string {
  const letter = short === undefined ? '' : ` -s ${short}`;
  return `complete -c fngvt -n ${condition} -l ${name}${letter}${wanted(takes)}${offered(takes)}`;
}

/** `-r`: a value must stand behind it, `-x`: and it is no file. */
function wanted(takes: Takes): string {
  if (takes === 'nothing') return '';
  return takes === 'file' ? ' -r' : ' -x';
}

function offered(takes: Takes): string {
  if (takes === 'nothing' || takes === 'text') return '';
  if (takes === 'file') return ' -F';
  return takes === 'folder'
    ? ` -a ${quoted('(__fish_complete_directories (commandline -ct))')}`
    : ` -a ${quoted(takes.join(' '))}`;
}

/** In single quotes fish reads `\'` and `\\`. */
const quoted = (text: string): string => `'${text.replace(/['\\]/gu, String.raw`\$&`)}'`;
