import { parseArgs } from 'node:util';
import { allFlags } from './flag-table.ts';

/** A message as a shell printed it, `-bash: echo: write error`, is no flag: none has such a name. */
export const withoutDash = (argument: string): string =>
  /^-\w[\w.+-]*:(?:\s|$)/u.test(argument) ? argument.slice(1) : argument;

/** A command line, taken apart as far as it can be without knowing the verb. */
export interface CommandLine {
  /** The first word that is no flag and no value of one. */
  readonly verb?: string;
  /** Everything else, in its order. */
  readonly rest: readonly string[];
  /** All such words, the first too; and what is left without them. */
  readonly words: readonly string[];
  readonly flags: readonly string[];
  /** The first flag before the verb that no verb has. */
  readonly strange?: string;
  readonly hasHelp: boolean;
  readonly hasVersion: boolean;
  readonly hasFix: boolean;
  /** `--lang`, as typed. */
  readonly lang?: string;
}

/** Flags may stand before the verb or behind it. */
export function commandLine(argv: readonly string[]): CommandLine {
  const { tokens, values } = parseArgs({
    args: [...argv],
    options: allFlags,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const words = tokens.flatMap(token => (token.kind === 'positional' ? [token] : []));
  const [first] = words;
  const isWord = new Set(words.map(({ index }) => index));
  const strange = tokens.find(
    token =>
      token.kind === 'option' &&
      !Object.hasOwn(allFlags, token.name) &&
      (first === undefined || token.index < first.index),
  );
  const { lang } = values;
  return {
    ...(first === undefined ? {} : { verb: first.value }),
    rest: argv.filter((_, at) => at !== first?.index),
    words: words.map(({ value }) => value),
    flags: argv.filter((argument, at) => !isWord.has(at) && argument !== '--'),
    ...(strange?.kind === 'option' ? { strange: strange.rawName } : {}),
    hasHelp: values['help'] === true,
    hasVersion: values['version'] === true,
    hasFix: values['fix'] === true,
    ...(typeof lang === 'string' ? { lang } : {}),
  };
}
