import type { ComplaintTable } from '../src/knowledge/complaints.ts';
import type { ErrorTextTable } from '../src/knowledge/error-texts.ts';
import type { KernelTable } from '../src/knowledge/kernels.ts';
import type { LogTable } from '../src/knowledge/log-lines.ts';
import type { ParameterTable } from '../src/knowledge/parameters.ts';
import type { SymptomTable } from '../src/knowledge/symptoms.ts';
import type { Text } from '../src/values/text.ts';

/**
 * What of a table the page for browsers asks for: it has no box for `explain`, and its size has a limit. Rows that are answers to posts stay;
 * texts that only `explain` shows go, and lines that send a reader to a program, which no reply does.
 */
export const browserTables: Readonly<Record<string, (table: never) => unknown>> = {
  'tables/parameters': ({ parameters, ...others }: ParameterTable) => ({
    ...others,
    parameters: parameters.map(row => without(row, 'meaning', 'harm')),
  }),
  'tables/kernels': ({ modules, ...others }: KernelTable) => ({
    ...others,
    modules: modules.map(row => without(row, 'about')),
  }),
  'tables/log-lines': ({ lines }: LogTable) => ({
    lines: lines.map(({ says, ...row }) => (row.cause === null ? row : { ...row, says })),
  }),
  'tables/symptoms': ({ symptoms }: SymptomTable) => ({
    symptoms: symptoms.map(row =>
      row.look === undefined || row.alone === true ? row : { ...row, ...lookOf(row.look) },
    ),
  }),
  'tables/error-texts': ({ messages }: ErrorTextTable) => ({
    messages: messages
      .filter(({ answers }) => answers !== undefined)
      .map(({ texts, answers, title, says, look }) => ({
        texts,
        answers,
        title,
        says,
        ...(look === undefined ? {} : lookOf(look)),
      })),
  }),
  'tables/complaints': ({ complaints }: ComplaintTable) => ({
    complaints: complaints.flatMap(({ posts, title, says }) =>
      posts === undefined ? [] : [{ posts, title, says }],
    ),
  }),
};

const without = (row: object, ...names: readonly string[]): object =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

function lookOf(look: Text): { readonly look: Text } {
  const [en, zh] = [withoutCommands(look.en), withoutCommands(look['zh-CN'])];
  // Where nothing is left there was something to look at all the same: that a row has it says how sure it is.
  return { look: { en, 'zh-CN': zh } };
}

const withoutCommands = (markdown: string): string =>
  markdown
    .split('\n')
    .filter(line => !/\bfngvt\b/u.test(line))
    .join('\n');
