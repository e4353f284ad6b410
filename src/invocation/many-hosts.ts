import type { Finding } from '../judge/finding.ts';
import { isFolder } from '../host/snapshot/open.ts';
import { words } from '../words/words.ts';
import { isSet } from './flags.ts';
import type { FleetOrder } from './fleet/fleet.ts';
import { languageFor, mayLeaveOpen } from './open-machine.ts';
import type { CommandOutcome } from './outcome.ts';
import type { Context } from './report-rendering.ts';
import type { Waiver } from './waive.ts';

/** Whether `--from` speaks of many hosts: a folder, or several files. What judges them is loaded only then. */
export const isMany = (from: readonly string[]): boolean => from.length > 1 || from.some(isFolder);

/** What all verbs know that judge many hosts. */
interface Wish extends Omit<Context, 'language'> {
  readonly severity: Finding['severity'];
  readonly waivers: readonly Waiver[];
}

/** Judges many hosts, as the flags have it. */
export async function manyHosts(
  { parsed, invocation, severity, waivers }: Wish,
  order: Pick<FleetOrder, 'from' | 'chosen' | 'isPlanned' | 'shown' | 'outputs' | 'newFiles'>,
): Promise<CommandOutcome> {
  const language = languageFor(parsed, invocation);
  const isOpen = isSet(parsed, 'no-redact');
  if (!(await mayLeaveOpen(parsed, invocation, language)))
    return { exit: 1, text: '', warnings: [words[language].sharing.openRefused] };
  const { fleet } = await import('./fleet/fleet.ts');
  const [isVerbose, isQuiet] = [isSet(parsed, 'verbose'), isSet(parsed, 'quiet')];
  const whole = { ...order, severity, waivers, language, isOpen, isVerbose, isQuiet };
  return { exit: 0, text: '', flow: fleet(whole, invocation) };
}
