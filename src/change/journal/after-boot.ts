import type { Verdict } from '../../judge/verdict.ts';
import { isUndoable, type Foretold, type Journal } from './journal.ts';
import type { BrokenJournal } from './store.ts';
import { grubDefaults, grubDropIn, kernelCmdline, ownModuleList } from '../paths.ts';

/** What a change foretold for after the reboot, where something else came. */
export interface Missed {
  readonly id: string;
  readonly foretold: Foretold;
  /** The state is as foretold and only what is first in the way is not. */
  readonly isOtherCause: boolean;
}

/**
 * The change whose forecast counts now and did not come; undefined: none, or not to be said yet. Journals of vGPUs and VMs, and what was taken
 * back as a whole, foretell nothing and overrule nothing.
 *
 * @param all All journals, the newest first.
 * @param boot This boot; null where nothing tells it from another.
 */
export function missedBy(
  all: readonly (Journal | BrokenJournal)[],
  verdict: Verdict,
  boot: string | null,
): Missed | undefined {
  const at = all.findIndex(
    journal => 'broken' in journal || (isUndoable(journal) && isAboutSharing(journal)),
  );
  const last = all[at];
  // What an unread one did is not known; one that was taken back in part foretells nothing any more.
  if (last === undefined || 'broken' in last || last.state !== 'applied') return undefined;
  const { id, foretold } = last;
  // Where it could only show then what comes of it, nothing was promised.
  if (
    foretold === null ||
    foretold.state === 'unknown' ||
    last.boot === null ||
    boot === null ||
    last.boot === boot
  )
    return undefined;
  if (isFine(verdict, foretold, all.slice(0, at), boot)) return undefined;
  if (verdict.state !== foretold.state) return { id, foretold, isOtherCause: false };
  // A state without a cause says nothing that could be compared.
  const isOther = verdict.cause !== null && foretold.cause !== null && verdict.cause !== foretold.cause;
  return isOther && verdict.state !== 'unknown' ? { id, foretold, isOtherCause: true } : undefined;
}

/** Every file that --off takes words or modules out of (off-own-files.ts, off-words.ts). */
const switches: readonly string[] = [grubDropIn, ownModuleList, grubDefaults, kernelCmdline];

/** What turns sharing on foretells how that comes out; `--off` does not, and it alone touches these files without a forecast. */
function isAboutSharing({ foretold, steps }: Journal): boolean {
  return foretold !== null || steps.some(step => step.kind === 'edit' && switches.includes(step.path));
}

/** All is well, or better than foretold; or the reboot that is still missing is that of a newer change which was taken back. */
function isFine(
  { state, cause }: Verdict,
  foretold: Foretold,
  newer: readonly (Journal | BrokenJournal)[],
  boot: string,
): boolean {
  if (state === 'ready') return true;
  const isWaiting = state === 'reboot-needed' || cause === 'esp-entry-not-seen';
  if (!isWaiting) return false;
  if (foretold.state !== 'ready') return true;
  return newer.some(
    journal =>
      !('broken' in journal) &&
      journal.state === 'undone' &&
      journal.boot !== boot &&
      journal.steps.some(step => step.reboot),
  );
}
