/** What people write into their files with editors that don't write UTF-8, byte for byte. */

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

/** Comments, each a whole line without its end; some editors of Windows still write the first two. */
export const foreignComments: readonly (readonly [encoding: string, line: Buffer])[] = [
  // 核显直通，别动
  ['GBK', bytes('23 20 bacb cfd4 d6b1 cda8 a3ac b1f0 b6af')],
  // 許功蓋 说: two of its characters end with the byte of a backslash.
  ['Big5', bytes('23 20 b35c a55c bb5c 20 2d')],
  // Gerät: für Müller
  ['Latin-1', bytes('23 20 476572e474 3a 20 66fc72 20 4dfc6c6c6572')],
  // No character of any encoding: cut off, overlong, a surrogate, above the last.
  ['none', bytes('23 20 e6a0 20 c0af 20 edb2b0 20 f4908080 20 ff')],
];

/** All of them as lines. */
export const foreignLines: Buffer = Buffer.concat(
  foreignComments.flatMap(([, line]) => [line, Buffer.from('\n')]),
);
