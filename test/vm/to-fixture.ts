import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { loadScenarios } from './scenario.ts';

/**
 * tsx test/vm/to-fixture.ts SNAPSHOT.json…: writes fixtures/hosts/vm-SYSTEM-NAME.yml of snapshots that
 * `npm run test:vm -- --snapshots DIR` kept. What is expected is what the scenario expected of the doctor just before.
 */

const hosts = join(import.meta.dirname, '..', '..', 'fixtures', 'hosts');

for (const path of process.argv.slice(2)) {
  const [system = '', name = ''] = basename(path, '.json').replace(/^vm-/u, '').split('.');
  const snapshot = checkSnapshot(JSON.parse(readFileSync(path, 'utf8')), path);
  const { title, expected, hasFunctions } = momentOf(system, name);
  const { exit, state, cause, fails, passes } = expected;
  const able = hasFunctions ? 'sr-iov' : 'gvt-g';
  const fixture = {
    about: `Given by a virtual machine with a stand-in GPU (docs/vm-tests.md, system ${system}), in the scenario: ${title}.`,
    snapshot: renamed(snapshot),
    expect: {
      verdict: {
        state,
        technology: state === 'unsupported' ? 'none' : able,
        gpu: '0000:00:02.0',
        exit_code: exit,
        cause,
      },
      fails,
      passes,
    },
  };
  writeFileSync(join(hosts, `vm-${system}-${name}.yml`), stringify(fixture, { lineWidth: 120 }));
}

/**
 * Where a kernel bears another one's name (modules/kernel_name.c), its log began before it did. That kernel itself would have said
 * its own name there (init/version.c).
 */
function renamed(snapshot: Snapshot): Snapshot {
  const release = snapshot.files['/proc/sys/kernel/osrelease'];
  if (typeof release !== 'string') return snapshot;
  const commands = snapshot.commands.map(command => ({
    ...command,
    stdout: command.stdout.replace(/^(\[.*?\] Linux version )\S+/mu, `$1${release.trim()}`),
  }));
  return { ...snapshot, commands };
}

/** The judgement that the scenario expects where it takes that snapshot. */
function momentOf(
  system: string,
  name: string,
): { title: string; expected: Expected; hasFunctions: boolean } {
  for (const { title, variants, hardware, steps } of loadScenarios()) {
    const at = steps.findIndex(step => 'replay' in step && step.replay === name);
    if (at < 0 || !variants.includes(system)) continue;
    const expected = steps
      .slice(0, at)
      .findLast((step): step is { doctor: Expected } & typeof step => 'doctor' in step);
    const functions = steps
      .slice(0, at)
      .reduce(
        (now, step) => ('reboot' in step ? (step.reboot.totalvfs ?? now) : now),
        hardware.totalvfs ?? 0,
      );
    if (expected !== undefined) return { title, expected: expected.doctor, hasFunctions: functions > 0 };
  }
  throw new Error(`no scenario takes a snapshot ${name} on ${system}`);
}

interface Expected {
  readonly exit: number;
  readonly state: string;
  readonly cause: string | null;
  readonly fails: Readonly<Record<string, string>>;
  readonly passes: readonly string[];
}
