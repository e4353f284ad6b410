import { lstatSync } from 'node:fs';

/** Where our notes lie on every host (file-hierarchy(7): persistent data of a package). */
export const notesFolder = '/var/lib/fngvt/journal';

/**
 * Whether fngvt ever changed this machine: every run of the doctor asks, so nothing else is loaded for it. What keeps us from looking (links in
 * a circle, something else in the place of a folder) is told by whoever looks.
 */
export function hasNotes(): boolean {
  try {
    lstatSync(notesFolder);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
