import { plainText } from './shell-assignment.ts';
import type { FollowedShell, FollowedStep, ShellAssignment } from './shell-variables.ts';

/**
 * What is wrong, as measured with grub-mkconfig 2.06.
 * - unterminated-quote, syntax: the shell can't read on.
 * - append: `+=`, which dash takes for a part of a command's name.
 * - spaces: spaces beside the `=`.
 * - not-found: a line, or the end of one, that the shell takes for a command.
 * - unquoted: words behind an assignment; they become variables of their own.
 * - separator: `;` or `&` ends the value, or stands in it and breaks grub.cfg.
 * - carriage-return: the file was written on Windows.
 * - newline: the text behind it becomes a line of its own in grub.cfg.
 * - full-width: Chinese quotes, a full-width sign or space, a no-break space, a byte order mark.
 */
export type GrubFaultKind =
  | 'unterminated-quote'
  | 'syntax'
  | 'append'
  | 'spaces'
  | 'not-found'
  | 'unquoted'
  | 'separator'
  | 'carriage-return'
  | 'newline'
  | 'full-width';

/** Something that keeps parameters from reaching the kernel. */
export interface GrubFault {
  /** The file. */
  readonly path: string;
  /** The number of its line, from 1. */
  readonly line: number;
  /** What is wrong. */
  readonly kind: GrubFaultKind;
  /** What is written there. */
  readonly text: string;
  /** stops: grub-mkconfig fails and the old grub.cfg stays. loses: it succeeds, with parameters missing or spoilt. */
  readonly effect: 'stops' | 'loses';
}

/** The parameters of every entry. */
export const linux = 'GRUB_CMDLINE_LINUX';
/** The parameters of entries that are no recovery. */
export const linuxDefault = 'GRUB_CMDLINE_LINUX_DEFAULT';
const builtins: ReadonlySet<string> = new Set(
  ': . [ break cd command continue echo eval exec exit export false printf pwd read readonly return set shift source test times trap true umask unset'.split(
    ' ',
  ),
);
/** A shell's prompt, alone or with a command behind it, that was copied into the file with the lines above it. */
const prompt = /^[\w.-]+@[\w.-]+:\S*$/;
/** Kernel parameters without a value: the rest of a value that was wrapped. No distribution has programs of these names. */
const parameters: ReadonlySet<string> = new Set(['quiet', 'splash', 'nomodeset', 'rhgb', 'ro', 'rw']);
const lookAlike = /[\u00a0\u2018\u2019\u201c\u201d\u3000\ufeff\uff01-\uff5e]/;

/** What keeps parameters from the kernel, in files that grub-mkconfig sources. In no particular order. */
export function faultsOf(followed: FollowedShell): GrubFault[] {
  const { steps, stop } = followed;
  const found = [...steps.flatMap(stepFaults), ...valueFaults(followed)];
  if (stop !== undefined && stop.kind !== 'too-complex') {
    found.push({ ...stop, kind: stop.kind, effect: 'stops' });
  }
  return firstOfEachKind(found);
}

/** One fault a kind and line; of empty lines with a carriage return, which a whole file from Windows has, the first. */
function firstOfEachKind(faults: readonly GrubFault[]): GrubFault[] {
  const seen = new Set<string>();
  return faults.filter(({ path, line, kind, effect }) => {
    const isEmptyLine = kind === 'carriage-return' && effect === 'stops';
    const key = JSON.stringify([path, kind, isEmptyLine ? 'empty' : line]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

type Wrong = Pick<GrubFault, 'kind' | 'effect'>;

/** What the shell makes of words that were meant as a value. Only of commands that run and whose failure is the end. */
function stepFaults(followed: FollowedStep): GrubFault[] {
  const { path, step, words } = followed;
  if (step.standing === 'maybe' || step.standing === 'first') return [];
  const wrong = words.length > 0 ? wrongCommand(followed) : wrongEnd(followed);
  if (wrong === undefined) return [];
  const text = step.words.map(word => word.raw).join(' ');
  const kind = lookAlike.test(text) ? 'full-width' : wrong.kind;
  return [{ path, line: step.line, kind, text, effect: wrong.effect }];
}

/** A command that can't exist. In a pipe or in the background it stops nothing. */
function wrongCommand(followed: FollowedStep): Wrong | undefined {
  const kind = followed.step.standing === 'open' ? missingCommand(followed) : undefined;
  return kind === undefined ? undefined : { kind, effect: 'stops' };
}

/** A value of ours that ends before the words that were meant for it: they become variables, or a command. */
function wrongEnd({ step, assigned }: FollowedStep): Wrong | undefined {
  const own = assigned.findIndex(({ variable }) => variable === linux || variable === linuxDefault);
  if (own === -1) return undefined;
  const isSpilt = assigned.slice(own + 1).some(({ variable }) => !variable.startsWith('GRUB_'));
  if (isSpilt) return { kind: 'unquoted', effect: 'loses' };
  if (/["']$/.test(assigned.at(-1)?.raw ?? '')) return undefined;
  const next = step.next?.words[0]?.raw ?? '';
  const isCut = step.end === '&' || step.end === '|' || (next !== '' && !next.startsWith('GRUB_'));
  if (!isCut || builtins.has(next)) return undefined;
  return { kind: 'separator', effect: /^\w+=/.test(next) ? 'loses' : 'stops' };
}

/** Why the command can't exist; undefined where it may. */
function missingCommand({ assigned, words }: FollowedStep): GrubFaultKind | undefined {
  const [first, second] = words;
  const name = plainText(first);
  const raw = first?.raw ?? '';
  if (raw === '\r') return 'carriage-return';
  if (/^\w+\+=/.test(raw)) return 'append';
  if (/^[A-Z]\w*$/.test(name) && second?.raw.startsWith('=') === true) return 'spaces';
  if (builtins.has(name)) return undefined;
  const last = assigned.at(-1);
  if (last?.variable.startsWith('GRUB_') === true) return last.raw.endsWith('=') ? 'spaces' : 'not-found';
  const isNoCommand = prompt.test(raw) || parameters.has(name) || lookAlike.test(raw) || /^[^/=]+=/.test(raw);
  return isNoCommand ? 'not-found' : undefined;
}

/** What the two values contain in the end, told of the assignment that brought it in. */
function valueFaults({ variables, assignments }: FollowedShell): GrubFault[] {
  return [linux, linuxDefault].flatMap(variable => {
    const value = variables.get(variable);
    const all = assignments.filter(assignment => assignment.variable === variable);
    const base = all.findLastIndex(assignment => !assignment.isOnTop);
    if (value === undefined) return [];
    return all.slice(Math.max(base, 0)).flatMap(assignment => contentFaults(assignment, variable));
  });
}

function contentFaults({ path, line, raw, value = '' }: ShellAssignment, variable: string): GrubFault[] {
  const found: [GrubFaultKind, GrubFault['effect'], boolean][] = [
    ['carriage-return', 'loses', raw.includes('\r')],
    // What follows GRUB_CMDLINE_LINUX on the line in grub.cfg is the other variable: a newline at its end loses that.
    [
      'newline',
      'loses',
      /\n/.test(raw) && (variable === linux ? value.includes('\n') : value.trimEnd().includes('\n')),
    ],
    ['full-width', 'loses', lookAlike.test(raw)],
    ['separator', 'stops', /[;&]/.test(raw) && /[;&]/.test(value.replace(/"[^"]*"|'[^']*'/g, ''))],
  ];
  return found.flatMap(([kind, effect, is]) => (is ? [{ path, line, kind, text: raw, effect }] : []));
}
