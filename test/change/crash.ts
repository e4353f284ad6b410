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
const acts = [
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

/** By which a file or a folder is opened and read. */
const reads = ['openat', 'read', 'getdents64', 'statx'] as const;

/** Our notes, and every file of the plan: only there a read is let fail, and not where Node reads its own. */
const readAt = ['/var/lib/fngvt', '/etc/default/grub', '/etc/modules', '/etc/modprobe.d', '/boot/grub'];

export type Verb = 'apply' | 'undo';

/** One place at which a run is stopped or fails: the n-th call of this name; of those that are about `path`, where it is named. */
export interface Point {
  readonly verb: Verb;
  readonly call: string;
  readonly n: number;
  readonly path?: string;
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

/** The clock stands still: a journal has the same name each time. */
const clock = ['--at', '2026-01-02T03:04:05.000Z'];

const entryArgs = (verb: Verb): readonly string[] =>
  verb === 'apply' ? ['apply', '/plan.json', ...clock] : ['undo', ...clock];

/** Both sound states, and every point of an apply and of an undo between them; what is only read stands apart. */
export function survey(
  root: OwnRoot,
): TwoStates & { readonly points: readonly Point[]; readonly readings: readonly Point[] } {
  const first = begin(root, 'apply');
  const applying = trace(root, 'apply');
  const second = root.tree(...touched);
  const all = [...applying, ...trace(root, 'undo')];
  return {
    first,
    second,
    points: all.filter(({ path }) => path === undefined),
    readings: all.filter(({ path }) => path !== undefined),
  };
}

/** Stops the run at a point as the power of a machine would stop it, then brings the host back. */
export function kill(root: OwnRoot, { first, second }: TwoStates, point: Point): Trial {
  begin(root, point.verb);
  const { verb, n } = point;
  const result = root.entry(entryArgs(verb), inject(root, point, `signal=SIGKILL:when=${n}`));
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
  const { verb, n } = point;
  const result = root.entry(
    entryArgs(verb),
    inject(root, point, `error=${error}:when=${n}${isForGood ? '+' : ''}`),
  );
  const outcome = outcomeOf(result);
  if (outcome === undefined) return { ...point, wrong: `broke: ${result.stderr.slice(0, 400)}` };
  const is = root.tree(...touched);
  const promised: Readonly<Record<string, Tree>> = {
    applied: states.second,
    undone: states.first,
    nothing: states.first,
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
  const before = [
    'strace',
    '-qq',
    '-y',
    '-s',
    '4096',
    '-o',
    file,
    '-e',
    `trace=${[...acts, ...reads].join(',')}`,
  ];
  expectOutcome(root.entry(entryArgs(verb), before), verb === 'apply' ? 'applied' : 'undone');
  const seen = new Map<string, { readonly call: string; readonly path: string | undefined; count: number }>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, call] = /^(\w+)\(/u.exec(line) ?? [];
    if (call === undefined) continue;
    const isRead = (reads as readonly string[]).includes(call);
    const path = isRead ? pathOf(line, root) : undefined;
    if (isRead && (path === undefined || !readAt.some(place => path.startsWith(place)))) continue;
    const key = `${call} ${path ?? ''}`;
    const one = seen.get(key) ?? { call, path, count: 0 };
    seen.set(key, { ...one, count: one.count + 1 });
  }
  rmSync(file);
  return [...seen.values()].flatMap(({ call, path, count }) =>
    Array.from({ length: count }, (_, i) => ({
      ...{ verb, call, n: i + 1 },
      ...(path === undefined ? {} : { path }),
    })),
  );
}

/** What a call is about, by its name or by its open file, as the root has it. */
function pathOf(line: string, root: OwnRoot): string | undefined {
  const [, named] = /^\w+\([^"]*?, "(\/[^"]*)"/u.exec(line) ?? [];
  const [, open] = /^\w+\(\d+<([^>]*)>/u.exec(line) ?? [];
  return named ?? (open?.startsWith(`${root.path}/`) === true ? open.slice(root.path.length) : undefined);
}

/** strace counts only the calls that it shows: those about one path, where it is told one. */
const inject = (root: OwnRoot, { call, path }: Point, what: string): readonly string[] => [
  ...['strace', '-qq', '-o', '/dev/null'],
  ...(path === undefined ? [] : ['-P', path, '-P', root.at(path)]),
  ...['-e', `trace=${call}`, '-e', `inject=${call}:${what}`],
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
