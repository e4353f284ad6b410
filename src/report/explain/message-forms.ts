import { inOneLine } from '../../values/trimmed.ts';

/** The quotation marks that phones and forums put in the place of a terminal's. */
const curly: readonly (readonly [RegExp, string])[] = [
  [/[‘’`´]/gu, "'"],
  [/[“”]/gu, '"'],
];

/** Who speaks: a shell that names itself, and a prompt with the command behind it. */
const speaker = /^\s*-?(?:ba|da|z|k)?sh: (?:line \d+: |\d+: )?/u;

/**
 * A message as it may have been printed: as a person gave it; with the quotation marks of a terminal; its lines as one, since the error of a
 * command stands below it; without the shell that speaks. What is narrow comes first.
 */
export function formsOf(text: string): readonly string[] {
  const given = text.slice(0, longest).trim();
  const straight = curly.reduce((so, [from, to]) => so.replace(from, to), given);
  const joined = inOneLine(straight);
  return [...new Set([given, straight, joined, joined.replace(speaker, '')])];
}

/** A person's text may be long: what counts is its beginning. */
const longest = 4096;
