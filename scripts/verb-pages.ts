import { verbs, type Form } from '../src/commands/verbs.ts';

/** What README and man page say of the verbs, made of their one list (`src/commands/verbs.ts`). */

/** The rows of the README's table. */
export const readmeRows = (): string =>
  [
    '| verb | what it does |',
    '| --- | --- |',
    ...verbs.map(({ readme: [calls, does] }) => `| ${calls} | ${does} |`),
  ].join('\n');

/** The section VERBS of the man page: man(7). */
export const manualVerbs = (): string =>
  [
    '.SH VERBS',
    ...verbs.flatMap(({ name, forms }) =>
      forms.flatMap(form =>
        form.manual === undefined ? [] : ['.TP', heading(name, form), asRoff(form.manual)],
      ),
    ),
  ].join('\n');

/** The call: the name in bold, values in italics. */
function heading(name: string, { argument }: Form): string {
  const values = argument.replace(/[A-Z]{1,}/gu, '*$&*');
  return `.B ${name}${argument === '' ? '' : ` ${asRoff(values)}`}`;
}

const asRoff = (text: string): string => text.replaceAll('-', '\\-').replace(/\*([^*]+)\*/gu, '\\fI$1\\fR');

/** A text with another one between two lines of it; they must stand in it. */
export function between(text: string, [begin, end]: readonly [string, string], part: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end, text.indexOf(begin))];
  if (from === -1 || to === -1) throw new Error(`expected the lines ${begin} and ${end}, found none`);
  return text.slice(0, from) + part + text.slice(to);
}
