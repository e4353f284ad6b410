import { describe, expect, test } from 'vitest';
import { lookUpAll } from '../../src/knowledge/lookup.ts';
import { lookupJson } from '../../src/report/json/lookup-json.ts';
import { lookupSchema } from '../../src/report/json/lookup-schema.ts';
import { width } from '../../src/report/terminal/cells.ts';
import { renderLookup } from '../../src/report/terminal/lookup-text.ts';
import { plainText } from '../../src/values/styled.ts';

const texts = [
  'i5-8500T',
  '8086:46d1',
  'UHD 730',
  'UHD 630',
  'i5-9400F',
  'J3455',
  'Ultra 7 265H',
  'Arc B580',
  '4代',
];

const shown = (text: string, columns: number, language: 'en' | 'zh-CN'): string =>
  plainText(renderLookup(lookUpAll([text]), { columns, language, call: 'fngvt' }));

describe.each(['en', 'zh-CN'] as const)('an answer for people, %s', language => {
  test.each([48, 80])('in %i columns', async columns => {
    const all = texts.map(text => `--- ${text}\n${shown(text, columns, language)}`).join('\n');
    expect(all.split('\n').filter(line => width(line) > columns)).toEqual([]);
    await expect(all).toMatchFileSnapshot(`__snapshots__/lookup.${language}.${String(columns)}.txt`);
  });
});

test('the answer for programs is as its schema says', () => {
  const said = lookupJson(lookUpAll([...texts, 'i5-85000', 'E3-1260L v5', 'B60']));
  expect(lookupSchema.parse(said)).toEqual(said);
  expect(said.results[0]).toMatchObject({
    technology: 'gvt-g',
    matches: [
      {
        kind: 'cpu',
        id: null,
        name: 'Core i5-8500T',
        platform: 'COFFEELAKE',
        family: 'Coffee Lake',
        technology: 'gvt-g',
        since_kernel: '5.1',
        note: null,
        drivers: [{ driver: 'i915', from: 'kernel', since_kernel: '5.1', force_probe: false }],
      },
    ],
  });
  // docs/gpus.md and intel/gvt-linux issues 122, 131: two of the smallest, or one of the next, in 256 MiB.
  expect(said.results[0]?.matches[0]?.vgpus_by_aperture[0]).toEqual({
    aperture_mib: 256,
    types: [
      { name: 'i915-GVTg_V5_8', instances: 2 },
      { name: 'i915-GVTg_V5_4', instances: 1 },
    ],
  });
  expect(said.results[1]?.matches[0]).toMatchObject({
    id: '8086:46d1',
    since_kernel: '6.18',
    usual_vfs: 7,
    vgpus_by_aperture: [],
  });
  expect(said.results[4]?.matches[0]).toMatchObject({ technology: 'none', note: 'no-gpu', drivers: [] });
  expect(said.results.at(-3)).toEqual({ query: 'i5-85000', technology: null, matches: [] });
});
