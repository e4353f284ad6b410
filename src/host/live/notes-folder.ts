import { existsSync } from 'node:fs';

/** Where our notes lie on every host (file-hierarchy(7): persistent data of a package). */
export const notesFolder = '/var/lib/fngvt/journal';

/** Whether fngvt ever changed this machine: every run of the doctor asks, so nothing else is loaded for it. */
export const hasNotes = (): boolean => existsSync(notesFolder);
