import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { keyedDigest } from '../../src/host/digest.ts';
import { allNameRows, cpuByName } from '../../src/knowledge/cpu-names.ts';
import { hideWords } from '../../src/privacy/known-tokens.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';
import { examplesOf } from '../examples-of.ts';

const hide = (text: string): string =>
  hideWords(text, { standIns: new Pseudonymizer(keyedDigest('a machine')), place: 'cpu' });

/** What rules/tables/cpus.yml knows a processor by must still stand there when names are hidden. */
test('every name that the table fits survives hiding', () => {
  const names = allNameRows().flatMap(row =>
    examplesOf(row.match).map(text => cpuByName(text)?.name ?? text),
  );
  const lost = names.map(name => `Intel(R) ${name} CPU @ 2.00GHz`).filter(name => hide(name) !== name);
  expect(names.length).toBeGreaterThan(600);
  expect(lost).toEqual([]);
});

test('so does every processor of the names as they are sold', () => {
  const { groups } = parse(readFileSync('fixtures/lookup/names.yml', 'utf8')) as {
    readonly groups: readonly { readonly names: readonly string[] }[];
  };
  const names = groups
    .flatMap(group => group.names)
    // The kernel prints no Chinese.
    .filter(name => cpuByName(name) !== undefined && !/\p{Script=Han}/u.test(name));
  expect(names.length).toBeGreaterThan(400);
  expect(names.filter(name => hide(name) !== name)).toEqual([]);
});
