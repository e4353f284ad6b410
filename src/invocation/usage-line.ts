import { recognise } from '../facts/platform.ts';
import { lookLive } from '../host/live/live.ts';
import type { UsageError } from '../values/errors.ts';
import type { Language, Text } from '../values/text.ts';
import { chooseLanguage } from '../words/locale.ts';
import { commandLine } from './command-line.ts';
import { verbFlags } from './flag-table.ts';
import type { Invocation } from './outcome.ts';

type Asker = Pick<Invocation, 'call' | 'environment'>;

/** The line that ends wrong usage, in the reader's language: what was expected, what was found, and what helps. */
export async function usageLine(
  { text, next }: UsageError,
  argv: readonly string[],
  asker: Asker,
): Promise<string> {
  const language = await languageOfLine(argv, asker);
  const helps = (next ?? helpOf(argv))[language].replaceAll('{fngvt}', asker.call);
  return `fngvt: ${text[language]}${language === 'en' ? '; ' : '；'}${helps}`;
}

/** The help of the verb that was called. */
function helpOf(argv: readonly string[]): Text {
  const { verb } = commandLine(argv);
  const command =
    verb !== undefined && Object.hasOwn(verbFlags, verb) ? `{fngvt} ${verb} --help` : '{fngvt} --help';
  return { en: `see: ${command}`, 'zh-CN': `用法见：${command}` };
}

/** The reader's language before a verb has settled it. A flag that names none of ours counts as not given. */
export async function languageOfLine(argv: readonly string[], { environment }: Asker): Promise<Language> {
  const { lang } = commandLine(argv);
  const wished = lang === undefined ? undefined : chooseLanguage({ flag: lang, isOnFnos: false });
  if (wished !== undefined) return wished;
  const spoken = chooseLanguage({ ...environment, isOnFnos: true });
  // Only where it matters the machine is asked: what would be Chinese on fnOS may be English elsewhere.
  const isOnFnos = spoken === 'zh-CN' && (await recognise(lookLive({}).host)) === 'fnos';
  return chooseLanguage({ ...environment, isOnFnos }) ?? 'en';
}
