import type { Failure, HostWriter } from '../../host/writer.ts';
import type { FileRecord, Journal } from './journal.ts';

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

/** What came of taking back the steps of a journal. */
export interface Reverted {
  readonly journal: Journal;
  /** Files, and definitions of VMs, that somebody changed since: left as they are. */
  readonly changed: readonly Conflict[];
  /** What could not be taken back, and why. */
  readonly failed: readonly Failure[];
  /** Commands that must be run on the host itself, because only its files were at hand. */
  readonly pending: readonly (readonly string[])[];
}

/** How it is taken back. */
export interface RevertOptions {
  /** ISO 8601, in UTC. */
  readonly now: () => string;
  /** Changed files, and VMs by name, that get what was there before all the same; what stands there is kept beside the journal. */
  readonly overwrite?: readonly string[];
  /** The steps were done a moment ago by this very run: what its commands made, however spoilt, is ours. */
  readonly isAtOnce?: boolean;
}

/** Takes back what a journal says. Applying is handed this one, for where a step fails; it does not know undo. */
export type Revert = (journal: Journal, writer: HostWriter, options: RevertOptions) => Promise<Reverted>;
