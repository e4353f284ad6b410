import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where our notes lie on every host (file-hierarchy(7): persistent data of a package). */
export const journalFolder = '/var/lib/fngvt/journal';

/**
 * Whether fngvt ever changed this machine: every run of the doctor asks, so nothing else is loaded for it. What stands in the place of our
 * folders and is none (a link that leads nowhere, a file) counts too: it is to be named.
 */
export function hasJournals(): boolean {
  try {
    const own = lstatSync(dirname(journalFolder), { throwIfNoEntry: false });
    if (own === undefined) return false;
    return !own.isDirectory() || lstatSync(journalFolder, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // The way there can't be gone: whoever reads the notes says why.
    return true;
  }
}
