import { known } from '../../facts/fact.ts';
import type { Facts, Family } from '../../facts/fact-index.ts';
import type { Host } from '../../host/reader.ts';
import { isMadeOf } from '../journal/known-commands.ts';
import type { Step } from '../plan.ts';
import type { BootTarget } from './boot-target.ts';
import type { KernelWords } from './builder.ts';
import { initramfsModules, isInInitramfs, updateInitramfs } from './follow-ups.ts';
import { asGenerated } from './forecast.ts';

/** What decides how a host is left: the steps, and the host with their edits. */
interface Leaving {
  readonly steps: readonly Step[];
  readonly host: Host;
  readonly words: KernelWords;
  readonly route: BootTarget;
  readonly generated?: { readonly host: Host; readonly facts: Facts } | undefined;
}

/**
 * The facts once every step is done. What makes the next boot out of edited files counts only where it is among the steps, behind the edits,
 * and is what this host's boot loader takes: without it the boot entries, and what lies in an initramfs, are those of before.
 */
export async function asLeft(
  before: Facts,
  { steps, host, words, route, generated }: Leaving,
  collect: (host: Host) => Promise<Facts>,
): Promise<Facts> {
  const read = await collect(host);
  const isCarried = route.kind !== 'by-hand' && route.refresh.every(argv => isRunBehind(steps, argv));
  const made = generated?.host === host ? generated.facts : undefined;
  const left = isCarried ? (made ?? asGenerated(before, read, words)) : read;
  // No file of which an initramfs has a copy was edited: what lies in it is what is there.
  const isInside = steps.some(step => step.kind === 'edit' && isMadeOf(updateInitramfs, step.path));
  if (!isInside) return left;
  return isRunBehind(steps, updateInitramfs)
    ? left.with([known('initramfs/is-current', true)])
    : withOldImage(before, left, host);
}

/** Is this command among the steps, and does none behind it edit what it is made of? */
function isRunBehind(steps: readonly Step[], argv: readonly string[]): boolean {
  const wanted = argv.join(' ');
  const at = steps.findLastIndex(step => step.kind === 'run' && step.argv.join(' ') === wanted);
  return at >= 0 && !steps.slice(at + 1).some(step => step.kind === 'edit' && isMadeOf(argv, step.path));
}

/** The facts where the initramfs keeps its copies: of lines about a module which it holds, and of its own list. */
async function withOldImage(before: Facts, left: Facts, host: Host): Promise<Facts> {
  const inside = await isInInitramfs(host);
  const denials = (['module-denied', 'module-denied-by-file'] as const).map((name): Family => ({
    name,
    member: module => (inside(module) ? before : left).get(`${name}/${module}`),
  }));
  const options: Family = {
    name: 'modprobe',
    member: name => (inside(name.split('.')[0] ?? '') ? before : left).get(`modprobe/${name}`),
  };
  const families = [...denials, options];
  const [was, is] = [before.list('modules/garbled'), left.list('modules/garbled')];
  const isListed = (place: string): boolean => place.startsWith(`${initramfsModules}:`);
  if (was === undefined || is === undefined) return left.with([], families);
  const garbled = [...is.filter(place => !isListed(place)), ...was.filter(isListed)];
  return left.with([known('modules/garbled', garbled)], families);
}
