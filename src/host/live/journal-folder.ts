import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where our notes lie on every host (file-hierarchy(7): persistent data of a package). */
export const journalFolder = '/var/lib/fngvt/journal';

/**
 * Whether fngvt ever changed this machine: every run of the doctor asks, so nothing else is loaded for it. What stands in the place of our
 * folders and is none (a link that leads nowhere, a file) counts too: it is to be named.
 *
 * @param root The root of the machine's files.
 */
export function hasJournals(root = '/'): boolean {
  const folder = join(root, journalFolder);
  try {
    const own = lstatSync(dirname(folder), { throwIfNoEntry: false });
    if (own === undefined) return false;
    return !own.isDirectory() || lstatSync(folder, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // The way there can't be gone: whoever reads the notes says why.
    return true;
  }
}
