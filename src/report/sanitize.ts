import { escapedByte } from '../values/lossless-text.ts';

/** Nobody reads more of a value (characters); a stranger's may have millions. */
const longest = 4000;

/**
 * Text from a machine, made safe to show: control characters, terminal escapes and marks that turn the reading direction are
 * written out (`\x1b`), so that they are seen and do nothing, and so is a byte that is no UTF-8 (`\xb0`). Line breaks and tabs become
 * spaces; the rest of a very long text is left out.
 */
export function sanitize(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return shown.replace(/[\r\n\t]+/gu, ' ').replace(unsafe, character => {
    const unit = character.codePointAt(0) ?? 0;
    const code = escapedByte(unit) ?? unit;
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** C0 and C1 controls, bidirectional controls, zero-width characters, line separators, lone surrogates. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;
