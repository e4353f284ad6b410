import type { FileRecord } from './journal.ts';

/** A file, or the definition of a VM, that is neither as it was nor as we left it. */
export interface Conflict {
  /** The file's path; the name of the VM. */
  readonly path: string;
  /** undefined: it is a file. `definition-with-device`: what we put into the VM is still there, and can be taken out alone. */
  readonly kind?: 'definition' | 'definition-with-device';
  readonly before: FileRecord | null;
  readonly ours: FileRecord | null;
  readonly now: FileRecord | null;
}
