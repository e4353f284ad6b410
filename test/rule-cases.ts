import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Journal } from '../src/change/journal/journal.ts';
import { collect } from '../src/facts/collect.ts';
import type { Facts } from '../src/facts/fact-index.ts';
import type { Host, Reading } from '../src/host/reader.ts';
import { overlay, readFixture } from '../src/host/snapshot/fixture.ts';
import type { HostWriter } from '../src/host/writer.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import type { FindingVerdict } from '../src/judge/finding.ts';
import { factsOfSetUps, standingOn } from '../src/invocation/set-up-facts.ts';
import { bytesOfText } from '../src/values/lossless-text.ts';
import { fileOf, settled } from './change/note-of.ts';
import { hostFixture, packageFolder } from './run-cli.ts';

/** `fixtures/rules/<id>.yml`: a base host, and patches under which one rule fails, passes, or stays silent in a near miss. */
interface RuleFixture {
  readonly base: string;
  readonly cases: Readonly<Record<string, RuleCase>>;
}

/** One case of a rule, with the host that it is judged on. */
export interface RuleCase {
  /** Another base for this case. */
  readonly base?: string;
  readonly snapshot?: Record<string, unknown>;
  /** What fngvt noted of its changes, the newest first. */
  readonly journal?: readonly Note[];
  readonly verdict: FindingVerdict;
  /** What it is about, where not all that there are come to the same. */
  readonly subject?: string;
}

/** A change as a case tells it: its state, and files with their texts before and after, or commands. */
interface Note {
  readonly id: string;
  readonly state?: Journal['state'];
  readonly edits?: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly runs?: readonly {
    readonly argv: readonly string[];
    readonly vm?: string;
    readonly device?: string;
  }[];
}

/** The same as fngvt notes it. */
export function journalOf({ id, state = 'applied', edits = [], runs = [] }: Note): Journal {
  const at = `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}T03:04:05.000Z`;
  const frame = { rule: null, reboot: true, state: 'done' } as const;
  const record = (text: string | null) => (text === null ? null : fileOf(text));
  return settled({
    ...{
      schema: 'fngvt.journal/1',
      id,
      version: '1.0.0',
      begun: at,
      changed: at,
      state,
      boot: null,
      foretold: null,
    },
    steps: [
      ...edits.map(({ path, before, after }) => ({
        ...{ kind: 'edit' as const, path, ...frame, folders: [] },
        ...{ before: record(before), after: record(after) },
      })),
      ...runs.map(({ argv, vm, device = '' }) => ({
        ...{ kind: 'run' as const, argv: [...argv], undo: null, ...frame },
        ...(vm === undefined
          ? {}
          : {
              definition: {
                ...{ domain: vm, name: vm, device, isWhole: false },
                ...{ before: fileOf('<domain/>'), after: fileOf('<domain/>') },
              },
            }),
      })),
    ],
  });
}

const folder = join(packageFolder, 'fixtures', 'rules');

/** The cases of every rule, by its id. */
export function ruleCases(): readonly (readonly [
  id: string,
  cases: Readonly<Record<string, RuleCase & { base: string }>>,
])[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.yml'))
    .map(name => {
      const fixture = parse(readFileSync(join(folder, name), 'utf8')) as RuleFixture;
      const cases = Object.entries(fixture.cases).map(
        ([about, one]) => [about, { base: fixture.base, ...one }] as const,
      );
      return [name.slice(0, -'.yml'.length), Object.fromEntries(cases)] as const;
    });
}

/** A recorded host with a patch laid over it. */
export async function hostOfCase({ base, snapshot = {} }: RuleCase & { base: string }): Promise<Host> {
  const path = hostFixture(base);
  const own = await readFixture(path);
  const whole =
    own.base === undefined
      ? overlay(own.snapshot, snapshot, path)
      : overlay(
          overlay((await readFixture(join(dirname(path), `${own.base}.yml`))).snapshot, own.snapshot, path),
          snapshot,
          path,
        );
  return replayHost(whole);
}

/** Its facts. */
export async function factsOfCase(one: RuleCase & { base: string }): Promise<Facts> {
  const host = await hostOfCase(one);
  const { facts, breakages } = await collect(host);
  const [broken] = breakages;
  if (broken !== undefined) throw broken.error;
  if (one.journal === undefined) return facts;
  const journals = one.journal.map(journalOf);
  const paths = journals.flatMap(({ steps }) =>
    steps.flatMap(step => (step.kind === 'edit' ? [step.path] : [])),
  );
  const numbers = facts.subjects('vm').map(vm => `/etc/pve/qemu-server/${vm}.conf`);
  const texts = new Map(
    await Promise.all([...paths, ...numbers].map(async path => [path, await host.read(path)] as const)),
  );
  return facts.with(
    factsOfSetUps(journals, standingOn(facts, { readFile: filesOf(texts), digest: () => '' })),
  );
}

/** Files of a recording as fngvt's own door to a host gives them; what was not captured is not there. */
const filesOf =
  (texts: ReadonlyMap<string, Reading<string>>): HostWriter['readFile'] =>
  path => {
    const text = texts.get(path);
    if (text?.state !== 'present') return null;
    return { bytes: bytesOfText(text.value), mode: '0644', owner: 0, group: 0 };
  };
