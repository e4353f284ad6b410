import { visible } from '../values/visible.ts';

/** Nobody reads more of a value (characters); a stranger's may have millions. */
const longest = 4000;

/**
 * Text from a machine among our words: in one line, with whatever a terminal would obey written out, so that widths are those of what is
 * seen. The rest of a very long text is left out.
 */
export function sanitize(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return visible(shown.replace(/[\r\n\t]+/gu, ' '));
}
