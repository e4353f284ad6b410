/** The shapes of stand-ins, by which everybody knows that a value names nothing on any host. */

const uuidHead = '00000000-0000-4000-8000-';

/** Whatever looks like a stand-in, anywhere in a text; `isStandIn` decides about a word. */
export const anyStandIn = /anon_[a-z2-7]{6,14}|00000000-0000-4000-8000-[0-9a-f]{12}/gu;

/** A word of some letters. Its last letter follows from the others, so that a name like `anon_peter` is none. */
export const standInWord = (letters: string): string => `anon_${letters}${checkOf(letters)}`;

/** A UUID of a shape that no machine makes. */
export const standInUuid = (digits: string): string => `${uuidHead}${digits}`;

/** Is it a stand-in of ours for a word? */
export function isStandIn(word: string): boolean {
  const letters = /^anon_([a-z2-7]{6,14})$/u.exec(word)?.[1];
  return letters !== undefined && checkOf(letters.slice(0, -1)) === letters.slice(-1);
}

export const isStandInUuid = (uuid: string): boolean => uuid.startsWith(uuidHead);

/** The same UUID in the names that libvirt gives to node devices. */
export const flatStandInUuid = /00000000_0000_4000_8000_[0-9a-f]{12}/gu;

/** Does a stand-in stand anywhere in it? */
export const hasStandIn = (text: string): boolean =>
  [...text.matchAll(anyStandIn)].some(([one]) => isStandIn(one) || isStandInUuid(one)) ||
  text.search(flatStandInUuid) >= 0;

/** Five bits a letter. */
export const standInLetters = 'abcdefghijklmnopqrstuvwxyz234567';

function checkOf(letters: string): string {
  let sum = 7;
  for (let i = 0; i < letters.length; i += 1) sum += (i + 3) * standInLetters.indexOf(letters.charAt(i));
  return standInLetters[sum % 32] ?? '';
}
