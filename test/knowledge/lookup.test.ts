import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { lookUp, type LookupResult } from '../../src/knowledge/lookup.ts';

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
