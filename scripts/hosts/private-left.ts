import { keyedDigest } from '../../src/host/digest.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';
import { hideShapes } from '../../src/privacy/shapes.ts';

/** Addresses, UUIDs, mail, numbers that open something: what a file must not hold, whoever typed it. */
export function privateLeft(text: string): readonly string[] {
  const found = new Pseudonymizer(keyedDigest('added host'));
  hideShapes(text.replaceAll(everywhere, ''), found);
  const mails = text.match(/(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/gu) ?? [];
  return [
    ...new Set([...found.all().map(([value]) => value), ...mails.filter(one => !one.includes('anon_'))]),
  ];
}

/** The name of systemd-boot's EFI variables, the same on every machine (systemd, src/fundamental/efivars-fundamental.h), and made-up UUIDs. */
const everywhere = /\b(?:4a67b082-0a4c-41cf-b6c7-440b29bb8c4f|00000000-0000-4000-8000-[\da-f]{12})\b/gu;

/**
 * What was replaced in one place of the snapshot and stands in another: a common word, or a name that got through. Only a person can tell. What
 * stands above the snapshot was typed just now, by somebody who knows what may be told.
 */
export function hiddenElsewhere(text: string, hidden: readonly string[]): readonly string[] {
  const said = text.slice(text.indexOf('\nsnapshot:'));
  return hidden.filter(value => value.length >= 3 && /\p{L}/u.test(value) && isWordOf(value, said));
}

const isWordOf = (value: string, text: string): boolean => {
  const word = value.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}_.-])${word}(?![\p{L}\p{N}_.-])`, 'u').test(text);
};
