import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { lookUp, lookUpAll, type LookupResult } from '../../src/knowledge/lookup.ts';

interface Group {
  readonly technology: string;
  readonly platform?: string;
  readonly names: readonly string[];
}

const { groups } = parse(readFileSync('fixtures/lookup/names.yml', 'utf8')) as {
  readonly groups: readonly Group[];
};
const names = groups.flatMap(({ names: all, ...rest }) => all.map(name => ({ name, ...rest })));

const isWithoutGpu = ({ matches }: LookupResult): boolean =>
  matches.length > 0 && matches.every(({ note }) => note === 'no-gpu');

function answerOf(result: LookupResult): string {
  if (isWithoutGpu(result)) return 'no-gpu';
  return result.technology ?? 'unknown';
}

describe('names as they are sold and written', () => {
  test('there are 400 or more, none twice', () => {
    expect(names.length).toBeGreaterThanOrEqual(400);
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
  });

  test('none has a wrong technology', () => {
    const wrong = names.flatMap(({ name, technology }) => {
      const answer = answerOf(lookUp(name));
      return answer === technology ? [] : [`${name}: expected ${technology}, found ${answer}`];
    });
    expect(wrong).toEqual([]);
    const open = names.filter(({ name }) => lookUp(name).technology === 'depends');
    console.log(`${String(names.length)} names, ${String(open.length)} of them depend`);
    expect(open.length / names.length).toBeLessThanOrEqual(0.05);
  });

  test('the platform is told, and several only where the name has several', () => {
    const wrong = names.flatMap(({ name, platform }) => {
      const found = lookUp(name).matches.map(match => match.platform?.name ?? '-');
      return platform === undefined || found.join() === platform
        ? []
        : [`${name}: expected ${platform}, found ${found.join()}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('an id', () => {
  test.each([
    ['8086:3e92', 'COFFEELAKE'],
    ['[8086:3E92]', 'COFFEELAKE'],
    ['0x8086:0x3e92', 'COFFEELAKE'],
    ['Device 46a6', 'ALDERLAKE_P'],
    [
      '00:02.0 VGA compatible controller [0300]: Intel Corporation UHD Graphics 630 [8086:3e92]',
      'COFFEELAKE',
    ],
  ])('%s', (text, platform) => {
    expect(lookUp(text).matches).toMatchObject([{ kind: 'gpu', platform: { name: platform } }]);
  });

  test.each(['8086:ffff', 'UHD Graphics 630 [8086:ffff]', '18086:3e92', '8086:3e921', '10de:3e92', '3e9'])(
    '%s is none',
    text => {
      expect(lookUp(text).matches).toEqual([]);
    },
  );
});

test('words that a shell hands over one by one are one name where together they are one', () => {
  const queries = (...texts: readonly string[]): readonly string[] =>
    lookUpAll(texts).map(({ query }) => query);
  expect(queries('E3-1245', 'v5')).toEqual(['E3-1245 v5']);
  expect(queries('Coffee', 'Lake')).toEqual(['Coffee Lake']);
  expect(queries('i5-8500T', 'n100')).toEqual(['i5-8500T', 'n100']);
});
