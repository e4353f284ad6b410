import type { Report } from '../../../src/judge/report-types.ts';
import { differsFrom } from '../commands.ts';
import type { Image } from '../image.ts';
import type { Stage } from '../stage.ts';
import { timed } from '../timed.ts';
import { printedRules, rulesOf, type FaultGroup } from './faults.ts';
import { PlayedHost } from './host.ts';
import { readPrinted } from './steps.ts';

/** A rule that was mended, and how. */
export interface ShownRule {
  readonly rule: string;
  /** The steps that were printed for it and the others of its group; null: none for this rule. */
  readonly steps: number | null;
}

/**
 * Brings about the faults of a group on a host that shares its GPU, and mends them: by `fix`, taken back by `undo`, and by what the doctor prints,
 * to the letter.
 */
export async function printedSteps(
  group: FaultGroup,
  image: Image,
  stage: Stage,
): Promise<{ readonly wrong: string | null; readonly shown: readonly ShownRule[] }> {
  const host = new PlayedHost(image, stage);
  try {
    return { wrong: null, shown: await mend(group, host, stage.say) };
  } catch (error) {
    return { wrong: (error as Error).message, shown: [] };
  } finally {
    host.kill();
  }
}

async function mend(group: FaultGroup, host: PlayedHost, say: Stage['say']): Promise<readonly ShownRule[]> {
  const rules = rulesOf(group);
  const step = <T>(what: string, act: () => Promise<T>): Promise<T> => timed(say, what, act);

  await step('boot, and share the GPU', () => host.start());
  if (!group.boot) await step('reboot', () => host.reboot());
  await step('break it', () => host.sure(['set -eu', ...group.breaks.map(({ run }) => run)].join('\n')));
  if (group.boot) await step('reboot', () => host.reboot());
  const first = await step('look: the faults are found', () => host.look());
  expectFaults(first, rules);
  const isReadyForNow = !group.boot;
  if ((first.verdict?.state === 'ready') !== isReadyForNow)
    throw new Error(`expected a host that shares ${isReadyForNow ? 'for now' : 'not'}: ${summary(first)}`);

  const before = await host.files();
  const include = group.include.flatMap(id => ['--include', id]);
  await step('fix', () => host.sure(['fngvt', 'fix', '--yes', ...include].join(' ')));
  await step('reboot', () => host.reboot());
  expectMended(await step('look: ready', () => host.look()), rules, 'fix');

  await step('undo', () => host.sure('fngvt undo --yes'));
  const differs = differsFrom(before, await host.files());
  if (differs !== '') throw new Error(`after undo:\n${differs}`);
  // Without a reboot the host is again one that shares for now.
  if (group.boot) await step('reboot', () => host.reboot());
  expectSame(await step('look: as at first', () => host.look()), first);

  const steps = await step('by hand', () => followPrinted(host, say));
  await step('reboot', () => host.reboot());
  const printed = printedRules(group);
  expectMended(await step('look: ready', () => host.look()), printed, 'the printed steps');
  return rules.map(rule => ({ rule, steps: printed.includes(rule) ? steps : null }));
}

/** Does what the screen says, to the letter; the reboot comes after it in any case. How many steps it were. */
async function followPrinted(host: PlayedHost, say: Stage['say']): Promise<number> {
  const screen = await host.screen();
  const steps = readPrinted(screen);
  if (steps.length === 0) throw new Error(`expected printed steps, found none:\n${screen}`);
  for (const step of steps) {
    say(`         ${'path' in step ? `${step.how} ${step.path} ${step.line ?? ''}` : step.command}`);
    if ('path' in step) await host.edit(step);
    else if (step.command !== 'sudo reboot') await host.sure(step.command);
  }
  return steps.length;
}

const failing = ({ findings }: Report): readonly string[] =>
  findings.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : [])).sort();

function expectFaults(report: Report, rules: readonly string[]): void {
  const found = failing(report);
  const missed = rules.filter(rule => !found.includes(rule));
  if (missed.length > 0) throw new Error(`expected ${missed.join(', ')} to fail, found ${summary(report)}`);
}

function expectMended(report: Report, rules: readonly string[], after: string): void {
  const { verdict } = report;
  const left = failing(report).filter(rule => rules.includes(rule));
  if (verdict?.state !== 'ready' || verdict.lasts === false || left.length > 0)
    throw new Error(`after ${after}: ${summary(report)}`);
}

function expectSame(report: Report, first: Report): void {
  const [is, was] = [report, first].map(summary);
  if (is !== was) throw new Error(`after undo: ${is ?? ''}\nat first: ${was ?? ''}`);
}

const summary = (report: Report): string =>
  `${report.verdict?.state ?? ''} ${report.verdict?.cause ?? ''}, fails: ${failing(report).join(' ')}`;

/** The row as docs show it. */
export function ruleCells({ rule, steps }: ShownRule, group: string): readonly string[] {
  return [
    `\`${rule}\``,
    group,
    'ready, and back',
    steps === null ? 'no step is printed: nothing needs it' : `ready, by ${steps} steps`,
  ];
}
