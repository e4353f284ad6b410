import { loadRules } from '../../src/rules/load.ts';
import { examine } from '../../src/invocation/examine.ts';
import { subjectOf } from '../../src/invocation/subject.ts';
import type { CommandResult, Reading } from '../../src/host/reader.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { askingHost } from '../../test/asking-host.ts';
import type { ReadReason } from './reasons.ts';

/** What a look at hosts asks for. */
export interface AskedOfHosts {
  /** Every path. */
  readonly paths: ReadonlySet<string>;
  /** Those that a user who is not root was refused somewhere. */
  readonly refused: ReadonlySet<string>;
  /** Every command, as one line. */
  readonly commands: ReadonlySet<string>;
  readonly refusedCommands: ReadonlySet<string>;
  /** What plans of fngvt's own would change: paths and commands. */
  readonly changes: ReadonlySet<string>;
}

/** Puts the doctor's questions, with those of the plan that it tells, to recorded hosts. */
export async function askedOfHosts(fixtures: readonly string[]): Promise<AskedOfHosts> {
  const [paths, refused, commands, refusedCommands, changes] = Array.from(
    { length: 5 },
    () => new Set<string>(),
  );
  if (!paths || !refused || !commands || !refusedCommands || !changes) throw new Error('five sets');
  const rules = loadRules();
  for (const fixture of fixtures) {
    const snapshot = await openFixture(fixture);
    const subject = await subjectOf({ kind: 'snapshot', snapshot }, { version: '0.0.0', isOpen: true });
    if ('report' in subject) throw new Error(`${fixture}: a fixture is no report`);
    const { host, asked } = askingHost(subject.host);
    const invocation = { version: '0.0.0', now: '', call: 'fngvt' };
    const { report } = await examine({ ...subject, host }, rules, invocation, { isPlanned: true });
    for (const step of report.steps ?? [])
      if (step.by === 'fngvt') changes.add(step.path ?? step.argv?.join(' ') ?? '');
    for (const { kind, about, answer } of asked) {
      // What a paste quotes is no program, and what the machine card is made of is named by path below.
      if (kind === 'inventory' || about === 'messages') continue;
      const isRefused = report.host.root === false && isClosed(kind, answer);
      (kind === 'run' ? commands : paths).add(about);
      if (isRefused) (kind === 'run' ? refusedCommands : refused).add(about);
    }
  }
  return { paths, refused, commands, refusedCommands, changes };
}

/** Was it refused? A program says so by how it ends; of the configuration of a PCI device everybody gets the first 64 bytes. */
function isClosed(kind: string, answer: Reading<unknown>): boolean {
  if (answer.state !== 'present') return answer.state === 'withheld' && answer.why === 'denied';
  if (kind === 'run') return (answer.value as CommandResult).exit !== 0;
  return kind === 'bytes' && (answer.value as Uint8Array).length <= 64;
}

/** Does a reason speak of this path or command? */
export function speaksOf(reason: ReadReason, about: string): boolean {
  return reason.at.some(at => patternOf(at).test(about));
}

/** A pattern as a regular expression: `*` is a part of one name. */
export const patternOf = (at: string): RegExp =>
  new RegExp(
    `^${at
      .split('*')
      .map(literal)
      .join(/^\//u.test(at) ? '[^/]*' : '.*')}$`,
    'u',
  );

const literal = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
