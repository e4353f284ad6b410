import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import type { LoaderKind } from '../../src/facts/boot-config.ts';
import type { Value } from '../../src/facts/fact.ts';
import type { GrubFaultKind } from '../../src/formats/grub-faults.ts';
import type { ModuleListFaultKind } from '../../src/formats/module-list.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { SharingTechnology } from '../../src/judge/verdict.ts';
import { allHosts } from '../../src/knowledge/hosts.ts';
import type { Judgement } from '../../src/knowledge/parameters.ts';
import type { Platform } from '../../src/knowledge/platforms.ts';
import { foundText } from '../../src/report/evidence.ts';
import { questionsOf } from '../../src/rules/compile.ts';
import { loadRules } from '../../src/rules/load.ts';
import { languages } from '../../src/values/text.ts';
import { valuesEn } from '../../src/words/values.en.ts';
import { words } from '../../src/words/words.ts';
import { fixtureHosts } from '../fixture-hosts.ts';

/**
 * Facts whose value is a name of ours, and the words for it. That both languages have the same does the compiler see, as that no kind is left out
 * of those that the code lists.
 */
type Route = 'gvt-g' | 'sr-iov' | NonNullable<Platform['route']>;
const complete: Readonly<{
  'bootloader/kind': Record<LoaderKind, string>;
  'bootloader/faults': Record<GrubFaultKind, string>;
  'modules/garbled': Record<ModuleListFaultKind, string>;
  'parameter/kind': Record<Judgement['kind'], string>;
  'gpu/technology': Record<SharingTechnology, string>;
  'gpu/generation-route': Record<Route, string>;
  'gpu/route': Record<Route | 'no-capability', string>;
}> = valuesEn.values;

const named: readonly (readonly [address: string, names: readonly string[]])[] = Object.entries({
  ...valuesEn.values,
  ...complete,
}).map(([address, table]) => [address, Object.keys(table)]);

/** The names that a fact may hold; none where it holds what the machine spells. */
const namesOf = (address: string): readonly string[] =>
  named.find(([name]) => name === address || address.startsWith(`${name}/`))?.[1] ?? [];

/** Facts that rules compare with words of the machine, spelt as it spells them. */
const ofTheMachine = ['gpu/driver', 'gpu/driver-override'];

/** Facts that hold names of ours besides texts of the machine: a path, a line of modprobe.d. */
const open = ['module-file/', 'module-denied/'];

describe.each(languages)('in %s', language => {
  const said = (fact: string, found: Value): string => foundText({ fact, found }, words[language]);

  test('a name of ours is said in words, but where people call it so', () => {
    const bare = named.flatMap(([address, names]) =>
      names.filter(name =>
        said(
          address,
          address.startsWith('modules/garbled') || address === 'bootloader/faults' ? [`x ${name}`] : name,
        ).endsWith(name),
      ),
    );
    expect([...new Set(bare)].sort()).toEqual(
      language === 'en' ? ['mistyped', 'systemd-boot', 'xe'] : ['systemd-boot', 'xe'],
    );
  });

  test('of an entry the last word is said, and its place stays', () => {
    expect(said('modules/garbled', ['/etc/modules:3 full-width'])).toBe(
      language === 'en' ? '/etc/modules:3 full-width characters' : '/etc/modules:3 有全角字符',
    );
  });

  test('a system is called by its name', () => {
    for (const { id, name } of allHosts()) expect(said('host/platform', id)).toBe(name);
  });

  test('what the machine spells stays as it is', () => {
    expect(said('gpu/driver', 'i915')).toBe('i915');
    expect(said('module-denied/i915', 'module_blacklist=i915')).toBe('module_blacklist=i915');
    expect(said('cmdline/i915.enable_gvt', 'blacklist')).toBe('blacklist');
  });
});

test('every word that a rule compares a fact with is a name of ours, or one of the machine', () => {
  const systems = allHosts().map(({ id }) => id);
  const unknown = loadRules()
    .flatMap(questionsOf)
    .flatMap(question => {
      const asked: readonly unknown[] =
        'is' in question ? [question.is] : 'isOneOf' in question ? question.isOneOf : [];
      const names = question.fact === 'host/platform' ? systems : namesOf(question.fact);
      return asked
        .filter(
          value =>
            typeof value === 'string' && !names.includes(value) && !ofTheMachine.includes(question.fact),
        )
        .map(value => `${question.fact} ${String(value)}`);
    });
  expect([...new Set(unknown)]).toEqual([]);
});

test('no recorded host gives a name that has no words', { timeout: 60_000 }, async () => {
  const strange = new Set<string>();
  for (const { path } of fixtureHosts()) {
    const { facts } = await collect(replayHost(await openFixture(path)));
    for (const fact of facts.all()) {
      const names = namesOf(fact.address);
      if (names.length === 0 || !fact.known || open.some(family => fact.address.startsWith(family))) continue;
      for (const name of namesIn(fact.value))
        if (!names.includes(name)) strange.add(`${fact.address} ${name}`);
    }
  }
  expect([...strange]).toEqual([]);
});

function namesIn(value: Value): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? value.map(entry => entry.split(' ').at(-1) ?? '') : [];
}
