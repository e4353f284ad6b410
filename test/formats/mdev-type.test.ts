import { expect, it } from 'vitest';
import { parseMdevDescription } from '../../src/formats/mdev-type.ts';

const whole = 'low_gm_size: 128MB\nhigh_gm_size: 512MB\nfence: 4\nresolution: 1920x1200\nweight: 4\n';
const nothing = { lowMib: null, highMib: null, fences: null, resolution: null, weight: null };

it.each([
  ['a type of GVT-g', whole, { lowMib: 128, highMib: 512, fences: 4, resolution: '1920x1200', weight: 4 }],
  ['a part of it', 'fence: 4\n', { ...nothing, fences: 4 }],
  ['the text of another driver', 'num_heads=4, frl_config=60, framebuffer=1024M\n', nothing],
  ['nothing', '', nothing],
])('%s', (_, text, expected) => {
  expect(parseMdevDescription(text)).toEqual(expected);
});
