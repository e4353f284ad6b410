import { obeyed } from './visible.ts';

/**
 * A value as JSON. What a terminal would obey stands as an escape of JSON's own (RFC 8259, section 7): the same value to a program, and
 * harmless to whoever prints it.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(obeyed, character =>
    Array.from({ length: character.length }, (_, i) => escaped(character.charCodeAt(i))).join(''),
  );
}

/** A document of its own: two blanks for each level, one line feed at the end. */
export const jsonDocument = (value: unknown): string => `${jsonText(value, 2)}\n`;

/** One UTF-16 code unit; JSON writes a character above U+FFFF as two of them. */
const escaped = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;
