import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { unexpected, UsageError } from '../../values/errors.ts';
import { recordFault } from '../../records/record-fault.ts';
import { checkSnapshot } from './check.ts';
import { validate } from './fixture.validate.ts';
import { readInput } from './open.ts';
import type { Snapshot } from './snapshot-schema.ts';

/**
 * A fixture is a snapshot with what is expected of it, in YAML. A variant names its base and holds only what differs. Listings of
 * folders follow from what lies in them, so that a variant need not repeat them.
 */
export interface Fixture {
  readonly about: string;
  readonly base?: string;
  readonly snapshot: Record<string, unknown>;
  readonly expect?: unknown;
}

/** Reads a fixture, its base first, and gives the whole snapshot. */
export async function openFixture(path: string): Promise<Snapshot> {
  const fixture = await readFixture(path);
  if (fixture.base === undefined) return overlay({}, fixture.snapshot, path);
  // A fixture may come from a stranger: it speaks of its neighbours, and of no other file of ours.
  if (!/^[\w-][\w.-]*$/u.test(fixture.base))
    throw unexpected(
      path,
      { en: 'the name of a fixture beside it as base', 'zh-CN': '以同一目录里的 fixture 的名字作 base' },
      { en: 'another text', 'zh-CN': '别的文字' },
    );
  const base = await readFixture(join(dirname(path), `${fixture.base}.yml`));
  if (base.base !== undefined) {
    throw unexpected(
      path,
      { en: 'a base that is no variant itself', 'zh-CN': '本身不是变体的 base' },
      fixture.base,
    );
  }
  return overlay(base.snapshot, fixture.snapshot, path);
}

/** A snapshot with a patch laid over it, checked as a whole. `where` names it in messages. */
export function overlay(
  base: Record<string, unknown>,
  own: Record<string, unknown>,
  where: string,
): Snapshot {
  return checkSnapshot(complete(merge(asPatch(base), asPatch(own))), where);
}

/** A fixture is written by people (bytes). */
const wanted = { what: { en: 'a fixture (YAML)', 'zh-CN': 'fixture（YAML）' }, most: 4 * 1024 * 1024 };

/** A fixture file as written. */
export async function readFixture(path: string): Promise<Fixture> {
  const text = await readInput(path, wanted);
  let value: unknown;
  try {
    value = parse(text, { maxAliasCount: 0 });
  } catch (error) {
    const [found = ''] = (error as Error).message.split('\n');
    throw unexpected(path, wanted.what, found, { cause: error });
  }
  if (typeof value !== 'object' || value === null || !('snapshot' in value)) {
    throw unexpected(
      path,
      { en: 'a fixture with the field "snapshot"', 'zh-CN': '带 snapshot 字段的 fixture' },
      { en: 'none', 'zh-CN': '没有这个字段' },
    );
  }
  const fault = recordFault(validate, value);
  if (fault !== undefined)
    throw new UsageError({
      en: `${path}: expected a fixture at ${fault.place.slice(0, 80)}: ${fault.wanted}`,
      'zh-CN': `${path}：fixture 的 ${fault.place.slice(0, 80)} 这一处不对`,
    });
  return value as Fixture;
}

/** The sections that map a path to something. */
const sections = ['files', 'stats', 'failed', 'links', 'dirs', 'binary', 'inventory'] as const;

type Patch = Record<(typeof sections)[number], Record<string, unknown>> & {
  absent: readonly string[];
  denied: readonly string[];
  commands: readonly { argv: readonly string[] }[];
  rest: Record<string, unknown>;
};

function asPatch(snapshot: Record<string, unknown>): Patch {
  const { absent = [], denied = [], commands = [], ...rest } = snapshot;
  const records = Object.fromEntries(sections.map(name => [name, snapshot[name] ?? {}]));
  for (const name of sections) Reflect.deleteProperty(rest, name);
  return { ...records, absent, denied, commands, rest } as Patch;
}

function merge(base: Patch, own: Patch): Patch {
  const isBelow = (path: string, top: string): boolean => path === top || path.startsWith(`${top}/`);
  const gone = (path: string): boolean =>
    own.absent.some(top => isBelow(path, top)) || own.denied.includes(path);
  const given = (path: string): boolean => sections.some(name => path in own[name]);
  const records = Object.fromEntries(
    sections.map(name => {
      const kept = Object.entries(base[name]).filter(
        ([path]) => !gone(path) && !(name === 'failed' && given(path)),
      );
      const all = { ...Object.fromEntries(kept), ...own[name] };
      return [name, Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))];
    }),
  ) as Record<(typeof sections)[number], Record<string, unknown>>;
  const line = (command: { argv: readonly string[] }): string => JSON.stringify(command.argv);
  const replaced = new Set(own.commands.map(line));
  const above = (path: string): boolean =>
    sections.some(name => Object.keys(own[name]).some(at => isBelow(at, path)));
  return {
    ...records,
    absent: [...base.absent.filter(path => !above(path)), ...own.absent],
    denied: [...base.denied.filter(path => !given(path) && !gone(path)), ...own.denied],
    commands: [...base.commands.filter(command => !replaced.has(line(command))), ...own.commands],
    rest: { ...base.rest, ...own.rest },
  };
}

/** Listed folders hold what lies in them and lack what is absent. */
function complete(patch: Patch): Record<string, unknown> {
  const { rest, ...sectionsAndLists } = patch;
  const dirs = { ...(patch.dirs as Record<string, readonly string[]>) };
  const place = (path: string): [string, string] => [
    path.slice(0, path.lastIndexOf('/')),
    path.slice(path.lastIndexOf('/') + 1),
  ];
  for (const path of [
    ...sections.filter(name => name !== 'inventory').flatMap(name => Object.keys(patch[name])),
    ...patch.denied,
  ]) {
    const [folder, name] = place(path);
    const names = dirs[folder];
    if (names !== undefined && !names.includes(name)) dirs[folder] = [...names, name].sort();
  }
  for (const path of patch.absent) {
    const [folder, name] = place(path);
    const names = dirs[folder];
    if (names !== undefined) dirs[folder] = names.filter(other => other !== name);
  }
  return { schema: 'fngvt.snapshot/1', ...rest, ...sectionsAndLists, dirs };
}
