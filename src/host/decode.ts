import type { Text } from '../values/text.ts';
import { isUtf8 } from './is-utf8.ts';

/** A text, or what its bytes are instead. */
export type Decoded = { readonly text: string } | { readonly found: Text };

/**
 * The text of a file that a person made by whatever program was at hand. Notepad and the `>` of PowerShell 5 write UTF-16 with a byte order
 * mark, other Windows editors UTF-8 with one (learn.microsoft.com, about_Character_Encoding); older Chinese ones write GBK.
 */
export function decode(bytes: Uint8Array): Decoded {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff))
    return { found: { en: 'UTF-32: save it as UTF-8', 'zh-CN': 'UTF-32 编码：请另存为 UTF-8' } };
  if (a === 0xff && b === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes) };
  if (a === 0xfe && b === 0xff) return { text: new TextDecoder('utf-16le').decode(swapped(bytes)) };
  if (isUtf16(bytes)) return { found: unmarked };
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes) };
  return bytes.includes(0) ? { found: binary } : { text: lineByLine(bytes) };
}

const unmarked: Text = {
  en: 'UTF-16 without a byte order mark: save it as UTF-8',
  'zh-CN': '没有 BOM 的 UTF-16：请另存为 UTF-8',
};
const binary: Text = { en: 'binary data, no text', 'zh-CN': '二进制数据，不是文本' };

/** UTF-16 with the bytes of each unit the other way round; half a unit at the end is left out. */
const swapped = (bytes: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: bytes.length - (bytes.length % 2) }, (_, at) => bytes[at ^ 1] ?? 0);

/** Every other byte of Latin letters in UTF-16 is zero, always on the same side; a text of any other kind has hardly a zero byte. */
function isUtf16(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 4096);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  return Math.max(even, odd) > sample.length / 8 && Math.min(even, odd) * 8 < Math.max(even, odd);
}

/**
 * Output of a host may hold files of several encodings. In both a line ends with the same byte, which is a part of no other character, so
 * each line is what it can be: UTF-8, GBK, else UTF-8 with a mark for each byte that is none.
 */
function lineByLine(bytes: Uint8Array): string {
  const parts: string[] = [];
  const utf8 = new TextDecoder();
  const gbk = gbkDecoder();
  let [begun, isBegunGbk] = [0, false];
  const end = (to: number): void => {
    parts.push((isBegunGbk ? (gbk ?? utf8) : utf8).decode(bytes.subarray(begun, to)));
  };
  for (let from = 0, to = 0; from < bytes.length; from = to) {
    const at = bytes.indexOf(0x0a, from);
    to = at === -1 ? bytes.length : at + 1;
    const line = bytes.subarray(from, to);
    const isLineGbk = !isUtf8(line) && isGbk(line);
    if (isLineGbk !== isBegunGbk) {
      end(from);
      [begun, isBegunGbk] = [from, isLineGbk];
    }
  }
  end(bytes.length);
  return parts.join('');
}

/** Whether every byte that is not ASCII belongs to a pair as GBK has them (encoding.spec.whatwg.org, gb18030 decoder). */
function isGbk(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i += 1) {
    const lead = bytes[i] ?? 0;
    if (lead < 0x80) continue;
    i += 1;
    const trail = bytes[i] ?? 0;
    if (lead === 0x80 || lead === 0xff || trail < 0x40 || trail === 0x7f || trail === 0xff) return false;
  }
  return true;
}

/** undefined: this Node was built without it (Alpine's, where icu-data-full is not installed). */
function gbkDecoder(): InstanceType<typeof TextDecoder> | undefined {
  try {
    return new TextDecoder('gbk');
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
