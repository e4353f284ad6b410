import type { CommandLine } from '../invocation/command-line.ts';
import { allFlags, verbFlags, type FlagName, type VerbName } from '../invocation/flag-table.ts';
import { languageOfLine } from '../invocation/usage-line.ts';
import { unknownVerb } from '../invocation/wrong-usage.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { helpPage, type HelpRow, type HelpSection } from '../report/terminal/help-page.ts';
import type { HelpWords as WordsFor } from '../words/help.en.ts';
import { helpWords } from '../words/help-words.ts';
import { verbs } from './verbs.ts';

type HelpWords = WordsFor<VerbName, FlagName>;

/** The verbs that people use every day, in the order of the first page. */
const everyday: readonly VerbName[] = ['doctor', 'fix', 'vgpu', 'vm', 'explain'];

/** `--help` and `help`, of one verb or of all. */
export async function help(line: CommandLine, invocation: Invocation): Promise<CommandOutcome> {
  const [first, second] = line.words;
  const wanted = first === 'help' ? second : first;
  const argv = line.lang === undefined ? [] : ['--lang', line.lang];
  const say: HelpWords = helpWords[await languageOfLine(argv, invocation)];
  const { call, columns } = invocation;
  if (wanted === undefined) return { exit: 0, text: helpPage(firstPage(say, call), columns) };
  const verb = verbs.find(({ name }) => name === wanted)?.name;
  if (verb === undefined) {
    throw unknownVerb(
      wanted,
      verbs.map(({ name }) => name),
    );
  }
  return { exit: 0, text: helpPage(verbPage(verb, say, call), columns) };
}

function firstPage(say: HelpWords, call: string): readonly HelpSection[] {
  const rowOf = (verb: VerbName): HelpRow => say.verbs[verb].forms[0] ?? [verb, say.verbs[verb].does];
  const others = verbs.map(({ name }) => name).filter(name => !everyday.includes(name));
  return [
    { title: `${say.usage}: ${call} ${say.verb} ${say.flags}`, text: say.about },
    { title: say.everyday, rows: everyday.map(rowOf) },
    { title: say.others, rows: others.map(rowOf) },
    { title: say.doorTitle, rows: say.door.map(([text, does]) => [`${call} ${text}`.trim(), does]) },
    { title: say.flagsTitle, rows: (['from', 'root', 'lang'] as const).map(flag => flagRow(flag, say)) },
    { title: say.exitTitle, text: say.exit },
    { text: say.more(call) },
  ];
}

function verbPage(verb: VerbName, say: HelpWords, call: string): readonly HelpSection[] {
  const { does, forms, examples, exit } = say.verbs[verb];
  const typed = (rows: readonly HelpRow[]): readonly HelpRow[] =>
    rows.map(([line, about]) => [`${call} ${line}`, about]);
  const flags: readonly FlagName[] = [...verbFlags[verb], 'lang', 'color'];
  return [
    { title: `${say.usage}: ${call} ${forms[0]?.[0] ?? verb} ${say.flags}`, text: does },
    ...(forms.length < 2 ? [] : [{ rows: forms }]),
    { title: say.examplesTitle, rows: typed(examples) },
    { title: say.flagsTitle, rows: flags.map(flag => flagRow(flag, say)) },
    ...(exit === undefined ? [] : [{ title: say.exitTitle, text: exit }]),
  ];
}

function flagRow(flag: FlagName, say: HelpWords): HelpRow {
  const [value, does] = say.ofFlag[flag];
  const option = allFlags[flag];
  const short = 'short' in option ? `-${option.short}, ` : '';
  return [`${short}--${flag} ${value}`.trim(), does];
}
