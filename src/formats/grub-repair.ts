import { withoutEnd } from './blanks.ts';
import { readGrubDefaults } from './default-grub.ts';
import type { GrubFault } from './grub-faults.ts';
import type { Shell } from './shell-word.ts';

/** A file that grub-mkconfig can read, or the first fault that only a person can put right. */
export type GrubRepair = { readonly text: string } | { readonly fault: GrubFault };

/**
 * Puts right what is certain to be a slip, and nothing else: Windows line ends, Chinese quotes and full-width signs, words outside of
 * the quotes, `+=` under dash, spaces beside the `=`. What is written on other lines stays byte for byte. An open quote, a line end
 * inside of quotes or a `;` may mean several things and is left to a person.
 */
export function repairGrubFile(text: string, shell: Shell = 'dash'): GrubRepair {
  const path = 'grub';
  const bare = text
    .replace(/^\ufeff/u, '')
    .split('\n')
    .map(line => withoutEnd(line, '\r'))
    .join('\n');
  let current = bare;
  // Each turn puts one line right; the file can't have more faulty lines than lines.
  for (let turn = bare.split('\n').length; turn >= 0; turn -= 1) {
    const [fault] = readGrubDefaults([{ path, text: current }], shell).faults;
    if (fault === undefined) return { text: current };
    const lines = current.split('\n');
    const at = fault.line - 1;
    const line = repairedLine(lines[at] ?? '', shell);
    if (line === undefined || line === lines[at]) return { fault };
    current = lines.map((each, index) => (index === at ? line : each)).join('\n');
  }
  return { fault: { path, line: 1, kind: 'syntax', text: '', effect: 'stops' } };
}

/** `VAR=…` of a variable for the kernel, with whatever slips: indent, name, plus, all that follows. */
const assignment = /^([ \t]*)(GRUB_CMDLINE_LINUX(?:_DEFAULT)?)[ \t]*(\+?)=[ \t]*((?:[^ \t].*)?)$/u;

/** The line as it was meant: all words between two quotes; undefined where that can't be told. */
function repairedLine(line: string, shell: Shell): string | undefined {
  const [, indent = '', variable, plus = '', rest = ''] = assignment.exec(halfWidth(line)) ?? [];
  if (variable === undefined) return undefined;
  const sign = rest.search(/(?<=[ \t])#/u);
  const value = sign === -1 ? rest : withoutEnd(rest.slice(0, sign));
  const comment = rest.slice(value.length);
  // Quotes of both kinds, expansions and operators: there is more than one way to read it.
  if (/[$`\\;&|<>()]/.test(value) || (value.includes('"') && value.includes("'"))) return undefined;
  const quotes = value.match(/["']/g)?.length ?? 0;
  if (quotes % 2 !== 0) return undefined;
  const words = value
    .replace(/["']/g, ' ')
    .split(/[ \t]+/)
    .filter(word => word !== '');
  if (words.some(word => /[^\p{ASCII}]/u.test(word))) return undefined;
  const all = plus === '+' ? [`$${variable}`, ...words] : words;
  const own = plus === '+' && shell === 'bash' ? `${variable}+=" ` : `${variable}="`;
  // A comment keeps its Chinese signs: the line is as long as it was, sign for sign.
  const tail = comment === '' ? '' : line.slice(-comment.length);
  return `${indent}${own}${(plus === '+' && shell === 'bash' ? words : all).join(' ')}"${tail}`;
}

/** Signs that a Chinese keyboard gives for those of a shell. U+FF01 to U+FF5E stand 0xfee0 above ASCII. */
function halfWidth(line: string): string {
  return line
    .replace(/[\u201c\u201d]/g, '"')
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u3000\u00a0]/g, ' ')
    .replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));
}
