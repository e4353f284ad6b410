import { escapedByte } from './lossless-text.ts';

/**
 * Characters that a terminal obeys instead of showing, or that show nothing while they change what stands beside them: C0 and C1
 * controls (ECMA-48; ESC, CSI and OSC among them) but for line feed and tab, DEL, marks that turn the reading direction (Unicode UAX #9),
 * zero-width characters, line and paragraph separators, interlinear annotation, tags, lone surrogates.
 */
export const obeyed =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\ud800-\udfff]/gu;

/** Text with every such character written out (`\x1b`, `\u202e`): it is seen and does nothing. Line feeds and tabs stay. */
export function visible(text: string): string {
  return text.replace(obeyed, writtenOut);
}

/** The same for what must stay one line, whatever it holds. */
export function visibleLine(text: string): string {
  return visible(text).replace(/[\n\t]/gu, writtenOut);
}

function writtenOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const byte = escapedByte(code) ?? code;
  if (byte < 0x100) return `\\x${byte.toString(16).padStart(2, '0')}`;
  const hex = code.toString(16).padStart(4, '0');
  return code < 0x10000 ? `\\u${hex}` : `\\u{${hex}}`;
}
