import { expect, it } from 'vitest';
import { barSize } from '../../src/formats/pci-resource.ts';

const text = [
  '0x00000000de000000 0x00000000deffffff 0x0000000000140204',
  '0x0000000000000000 0x0000000000000000 0x0000000000000000',
  '0x00000000b0000000 0x00000000bfffffff 0x000000000014220c',
  '0x0000004000000000 0x00000043ffffffff 0x000000000014220c\r',
  '0x00000000bfffffff 0x00000000b0000000 0x0000000000000000',
  'garbage',
].join('\n');

it.each<[string, number, number | undefined]>([
  ['16 MiB of registers', 0, 16 * 2 ** 20],
  ['an unused one has no size', 1, 0],
  ['256 MiB of aperture', 2, 256 * 2 ** 20],
  ['16 GiB above 4 GiB', 3, 16 * 2 ** 30],
  ['an end before the start is none', 4, undefined],
  ['a line that is no resource', 5, undefined],
  ['a line that is not there', 9, undefined],
  ['no such index', -1, undefined],
])('%s', (_, index, expected) => {
  expect(barSize(text, index)).toBe(expected);
});
