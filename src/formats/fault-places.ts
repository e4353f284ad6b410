import type { GrubFaultKind } from './grub-faults.ts';
import type { ModuleListFaultKind } from './module-list.ts';
import { upTo } from '../values/trimmed.ts';

/** A part of a line: its first character, and how many it has. */
export interface Place {
  readonly start: number;
  readonly length: number;
}

type Find = (line: string) => readonly Place[];

const lookAlikes = /[\u00a0\u2018\u2019\u201c\u201d\u3000\ufeff\uff01-\uff5e]/gu;
const outsideAscii = /[^\t\x20-\x7e\r]/gu;

const every =
  (form: RegExp): Find =>
  line =>
    [...line.matchAll(form)].map(({ index, 0: found }) => ({ start: index, length: found.length }));
const first =
  (form: RegExp): Find =>
  line =>
    every(form)(line).slice(0, 1);

/** What is wrong stands at the end, or is the end: a line break where none should be. */
const atEnd: Find = line => [{ start: line.replace(/\r$/u, '').length, length: 1 }];

/** The quote that nothing closes. */
const openQuote: Find = line => {
  const open = quoting(line).at(-1);
  return open === undefined || open.quote === '' ? [] : [{ start: open.since, length: 1 }];
};

/** The first word behind an assignment, else the first word. */
const spiltWord: Find = line => {
  const inside = quoting(line);
  const words = [...line.matchAll(/\S+/gu)].filter(({ index }) => inside[index]?.quote === '' || index === 0);
  const starts = words.filter(({ index }) => index === 0 || /\s/u.test(line[index - 1] ?? ''));
  const spilt = /^\s*\w+=/u.test(line) ? starts[1] : starts[0];
  return spilt === undefined ? [] : [{ start: spilt.index, length: spilt[0].length }];
};

/** `;` or `&` outside of quotes, else one in the value. */
const separator: Find = line => {
  const inside = quoting(line);
  const all = every(/[;&]/gu)(line);
  const bare = all.find(({ start }) => inside[start]?.quote === '');
  return bare === undefined ? all.slice(0, 1) : [bare];
};

/** Of every character: the quote that is open before it, and where that was opened; the last entry is for the end of the line. */
function quoting(line: string): readonly { readonly quote: string; readonly since: number }[] {
  let [quote, since, isEscaped] = ['', -1, false];
  const states = [{ quote, since }];
  for (const [index, character] of [...line.split('')].entries()) {
    const isQuote = !isEscaped && (character === '"' || character === "'");
    if (isQuote && (quote === '' || quote === character))
      [quote, since] = quote === '' ? [character, index] : ['', -1];
    isEscaped = !isEscaped && character === '\\' && quote !== "'";
    states.push({ quote, since });
  }
  return states;
}

const grub: Readonly<Record<GrubFaultKind, Find>> = {
  'unterminated-quote': openQuote,
  syntax: first(/[()]/gu),
  append: first(/\+=/gu),
  spaces: first(/(?<![ \t])[ \t]+(?==)|(?<==)[ \t]+/gu),
  'not-found': spiltWord,
  unquoted: spiltWord,
  separator,
  'carriage-return': atEnd,
  newline: atEnd,
  'full-width': every(lookAlikes),
};

const moduleList: Readonly<Record<ModuleListFaultKind, Find>> = {
  'carriage-return': atEnd,
  'several-words': first(/(?<=\S\s{1,80})\S+/gu),
  'literal-escape': first(/^-e\b|\\[nt]/gu),
  'full-width': every(outsideAscii),
  option: first(/(?<!\S)\S*=\S*/gu),
  'no-name': first(/[^\w\s-]/gu),
};

/** Where in a line of GRUB's settings a fault is; nothing where no one place can be named. */
export const grubFaultPlaces = (line: string, kind: GrubFaultKind): readonly Place[] => grub[kind](line);

/** The same of a line of a module list. */
export const moduleFaultPlaces = (line: string, kind: ModuleListFaultKind): readonly Place[] =>
  moduleList[kind](line);

/** Where a mistyped word differs from what was meant: between the beginning and the end that both have. */
export function slipPlace(word: string, meant: string): Place {
  const [name, wanted] = [word, meant].map(text => upTo(text, '=')) as [string, string];
  const most = Math.min(name.length, wanted.length);
  let head = 0;
  while (head < most && name[head] === wanted[head]) head += 1;
  let tail = 0;
  while (tail < most - head && name.at(-1 - tail) === wanted.at(-1 - tail)) tail += 1;
  // Where something is missing, the character behind the gap is marked.
  return { start: head, length: Math.max(1, name.length - head - tail) };
}
