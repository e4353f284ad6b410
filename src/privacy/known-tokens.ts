import { isKnownWord, isNearKnownName, type WordPlace } from '../knowledge/known-words.ts';
import { isNumberedReleaseWord, releaseInText } from '../formats/kernel-release.ts';
import { isCpuWord } from '../knowledge/cpu-words.ts';
import { isStandIn, isStandInUuid } from '../values/stand-in.ts';
import { hideShapes } from './shapes.ts';
import { Pseudonymizer } from './pseudonymizer.ts';

/** How a text is gone through. */
export interface HidingMode {
  readonly standIns: Pseudonymizer;
  readonly place?: WordPlace;
}

/**
 * A text in which only what is known to be harmless is left; the rest is replaced. First what has a shape of its own: UUIDs,
 * hardware and network addresses, characters written as numbers. Then word by word. What lies between is punctuation and stays.
 */
export function hideWords(text: string, { standIns, place = 'anywhere' }: HidingMode): string {
  return hideEachWord(hideShapes(text, standIns), place, word => hidden(word, standIns));
}

/** The same for a file with comments: what is not known in those is left out, nobody needs to tell it apart. */
export function hideWordsOfConfig(text: string, manner: HidingMode): string {
  return text.replaceAll(/[^\n]*\n?/gu, line =>
    /^\s*#/u.test(line) ? hideComment(line, manner) : hideWords(line, manner),
  );
}

/** Is there nothing in a text that would be replaced? */
export function isKnownToTellNothing(text: string): boolean {
  let count = 0;
  const standIns = new Pseudonymizer(() => (count += 1).toString(16).padStart(20, '0'));
  return hideWords(text, { standIns }) === text;
}

function hideComment(line: string, { standIns, place = 'anywhere' }: HidingMode): string {
  const text = hideEachWord(hideShapes(line, standIns), place, () => '…');
  return text.replaceAll(/…(?:[^\p{L}\p{N}\n]*…)+/gu, '…');
}

/**
 * A stand-in of a UUID, or a word with what escapes of a URL stand in it. Most texts are plain ASCII, where the engine is three times as fast.
 * A byte that is no UTF-8 (values/lossless-text.ts) may be a part of a letter, so a word goes on over it.
 */
const plainWord =
  /00000000-0000-4000-8000-[0-9a-f]{12}|\w+(?:%[0-9a-fA-F]{2}\w*){0,500}|(?:%[0-9a-fA-F]{2}\w*){1,500}/g;
const anyWord =
  /00000000-0000-4000-8000-[0-9a-f]{12}|[\p{L}\p{N}\p{M}_\udc80-\udcff]+(?:%[0-9a-f]{2}[\p{L}\p{N}\p{M}_\udc80-\udcff]*){0,500}|(?:%[0-9a-f]{2}[\p{L}\p{N}\p{M}_\udc80-\udcff]*){1,500}/giu;
const beyondAscii = /[^\0-\x7f]/;

function hideEachWord(text: string, place: WordPlace, hide: (word: string) => string): string {
  const releases = /\d\.\d/.test(text) ? [...text.matchAll(releaseInText)] : [];
  return text.replaceAll(beyondAscii.test(text) ? anyWord : plainWord, (word: string, at: number) =>
    isHarmless(word, place) || isPciId(text, at, word) || isOfRelease(word, at, releases) ? word : hide(word),
  );
}

/** A word of a kernel's release, which distributions name after themselves. */
const isOfRelease = (word: string, at: number, releases: readonly RegExpExecArray[]): boolean =>
  releases.some(({ index, 0: release }) => index <= at && at < index + release.length) &&
  isHarmless(word, 'release');

/** The device behind its vendor: `8086:7d45`. */
function isPciId(text: string, at: number, word: string): boolean {
  return /^[0-9a-f]{4}$/iu.test(word) && /(?<!\w)[0-9a-f]{4}:$/iu.test(text.slice(Math.max(0, at - 6), at));
}

function hidden(word: string, standIns: Pseudonymizer): string {
  return /^\d+$/u.test(word) ? standIns.word(word, 'number') : standIns.word(word);
}

