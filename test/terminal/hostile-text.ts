/** What a terminal would obey, in all its kinds: colours, the clipboard (OSC 52), C1 controls, reading direction, separators, marks without width. */
export const hostile =
  'EVIL\u001b[31m\u001b]52;c;RVZJTA==\u0007\u009b2J\u009d0;t\u009c\u202e\u2066\u061c\u2028\u2029\u0008\u007f\ufeff\u200b\u0085\rLIVE';

/** The part of it that XML 1.0 lets stand in a text. */
export const hostileXml = 'EVIL\u009b31m\u202e\u2066\u2028\u007fLIVE';

/** Every control character but line feed and tab, everything that turns, separates or hides, and half characters. */
const obeyed = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Our own colours, and nothing else: bold, dim, red, green, yellow, cyan, and their ends. */
// eslint-disable-next-line no-control-regex -- colours are escapes
const ourColours = /\u001b\[(?:1|2|22|31|32|33|36|39)m/gu;

/** The first place in an output that a terminal would obey, with what stands around it; null where there is none. */
export function obeyedIn(output: string, { isColored = false } = {}): string | null {
  const text = isColored ? output.replace(ourColours, '') : output;
  const found = obeyed.exec(text);
  return found === null ? null : JSON.stringify(text.slice(Math.max(0, found.index - 40), found.index + 20));
}

/** A value with the text behind every string in it, or behind every name of its first level. */
export function planted(value: unknown, where: 'values' | 'top', text: string): unknown {
  if (where === 'top') {
    const entries = Object.entries(value as object);
    return Object.fromEntries(entries.map(([name, child]: [string, unknown]) => [name + text, child]));
  }
  if (typeof value === 'string') return value + text;
  if (Array.isArray(value)) return value.map(member => planted(member, where, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => [name, planted(child, where, text)]),
  );
}
