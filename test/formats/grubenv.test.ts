import { expect, it } from 'vitest';
import { parseGrubenv } from '../../src/formats/grubenv.ts';

const head = '# GRUB Environment Block\n';

it.each<[string, string, [string, string][]]>([
  ['a new block', head + '#'.repeat(1000), []],
  [
    'a saved entry',
    `${head}saved_entry=gnulinux-advanced>x\n${'#'.repeat(900)}`,
    [['saved_entry', 'gnulinux-advanced>x']],
  ],
  [
    'a number that counts once',
    `${head}saved_entry=0\nnext_entry=1>2\n##`,
    [
      ['saved_entry', '0'],
      ['next_entry', '1>2'],
    ],
  ],
  ['an empty variable', `${head}next_entry=\n##`, []],
  ['a backslash', `${head}a=b\\\\c\n`, [['a', 'b\\c']]],
  ['carriage returns', `${head}saved_entry=1\r\n`, [['saved_entry', '1']]],
])('%s', (_, text, expected) => {
  expect([...parseGrubenv(text)]).toEqual(expected);
});
