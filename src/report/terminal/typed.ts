import { hasStandIn } from '../../values/stand-in.ts';
import type { Yours } from '../../words/name-not-told.ts';

/** An argument vector as a person would type it in a POSIX shell. */
export function shellWords(argv: readonly string[]): string {
  return argv
    .map(word => (/^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(' ');
}

/** A word of a command as a person types it in a POSIX shell; what is quoted belongs to it. */
const shellWord = /(?:'[^']*'|\\.|[^\s'\\])+/gu;

/**
 * A command that a person is to type, without stand-ins: those name nothing on their host, and whoever types one believes that fngvt is
 * wrong. Names that are no stand-ins stay.
 */
export function typed(command: string, yours: Yours): string {
  return command.replaceAll(shellWord, word => {
    if (!hasStandIn(word)) return word;
    if (word.includes('/')) return yours.file;
    return /anon_/u.test(word) ? yours.vm : yours.vgpu;
  });
}

/** A name as a word of such a command. */
export const typedName = (name: string, yours: Yours): string => typed(shellWords([name]), yours);

type Details = Readonly<Record<string, string>>;

/** What stands in a sentence's command, beside what stands in the sentence: `typedVm` of `vm`, and so on. */
export function typedDetails({ vm, uuid, command }: Details, yours: Yours): Details {
  return {
    ...(vm === undefined ? {} : { typedVm: typedName(vm, yours) }),
    ...(uuid === undefined ? {} : { typedUuid: typedName(uuid, yours) }),
    ...(command === undefined ? {} : { typedCommand: typed(command, yours) }),
  };
}