/** Shapes of words that tell nothing about anybody. */
const harmless: readonly RegExp[] = [
  // One letter; numbers of up to six digits; versions' letters; years and days.
  /^[a-z]$/iu,
  /^\d{1,6}$/u,
  /^20\d\d(?:0[1-9]|1[0-2])[0-3]\d(?:T[0-2]\d[0-5]\d[0-5]\d)?$/u,
  /^\d{1,2}(?:T\d{2}|Z)$/u,
  // Hexadecimal numbers, as registers and addresses of devices have them; addresses of the kernel itself have a higher half.
  /^0x[0-9a-f]{1,8}$/iu,
  /^0x00[0-9a-f]{1,14}$/iu,
  /^0{2,7}[0-9a-f]{1,6}$/iu,
  /^[0-9a-f]{2}$/iu,
  // Sizes and measures.
  /^\d{1,6}(?:k|m|g|t)?(?:i?b|b|hz|bit|t)?$/iu,
  /^\d{1,4}x\d{1,4}$/u,
  // Releases of kernels and packages: arch1, deb12u1, 3ubuntu1, fc41, rc2, bpo12.
  /^(?:arch|deb|rc|el|fc|ubuntu|bpo|slack|lp|pve|zen|lts|rt|c|v|r)\d{1,4}(?:u\d{1,3})?$/iu,
  /^\d{1,4}(?:ubuntu|build|deb|pve|arch|zen|rc|bpo|rt|fc|el)\d{0,3}$/iu,
  // Devices by their kernel names.
  /^(?:sd[a-z]|vd[a-z]|hd[a-z]|md|mmcblk\d+p?|nvme\d+n\d+p?|nvme|loop|eth|card|renderD|fb|tty|ttyS|vmbr|vf|virtfn|hostpci|dmar|SSDT|pci|vc|rcs|gt|tile|hd|gpt|ahci)\d{0,4}$/iu,
  /^enp\d{1,3}s\d{1,3}(?:f\d{1,2})?$/iu,
  // vGPU types and names of node devices.
  /^GVTg_V\d_\d{1,2}$/u,
  /^pci_[0-9a-f]{4}_[0-9a-f]{2}_[0-9a-f]{2}_[0-7]$/iu,
  /^mdev_0{8}_0000_4000_8000_[0-9a-f]{12}(?:_[0-9a-f]{4}_[0-9a-f]{2}_[0-9a-f]{2}_[0-7])?$/iu,
  /^vid_0x[0-9a-f]{4}_did_0x[0-9a-f]{4}_rid_0x[0-9a-f]{2}$/iu,
  /^[a-z]{3,4}_(?:dmc|guc|huc)(?:_ver)?[\d_]{1,8}$/u,
];

/** Models of processors, boards and machines: a few capitals and digits. Serial numbers are longer. */
const model = /^(?=.{2,6}$)(?=.*\d)[A-Z\d]+[a-z]?$/u;

/** What was decided of a word before: the same ones come by the hundred. */
const decided: Readonly<Record<WordPlace, Map<string, boolean>>> = {
  anywhere: new Map(),
  machine: new Map(),
  cpu: new Map(),
  release: new Map(),
};

function isHarmless(word: string, place: WordPlace): boolean {
  const before = decided[place].get(word);
  if (before !== undefined) return before;
  const answer = decide(word, place);
  decided[place].set(word, answer);
  return answer;
}

function decide(word: string, place: WordPlace): boolean {
  const plain = beyondAscii.test(word) ? word.normalize('NFKC') : word;
  if (
    isKnownWord(plain, place) ||
    harmless.some(shape => shape.test(plain)) ||
    isStandIn(word) ||
    isStandInUuid(word)
  )
    return true;
  if (place === 'machine' && model.test(plain)) return true;
  if (place === 'cpu' && isCpuWord(plain)) return true;
  if (place === 'release' && isNumberedReleaseWord(plain)) return true;
  // A size in bytes or KiB; of ten thousand telephone numbers ten would pass.
  if (/^\d{7,12}$/u.test(plain) && Number(plain) % 1024 === 0) return true;
  // What makes no difference between two spellings of a name may be the name of a person.
  return !beyondAscii.test(plain) && isNearKnownName(plain);
}
