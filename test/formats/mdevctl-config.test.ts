import { expect, it } from 'vitest';
import { parseMdevctlConfig } from '../../src/formats/mdevctl-config.ts';

it.each([
  [
    'by hand',
    '{"mdev_type":"i915-GVTg_V5_8","start":"manual","attrs":[]}',
    { type: 'i915-GVTg_V5_8', start: 'manual' },
  ],
  [
    'at boot',
    '{\n  "mdev_type": "i915-GVTg_V5_4",\n  "start": "auto"\n}\n',
    { type: 'i915-GVTg_V5_4', start: 'auto' },
  ],
  ['without a start it is by hand', '{"mdev_type":"a"}', { type: 'a', start: 'manual' }],
  ['no type', '{"start":"auto"}', undefined],
  ['a type that is no text', '{"mdev_type":1}', undefined],
  ['another JSON', '[]', undefined],
  ['null', 'null', undefined],
  ['no JSON', '{"mdev_type":', undefined],
  ['nothing', '', undefined],
])('%s', (_, text, expected) => {
  expect(parseMdevctlConfig(text)).toEqual(expected);
});
