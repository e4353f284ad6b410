import { describe, expect, test } from 'vitest';
import { decode } from '../../src/host/decode.ts';

/** `模块` in GBK. */
const gbk = Buffer.from([0xc4, 0xa3, 0xbf, 0xe9]);
const bytes = (...parts: readonly (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map(part => Buffer.from(part)));

describe('bytes as text', () => {
  test.each([
    ['UTF-8', bytes('模块 kvmgt\n'), '模块 kvmgt\n'],
    ['a byte order mark before it', bytes('\ufeffkvmgt\n'), 'kvmgt\n'],
    ['GBK', bytes('# ', gbk, '\nkvmgt\n'), '# 模块\nkvmgt\n'],
    ['GBK up to the last byte', gbk, '模块'],
    ['a line in GBK among others in UTF-8', bytes('# 模块\n# ', gbk, '\nkvmgt\n'), '# 模块\n# 模块\nkvmgt\n'],
    ['the ends of Windows', bytes('# ', gbk, '\r\nkvmgt\r\n'), '# 模块\r\nkvmgt\r\n'],
    ['half a character', bytes('kvmgt\n', gbk.subarray(0, 1)), 'kvmgt\n\ufffd'],
    ['a zero byte in a text', bytes('i915\0kvmgt and so on\n'), 'i915\0kvmgt and so on\n'],
    ['nothing', bytes(), ''],
    ['half a unit of UTF-16 at the end', Buffer.from([0xfe, 0xff, 0, 0x41, 0]), 'A'],
  ])('%s', (_, given, text) => {
    expect(decode(given)).toEqual({ text });
  });

  test('what is no line of any encoding loses no ASCII', () => {
    const text = decode(bytes('a', Buffer.from([0xff, 0xff]), 'b\nc\n'));
    expect(text).toEqual({ text: 'a\ufffd\ufffdb\nc\n' });
  });

  test('lines of changing encodings take no more time than their number', () => {
    const begun = performance.now();
    decode(Buffer.concat(Array.from({ length: 200_000 }, (_, i) => bytes(i % 2 ? gbk : 'x', '\n'))));
    expect(performance.now() - begun).toBeLessThan(5000);
  });
});
