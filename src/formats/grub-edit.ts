import { editCmdline, type CmdlineEdit } from './kernel-cmdline-edit.ts';
import { readGrubDefaults } from './default-grub.ts';
import { linux, linuxDefault } from './grub-faults.ts';
import { followShell, type FollowedShell } from './shell-variables.ts';
import type { Shell, ShellWord } from './shell-word.ts';

/**
 * Why a person has to edit this file.
 * - faulty: grub-mkconfig would stumble over it, or lose a part of it, as it is.
 * - several: the variable is assigned more than once; which one is meant to be edited is not ours to say.
 * - composed: its value is made of other variables, of commands, or with backslashes.
 * - exported: it is assigned by `export`, which shells split differently.
 * - conditional: it is assigned only in some case.
 * - open: the file reads others or ends early, so what it sets can't be told by reading.
 * - characters: its value holds a character that we would not write.
 */
export type GrubRefusal =
  'faulty' | 'several' | 'composed' | 'exported' | 'conditional' | 'open' | 'characters';

/** The file with the change, or why it is left alone. */
export type GrubEdit =
  { readonly text: string } | { readonly why: GrubRefusal; readonly line: number | null };

/** The two variables that hold parameters of the kernel. */
export type GrubVariable = typeof linux | typeof linuxDefault;

/**
 * Edits the words of one variable in /etc/default/grub, where its shape leaves no doubt. Every other byte stays. What the
 * shell makes of the file afterwards is computed once more before the text is given out.
 */
export function editGrubFile(
  text: string,
  variable: GrubVariable,
  edits: readonly CmdlineEdit[],
  shell: Shell = 'dash',
): GrubEdit {
  const path = 'grub';
  const before = readGrubDefaults([{ path, text }], shell);
  const [fault] = before.faults;
  if (fault !== undefined) return { why: 'faulty', line: fault.line };
  const followed = followShell([{ path, text }], shell);
  if (followed.isOpen || followed.stop !== undefined)
    return { why: 'open', line: followed.stop?.line ?? null };
  const found = soleAssignment(followed, variable);
  if ('why' in found) return found;
  const wanted = editCmdline(followed.variables.get(variable) ?? '', edits);
  const after = found.word === undefined ? appended(text, variable, wanted) : rewritten(text, found, edits);
  if (typeof after !== 'string') return after;
  return isAsWanted(followed, followShell([{ path, text: after }], shell), variable, wanted)
    ? { text: after }
    : { why: 'composed', line: found.word?.line ?? null };
}

interface Found {
  /** The word that assigns; undefined: nothing does. */
  readonly word?: ShellWord;
  readonly variable: string;
}

/** The one plain assignment of a variable. */
function soleAssignment(
  followed: FollowedShell,
  variable: string,
): Found | Exclude<GrubEdit, { text: string }> {
  const all = followed.assignments.filter(at => at.variable === variable);
  const [first, second] = all;
  if (first === undefined) {
    return followed.variables.has(variable) ? { why: 'composed', line: null } : { variable };
  }
  if (second !== undefined) return { why: 'several', line: second.line };
  const place = followed.steps.find(({ assigned }) => assigned.includes(first));
  if (place === undefined) return { why: 'exported', line: first.line };
  if (place.step.standing !== 'open') return { why: 'conditional', line: first.line };
  const word = place.step.words[place.assigned.indexOf(first)];
  if (word === undefined || first.value === undefined) return { why: 'composed', line: first.line };
  return { word, variable };
}

/** The three ways to write a value of which every byte is itself: POSIX.1-2017, XCU 2.2. */
const shapes: readonly (readonly [RegExp, quote: string])[] = [
  [/^"[^"$`\\\n\r]*"$/, '"'],
  [/^'[^'\n\r]*'$/, "'"],
  [/^[\w.,=:/@%+-]*$/, ''],
];

function rewritten(
  text: string,
  { word, variable }: Found,
  edits: readonly CmdlineEdit[],
): string | GrubEdit {
  if (word === undefined) return text;
  const head = `${variable}=`;
  const written = word.raw.startsWith(head) ? word.raw.slice(head.length) : undefined;
  const shape = written === undefined ? undefined : shapes.find(([pattern]) => pattern.test(written));
  if (written === undefined || shape === undefined) return { why: 'composed', line: word.line };
  const quote = shape[1];
  const value = written.slice(quote.length, written.length - quote.length);
  const changed = editCmdline(value, edits);
  if (changed === value) return text;
  if (/[^\p{ASCII}]/u.test(changed)) return { why: 'characters', line: word.line };
  const outer = quote === '' && !/^[\w.,=:/@%+-]+$/.test(changed) ? '"' : quote;
  const start = word.start + head.length;
  return text.slice(0, start) + outer + changed + outer + text.slice(start + written.length);
}

/** A variable that is nowhere set gets a line of its own at the end. */
function appended(text: string, variable: string, value: string): string {
  if (value === '') return text;
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${end}${variable}="${value}"\n`;
}

/** The one variable has the value that was meant, and every other one the value that it had. */
function isAsWanted(before: FollowedShell, after: FollowedShell, variable: string, wanted: string): boolean {
  const names = new Set([variable, ...before.variables.keys(), ...after.variables.keys()]);
  return (
    after.stop === undefined &&
    [...names].every(name =>
      name === variable
        ? (after.variables.get(name) ?? '') === wanted
        : after.variables.get(name) === before.variables.get(name),
    )
  );
}
