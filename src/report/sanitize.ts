/** Nobody reads more of a value (characters); a stranger's may have millions. */
const longest = 4000;

/**
 * Text from a machine, made safe to show: control characters, terminal escapes and marks that turn the reading direction are
 * written out (`\x1b`), so that they are seen and do nothing. Line breaks and tabs become spaces; the rest of a very long text
 * is left out.
 */
export function sanitize(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return shown.replace(/[\r\n\t]+/gu, ' ').replace(unsafe, character => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** C0 and C1 controls, bidirectional controls, zero-width characters, line separators, lone surrogates. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]/gu;
