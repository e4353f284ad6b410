import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { furnish, plan, touched } from './grub-imitation.ts';
import type { OwnRoot, RunResult } from './own-root.ts';

/** Whether this machine can stop a process at a system call. */
export const canInject =
  spawnSync('strace', ['-qq', '-o', '/dev/null', '-e', 'trace=none', 'true']).status === 0;

/**
 * Everything by which fngvt's own thread changes a file, a folder or a process. `clone` begins a command, `wait4` is after one; its other
 * threads change nothing.
 */
const deeds = [
  'pwrite64',
  'fsync',
  'rename',
  'unlink',
  'mkdir',
  'rmdir',
  'chmod',
  'fchmod',
  'fchown',
  'clone',
  'wait4',
] as const;

export type Verb = 'apply' | 'undo';

/** One place at which a run is stopped or fails: the n-th call of this name. */
export interface Point {
  readonly verb: Verb;
  readonly call: string;
  readonly n: number;
}

/** How one trial ended. */
export interface Trial extends Point {
  /** What is wrong; undefined: nothing. */
  readonly wrong?: string;
  /** What the run said; undefined: it was killed. */
  readonly outcome?: string;
}

/** The host before the plan and with it, as files. */
export interface TwoStates {
  readonly first: Tree;
  readonly second: Tree;
}

type Tree = Readonly<Record<string, string>>;

const entryArgs = (verb: Verb): readonly string[] => (verb === 'apply' ? ['apply', '/plan.json'] : ['undo']);

/** Both sound states, and every point of an apply and of an undo between them. */
export function survey(root: OwnRoot): TwoStates & { readonly points: readonly Point[] } {
  const first = begin(root, 'apply');
  const applying = trace(root, 'apply');
  const second = root.tree(...touched);
  const undoing = trace(root, 'undo');
  const points = [...applying, ...undoing];
  return { first, second, points };
}

/** Stops the run at a point as the power of a machine would stop it, then brings the host back. */
export function kill(root: OwnRoot, { first, second }: TwoStates, point: Point): Trial {
  begin(root, point.verb);
  const { verb, call, n } = point;
  const result = root.entry(entryArgs(verb), inject(call, `signal=SIGKILL:when=${n}`));
  // strace ends as the process that it watches ended.
  const isKilled = result.signal === 'SIGKILL' || result.exit === 137;
  if (!isKilled) return { ...point, wrong: `not killed: ${String(result.exit)} ${result.stderr}` };
  const wrong = halves(root, { first, second }) ?? recover(root, { first, second });
  return wrong === undefined ? point : { ...point, wrong };
}

/** Lets calls fail from a point on, once or for good, and holds what the run says against what the files say. */
export function fault(
  root: OwnRoot,
  states: TwoStates,
  { point, error, isForGood }: { readonly point: Point; readonly error: string; readonly isForGood: boolean },
): Trial {
  begin(root, point.verb);
  const { verb, call, n } = point;
  const result = root.entry(entryArgs(verb), inject(call, `error=${error}:when=${n}${isForGood ? '+' : ''}`));
  const outcome = outcomeOf(result);
  if (outcome === undefined) return { ...point, wrong: `broke: ${result.stderr.slice(0, 400)}` };
  const is = root.tree(...touched);
  const promised: Readonly<Record<string, Tree>> = {
    applied: states.second,
    undone: states.first,
    'rolled-back': states.first,
  };
  const untouched = verb === 'apply' ? states.first : states.second;
  const wanted = outcome === 'refused' ? untouched : promised[outcome];
  const lie =
    wanted === undefined || sameTree(is, wanted) ? undefined : `said ${outcome}: ${unlike(is, wanted)}`;
  const wrong = lie ?? halves(root, states) ?? recover(root, states);
  return { ...point, outcome, ...(wrong === undefined ? {} : { wrong }) };
}

/** A fresh host, with the plan applied where an undo is to be tried. */
function begin(root: OwnRoot, verb: Verb): Tree {
  root.reset();
  furnish(root);
  root.put('/plan.json', JSON.stringify(plan));
  const first = root.tree(...touched);
  if (verb === 'undo') expectOutcome(root.entry(entryArgs('apply')), 'applied');
  return first;
}

function trace(root: OwnRoot, verb: Verb): readonly Point[] {
  const file = join(tmpdir(), `fngvt-trace-${process.pid}`);
  const before = ['strace', '-qq', '-o', file, '-e', `trace=${deeds.join(',')}`];
  expectOutcome(root.entry(entryArgs(verb), before), verb === 'apply' ? 'applied' : 'undone');
  const seen = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, call] = /^(\w+)\(/u.exec(line) ?? [];
    if (call !== undefined) seen.set(call, (seen.get(call) ?? 0) + 1);
  }
  rmSync(file);
  return [...seen].flatMap(([call, count]) =>
    Array.from({ length: count }, (_, i) => ({ verb, call, n: i + 1 })),
  );
}

const inject = (call: string, what: string): readonly string[] => [
  'strace',
  '-qq',
  '-o',
  '/dev/null',
  '-e',
  `trace=${call}`,
  '-e',
  `inject=${call}:${what}`,
];

/** The first file that is neither as before nor as after. */
function halves(root: OwnRoot, { first, second }: TwoStates): string | undefined {
  settle(root);
  const is = root.tree(...touched);
  for (const path of new Set([...Object.keys(first), ...Object.keys(second), ...Object.keys(is)])) {
    // Under this name something is written before it takes its place; nobody reads it.
    if (path.endsWith('.fngvt-new')) continue;
    if (is[path] !== first[path] && is[path] !== second[path]) return `neither old nor new: ${path}`;
  }
  return undefined;
}

/** Undo brings the first state, and a second apply the other one, whole. */
function recover(root: OwnRoot, { first, second }: TwoStates): string | undefined {
  const undone = outcomeOf(root.entry(['undo']));
  if (undone !== 'undone' && undone !== 'nothing') return `undo said ${String(undone)}`;
  const is = root.tree(...touched);
  if (!sameTree(is, first)) return `after undo: ${unlike(is, first)}`;
  const again = outcomeOf(root.entry(entryArgs('apply')));
  if (again !== 'applied') return `a second apply said ${String(again)}`;
  const then = root.tree(...touched);
  if (!sameTree(then, second)) return `after a second apply: ${unlike(then, second)}`;
  const rest = Object.keys(root.tree('/var/lib/fngvt')).filter(path => path.endsWith('.fngvt-new'));
  return rest.length === 0 ? undefined : `left behind: ${rest.join(', ')}`;
}

/** Waits until a command that outlived its fngvt has ended: the lock is free again. */
export function settle(root: OwnRoot): void {
  spawnSync('flock', ['--wait', '20', root.at('/run/fngvt.lock'), 'true']);
}

function outcomeOf({ stdout }: RunResult): string | undefined {
  try {
    return (JSON.parse(stdout) as { readonly outcome: string }).outcome;
  } catch {
    // It ended before it could say anything.
    return undefined;
  }
}

function expectOutcome(result: RunResult, wanted: string): void {
  if (outcomeOf(result) !== wanted) throw new Error(`wanted ${wanted}: ${result.stdout}${result.stderr}`);
}

const sameTree = (a: Tree, b: Tree): boolean => unlike(a, b) === undefined;

function unlike(a: Tree, b: Tree): string | undefined {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].find(path => a[path] !== b[path]);
}

/** Files that are neither as they were nor as they were to be, counted over all trials. */
export const lost = (trials: readonly Trial[]): number =>
  trials.filter(({ wrong }) => wrong !== undefined).length;
