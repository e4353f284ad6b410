import { toBase64 } from '../../values/bytes.ts';
import type { Snapshot } from './snapshot-schema.ts';

/** What `ls -ldn` says of one path; a device has numbers where others have a size. undefined: it is no such line. */
export function statOf(line: string): Snapshot['stats'][string] | undefined {
  const [, letters = '', owner, group, size = ''] =
    /^[-bcdlps]([-rwxsStT]{9})\S?\s+\d+\s+(\d+)\s+(\d+)\s+(\d+,?)\s/u.exec(line) ?? [];
  if (owner === undefined || group === undefined) return undefined;
  // `ls` tells neither the year of every change nor the space that is free; no rule asks, and -1 is no number of bytes.
  return {
    mode: modeOf(letters),
    owner: Number(owner),
    group: Number(group),
    size: size.endsWith(',') ? 0 : Number(size),
    mtime: '',
    free: -1,
  };
}

/** `rwxr-sr-x` → `2755`. */
function modeOf(letters: string): string {
  const bit = (at: number, set: string, value: number): number =>
    set.includes(letters[at] ?? '') ? value : 0;
  const digits = [0, 3, 6].map(at => bit(at, 'r', 4) + bit(at + 1, 'w', 2) + bit(at + 2, 'xst', 1));
  return [bit(2, 'sS', 4) + bit(5, 'sS', 2) + bit(8, 'tT', 1), ...digits].join('');
}

/** No file that is dumped is longer: the PCI Express configuration space. */
const longest = 4096;

/**
 * The bytes of a dump by `od -Ax -tx1` or `hexdump -C`, as base64: an offset, up to 16 bytes; a `*` for lines like the one before;
 * the length at the end. undefined: it is no such dump.
 */
export function bytesOf(dump: string): string | undefined {
  const bytes: number[] = [];
  let last: readonly number[] = [];
  let repeats = false;
  const lines = dump.split('\n').map(line => line.trimEnd());
  for (const line of lines.filter(each => each !== '')) {
    if (line.trimStart() === '*') {
      repeats = true;
      continue;
    }
    const row = rowOf(line);
    if (row === undefined || (repeats && last.length === 0)) return undefined;
    while (repeats && bytes.length < row.offset) bytes.push(...last);
    if (bytes.length !== row.offset) return undefined;
    bytes.push(...row.bytes);
    last = row.bytes;
    repeats = false;
  }
  return repeats ? undefined : toBase64(Uint8Array.from(bytes));
}

/** A line of a dump; undefined: it is none, or lies behind the end of any file that is dumped. */
function rowOf(line: string): { readonly offset: number; readonly bytes: readonly number[] } | undefined {
  const [, hex, row = ''] = /^([\da-f]{6,8})((?: +[\da-f]{2}){0,16})(?: +\|.*)?$/iu.exec(line) ?? [];
  const offset = hex === undefined ? NaN : Number.parseInt(hex, 16);
  if (!(offset <= longest)) return undefined;
  return { offset, bytes: (row.match(/[\da-f]{2}/giu) ?? []).map(pair => Number.parseInt(pair, 16)) };
}

/** The memory of the machine card, as systeminformation reads it from the same file. The rest of the card is made of files as they are. */
export function memoryOf(meminfo: string): Snapshot['inventory'] {
  const kib = /^MemTotal:\s*(\d{1,15}) kB/mu.exec(meminfo)?.[1];
  return kib === undefined ? {} : { mem: { total: Number(kib) * 1024 } };
}
