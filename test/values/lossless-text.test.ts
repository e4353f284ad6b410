import { describe, expect, test } from 'vitest';
import { bytesOfText, escapedByte, textOfBytes } from '../../src/values/lossless-text.ts';

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hexOf = (text: string): string => Buffer.from(bytesOfText(text)).toString('hex');

/** Numbers that are the same in every run: what fails once fails again. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('what is no UTF-8 comes out as it went in', () => {
  test.each([
    ['nothing', ''],
    ['UTF-8 of every length', '41 c3a9 e6a0b8 f09f92b0'],
    ['a byte order mark at the head', 'efbbbf 23'],
    ['a byte order mark behind a byte that is none', 'b0 efbbbf'],
    ['the last of each length', '7f dfbf efbfbf f48fbfbf'],
    ['the replacement character itself', 'efbfbd'],
    ['GBK: 核显', '23 20 bacbcfd4 0a'],
    ['GBK with a backslash and a bar in it', 'd55c e07c'],
    ['Big5: 顯示', 'c5e3 a5dc'],
    ['Latin-1: Gerät', '476572e474'],
    ['UTF-16, little endian, with its mark', 'fffe 6100 3862'],
    ['an overlong slash', 'c0af e080af f08080af'],
    ['an overlong end of text', 'c080'],
    ['surrogates written as UTF-8', 'eda080 edb080 edbfbf'],
    ['an escape of ours written as UTF-8', 'edb2b0'],
    ['above the last character', 'f4908080 f5808080'],
    ['forms of five and six bytes', 'f888808080 fc8480808080'],
    ['cut off after one, two and three bytes', 'c3 e6a0 f09f92'],
    ['cut off in the middle of a text', 'e6a041 f09f41 c341'],
    ['tails alone', '80 bf 8080'],
    ['a zero byte', '00 b0 00'],
  ])('%s', (_, hex) => {
    const whole = bytes(hex);
    expect(hexOf(textOfBytes(whole))).toBe(Buffer.from(whole).toString('hex'));
  });

  test('every pair of bytes', () => {
    for (let first = 0; first < 256; first += 1) {
      const pairs = Uint8Array.from({ length: 768 }, (_, i) => [first, i / 3, 0x0a][i % 3] ?? 0);
      expect(Buffer.from(bytesOfText(textOfBytes(pairs))).equals(pairs), first.toString(16)).toBe(true);
    }
  });

  test('a hundred thousand random strings, most of them near to UTF-8', () => {
    const next = numbers(7);
    const heads = [0x41, 0x80, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xe6, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff];
    for (let i = 0; i < 100_000; i += 1) {
      const some = Uint8Array.from({ length: Math.floor(next() * 12) }, () =>
        next() < 0.7 ? (heads[Math.floor(next() * heads.length)] ?? 0) : Math.floor(next() * 256),
      );
      if (Buffer.from(bytesOfText(textOfBytes(some))).equals(some)) continue;
      expect.fail(Buffer.from(some).toString('hex'));
    }
  });

  test('eight megabytes of bytes at random, in no long time', () => {
    const next = numbers(11);
    const many = Uint8Array.from({ length: 8 * 1024 * 1024 }, () => next() * 256);
    const started = performance.now();
    expect(Buffer.from(bytesOfText(textOfBytes(many))).equals(many)).toBe(true);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

test('valid UTF-8 is read as every decoder reads it, and each other byte by itself', () => {
  const text = '核显 💰 é';
  expect(textOfBytes(new TextEncoder().encode(text))).toBe(text);
  expect(textOfBytes(bytes('61 b0 e6a0b8 ff'))).toBe('a\udcb0核\udcff');
});

test('the second half of a pair stands for no byte', () => {
  expect('💰'.charCodeAt(1)).toBe(0xdcb0);
  expect(hexOf('💰\udcb0💰')).toBe('f09f92b0b0f09f92b0');
});

test('JSON carries it and gives it back', () => {
  const text = textOfBytes(bytes('23 20 bacbcfd4'));
  expect(JSON.stringify(text)).toMatch(/^"# \\udcba[^\ud800-\udfff]*"$/u);
  expect(JSON.parse(JSON.stringify(text))).toBe(text);
});

test('a lone surrogate tells its byte, where it has one', () => {
  expect([0xdc7f, 0xdc80, 0xdcff, 0xdd00, 0x80].map(escapedByte)).toEqual([
    undefined,
    0x80,
    0xff,
    undefined,
    undefined,
  ]);
});
