import { trimBlanks } from './blanks.ts';
import { editCmdline, type CmdlineEdit } from './kernel-cmdline-edit.ts';
import { linuxDefault } from './grub-faults.ts';

const heading = '# By fngvt. Undo: fngvt undo, or delete this file and run update-grub.';
const line = new RegExp(`^${linuxDefault}="\\$${linuxDefault}((?: [\\w.,=:/@%+!-]+)+)"$`);

/**
 * The drop-in that adds words to what the files before it say: recovery entries stay clean, nothing of the owner's is parsed or
 * rewritten, and one file is the whole way back. A comment that somebody wrote into it stays. null: there is none, or none is left;
 * undefined: somebody edited it.
 */
export function editGrubDropIn(
  text: string | null,
  edits: readonly CmdlineEdit[],
): { readonly text: string | null } | undefined {
  const words = text === null ? '' : dropInWords(text);
  if (words === undefined) return undefined;
  const changed = editCmdline(words, edits);
  if (changed === words) return { text };
  const written = `${linuxDefault}="$${linuxDefault} ${changed}"`;
  if (changed !== '') return { text: text === null ? `${heading}\n${written}\n` : withLine(text, [written]) };
  const left = text === null ? '' : withLine(text, []).replace(heading, '');
  return trimBlanks(left.replaceAll('\n', '')) === '' ? { text: null } : undefined;
}

/** The text with other lines in the place of the one that holds the words. */
const withLine = (text: string, instead: readonly string[]): string =>
  text
    .split('\n')
    .flatMap(each => (line.test(each) ? instead : [each]))
    .join('\n');

/** The words of a drop-in as we write it; undefined where it says anything else. */
export function dropInWords(text: string): string | undefined {
  const lines = text.split('\n').filter(each => trimBlanks(each) !== '' && !each.startsWith('#'));
  const [only, ...others] = lines;
  const words = only === undefined ? undefined : line.exec(only)?.[1];
  return others.length > 0 ? undefined : words?.trim();
}
