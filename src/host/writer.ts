/** A file as it stands. */
export interface FileState {
  readonly bytes: Uint8Array;
  /** Permission bits, in octal: `0644`. */
  readonly mode: string;
  /** Numeric user id of the owner. */
  readonly owner: number;
  /** Numeric group id. */
  readonly group: number;
}

/**
 * Why something was not done. `changed`: the file is not the one that was named. `link`: a link stands in the way. `kind`: it is no
 * regular file. `hard-links`: it has several names, of which one would be torn off. `too-large`: larger than any file that we
 * change. `attributes`: what belongs to it beside its bytes could not be carried over. `no-program`: what should run is not installed.
 * `notes-unread`: what we noted on this host can't be read. `notes-untrusted`: others than root could have written it.
 */
export type FailureReason =
  | 'changed'
  | 'link'
  | 'kind'
  | 'hard-links'
  | 'too-large'
  | 'attributes'
  | 'read-only'
  | 'full'
  | 'denied'
  | 'io'
  | 'no-program'
  | 'timed-out'
  | 'exit'
  | 'locked'
  | 'package-manager'
  | 'notes-unread'
  | 'notes-untrusted'
  | 'definition-unread'
  | 'definition-differs';

/** What stood in the way of a write; a value, as the machine's answers are. */
export interface Failure {
  readonly reason: FailureReason;
  /** What the words need to be concrete: path, target, error, pid, output. */
  readonly details: Readonly<Record<string, string>>;
}

/** What was done gives undefined. */
export type WriteResult = Failure | undefined;

/** Attributes of a file that is made. */
export type FileAttributes = Pick<FileState, 'mode' | 'owner' | 'group'>;

/**
 * Our own notes: one folder that only root may read, every file in it written whole. Notes that are there and can't be read, or that others
 * than root could have written: a NotesError.
 */
export interface JournalStore {
  /** The names, sorted. */
  list(): readonly string[];
  read(name: string): string | undefined;
  /** A copy that `keep` made, with the attributes that it has; null: there is none. */
  copy(name: string): FileState | null | Failure;
  /** Writes it whole and durably, over one that is there. */
  write(name: string, text: string): WriteResult;
  /** Takes notes away; what is not there is no failure. */
  drop(name: string): WriteResult;
  /** Copies a file of the host there with all its attributes. */
  backUp(path: string, name: string): WriteResult;
  /** Takes away what a killed run of ours left half written; the notes themselves stay. */
  tidy(): void;
  /** Where a note lies on the host. */
  pathOf(name: string): string;
}

/** A folder that is gone when it was cleared, or after a reboot. */
export interface Scratch {
  readonly path: string;
  readonly clear: () => void;
}

/** Someone wished us to stop (Ctrl-C, a shutdown, a closed terminal) while signals were held. */
export interface SignalHold {
  readonly wasAsked: () => boolean;
  readonly release: () => void;
}

/**
 * The writer: every change that can be made to a machine. On `/` with commands, below another root files only; a snapshot has
 * none. What is done to a file is done at once (no other work of ours between its check and its change) and is on the disk when the
 * call returns. No link is followed, anywhere on the way.
 */
export interface HostWriter {
  /** Whether commands can be run: only where the root is the machine's own. */
  readonly hasCommands: boolean;
  /** Whether we are root. */
  readonly isRoot: boolean;
  readonly journals: JournalStore;
  /** What stands there; null: nothing. */
  readFile(path: string): FileState | null | Failure;
  /** The names in a folder, sorted; none where there is no such folder. */
  list(folder: string): readonly string[] | Failure;
  /** How many bytes a regular file has; null: there is none. */
  size(path: string): number | null;
  /** The digest of a regular file of any size; null: there is none. */
  digestFile(path: string): string | null | Failure;
  /** The folders on the way that do not exist, the outermost first. */
  missingFolders(path: string): readonly string[] | Failure;
  /** Other bytes for a file that still has this digest; it keeps its attributes, or gets those of the note `like`. */
  replace(path: string, was: string, bytes: Uint8Array, like?: string): WriteResult;
  /** A file where none is, with the folders on its way; with the attributes of the note `like`, or of `shape`. */
  create(path: string, bytes: Uint8Array, shape: FileAttributes, like?: string): WriteResult;
  /** Takes a file away that still has this digest. */
  remove(path: string, was: string): WriteResult;
  /** Takes away what a killed run of ours may have left beside a file. */
  tidy(path: string): void;
  /** Brings to the disk what a program wrote to a file and left to the system. */
  sync(path: string): WriteResult;
  /** Takes a folder away if it is there and empty. */
  removeFolder(path: string): WriteResult;
  /** Whether so many bytes could be written beside this file. */
  checkSpace(path: string, bytes: number): WriteResult;
  digest(bytes: Uint8Array): string;
  /** What tells this boot from every other one; null where nothing does. */
  bootId(): string | null;
  /** Only one fngvt changes a host, and none while a package manager does. Free again when the process ends, however it ends. */
  lock(): WriteResult;
  unlock(): void;
  /** Runs one program of a closed list, its arguments apart; never a shell. Exit 0, or an failure. */
  run(argv: readonly string[], input?: string): Promise<WriteResult>;
  /** What a program says that only reads, the same list for its names. Only where there are commands. */
  query(argv: readonly string[]): Promise<string | Failure>;
  /** A folder of its own for what is only looked at; emptied by `clear`. */
  scratch(): Scratch | Failure;
  /** From here on a wish to stop is noted instead of obeyed. */
  deferSignals(): SignalHold;
}
