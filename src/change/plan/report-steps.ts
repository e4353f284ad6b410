import type { Ahead, ReportStep } from '../../judge/report-types.ts';
import type { EditStep, RunStep, Step } from '../plan.ts';
import type { Act } from './acts.ts';
import type { Hand } from './builder.ts';
import type { Proposal } from './propose.ts';
import type { Whole } from './whole.ts';

/** The steps of a way as a report tells them, with what others do before or behind it. `way`: its number, where that is not the one of the hand. */
export function waySteps(
  { acts, areFirst, plan }: Whole,
  hand: Hand,
  way: number = wayOf(hand),
): readonly ReportStep[] {
  const isAssumed = acts.some(({ effect }) => effect !== undefined);
  const own = reportSteps(plan, hand).map(step =>
    isAssumed && step.proved !== null ? { ...step, way, proved: 'assumed' as const } : { ...step, way },
  );
  const others = acts.map(act => actStep(act, way));
  return areFirst ? [...others, ...own] : [...own, ...others];
}

/** Acts that count without a boot. */
const atOnce: ReadonlySet<string> = new Set(['vm-changed']);

function actStep({ remedy, by, rule, subject, option, effect }: Act, way: number): ReportStep {
  return {
    remedy,
    by,
    path: null,
    line: null,
    before: null,
    after: null,
    argv: null,
    reboot: effect !== undefined && !atOnce.has(remedy),
    for: [rule],
    ...(subject === undefined ? {} : { subject }),
    proved: effect === undefined ? null : 'assumed',
    ...(option === undefined ? {} : { option }),
    way,
  };
}

const wayOf = (hand: Hand): number => (hand === 'fngvt' ? 0 : 1);

/** The steps of a plan as a report tells them: a file by the lines that change in it. */
export function reportSteps(proposal: Proposal, hand: Hand): readonly ReportStep[] {
  return proposal.steps.flatMap((step): readonly ReportStep[] => {
    const { remedy, rules } = purposeOf(step, proposal);
    const about = {
      remedy: remedy ?? step.kind,
      by: hand === 'fngvt' ? ('fngvt' as const) : ('owner' as const),
      reboot: step.reboot,
      for: rules.length > 0 ? [...rules] : [step.rule].filter(rule => rule !== null),
      proved: provenBy(proposal),
      way: wayOf(hand),
    };
    if (step.kind === 'run')
      return [{ ...about, path: null, line: null, before: null, after: null, argv: step.argv }];
    return changesOf(step).map(change => ({ ...about, path: step.path, argv: null, ...change }));
  });
}

/** Where a whole plan leads to: behind an act of which it only shows then what comes of it, nobody knows. */
export function wholeAhead({ acts, plan, then }: Whole): Ahead {
  const reboot = acts.some(({ effect, remedy }) => effect !== undefined && !atOnce.has(remedy));
  const last = acts.at(-1);
  if (last !== undefined && last.effect === undefined)
    return { state: 'unknown', reboot: reboot || aheadOf(plan).reboot, rule: last.rule };
  if (plan.steps.length > 0 || then === undefined) {
    const ahead = aheadOf(plan);
    return { ...ahead, reboot: reboot || ahead.reboot };
  }
  const { state, rule } = then.verdict;
  return { state, reboot, rule: state === 'ready' ? null : rule };
}

/** Where a plan leads to: to what its proof found in the end, and no further. */
export function aheadOf({ steps, forecast, proof }: Proposal): Ahead {
  const reboot = forecast.now !== 'ready' && steps.some(step => step.reboot);
  return proof === undefined || proof.proved === null
    ? { state: 'unknown', reboot, rule: null }
    : { state: proof.end, reboot, rule: proof.left?.rule ?? null };
}

const provenBy = ({ proof }: Proposal): ReportStep['proved'] => proof?.proved ?? null;

function purposeOf(
  step: Step,
  { purposeOf: find }: Proposal,
): { remedy: string | null; rules: readonly string[] } {
  const names = step.kind === 'edit' ? [step.path] : [step.argv.join(' '), followUpOf(step)];
  const found = names.map(name => find?.(name)).find(purpose => purpose?.remedy != null);
  return found ?? { remedy: null, rules: [] };
}

/** The name of a follow-up that this command is. */
const followUpOf = ({ argv }: RunStep): string =>
  argv[0] === 'update-initramfs' ? 'initramfs' : 'boot-loader';

type Change = Pick<ReportStep, 'line' | 'before' | 'after'>;

/** The lines that change: place by place where none is added or goes, else from the first to the last. */
function changesOf({ before, after }: EditStep): readonly Change[] {
  if (before === null) return [{ line: null, before: null, after: bare(after ?? '') }];
  if (after === null) return [{ line: null, before: bare(before), after: null }];
  const [old, made] = [before.split('\n'), after.split('\n')];
  return old.length === made.length ? placesOf(old, made) : [rangeOf(old, made)];
}

/** A text without the end of its last line. */
const bare = (text: string): string => text.replace(/\n$/u, '');

function placesOf(old: readonly string[], made: readonly string[]): readonly Change[] {
  const places: Change[] = [];
  for (let at = 0; at < old.length; at += 1) {
    let end = at;
    while (end < old.length && old[end] !== made[end]) end += 1;
    if (end === at) continue;
    places.push({
      line: at + 1,
      before: old.slice(at, end).join('\n'),
      after: made.slice(at, end).join('\n'),
    });
    at = end;
  }
  return places;
}

function rangeOf(old: readonly string[], made: readonly string[]): Change {
  const most = Math.min(old.length, made.length);
  let start = 0;
  while (start < most && old[start] === made[start]) start += 1;
  let tail = 0;
  while (tail < most - start && old.at(-1 - tail) === made.at(-1 - tail)) tail += 1;
  const linesOf = (lines: readonly string[]): string | null => {
    const changed = lines.slice(start, lines.length - tail);
    return changed.length === 0 ? null : changed.join('\n');
  };
  return { line: start + 1, before: linesOf(old), after: linesOf(made) };
}
