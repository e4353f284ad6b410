/** Why the machine gave no answer. `not captured`: nobody asked it (a snapshot, a mounted disk). */
export type Withheld = 'denied' | 'failed' | 'timed out' | 'not captured';

/** An answer of the machine. Absent is an answer; withheld is none. Neither is an exception. */
export type Reading<T> =
  | { readonly state: 'present'; readonly value: T }
  | { readonly state: 'absent' }
  | { readonly state: 'withheld'; readonly why: Withheld };

export const present = <T>(value: T): Reading<T> => ({ state: 'present', value });
export const absent: Reading<never> = { state: 'absent' };
export const withheld = (why: Withheld): Reading<never> => ({ state: 'withheld', why });

/**
 * A line filter for files that are too large to keep whole. The excerpt is what is read, live and recorded alike, and it
 * is saved together with its filter; an excerpt made with another filter is not an answer.
 */
export interface Keep {
  /** A regular expression in JavaScript's syntax; a line is kept where it matches. */
  readonly pattern: string;
}

/** What `stat` tells. */
export interface Stat {
  /** Permission bits, in octal: `0644`. */
  readonly mode: string;
  /** Numeric user id of the owner. */
  readonly owner: number;
  /** Numeric group id. */
  readonly group: number;
  /** Bytes. */
  readonly size: number;
  /** Last change of the content, ISO 8601. */
  readonly mtime: string;
  /** Free bytes of the file system that holds it. */
  readonly free: number;
}

/** What a command said. A command that is not installed is an absent reading, not a result. */
export interface CommandResult {
  readonly argv: readonly string[];
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What systeminformation is asked for; only these topics, and of each only the fields that the machine card shows. */
export type InventoryTopic = 'cpu' | 'system' | 'bios' | 'baseboard' | 'mem';

/** The allowed fields of one topic, as text or number; an empty answer is left out. */
export type Inventory = Readonly<Record<string, string | number>>;

/** Where the answers come from; the report says it, nothing else may ask. */
export type Source = 'live' | 'root' | 'snapshot';

/**
 * The eyes: every question that can be put to a machine. It knows nothing of GPUs and never changes the machine: it loads
 * no module, writes no file, mounts nothing, and wakes no daemon (a caller asks only those that run).
 */
export interface Host {
  readonly source: Source;
  /** A text file; with `keep` only the lines that match. */
  read(path: string, keep?: Keep): Promise<Reading<string>>;
  /** A binary file; PCI config space is as long as the reader's rights allow. */
  bytes(path: string): Promise<Reading<Uint8Array>>;
  /** The names in a directory, sorted. */
  list(path: string): Promise<Reading<readonly string[]>>;
  /** The target of a symbolic link, as readlink gives it. */
  link(path: string): Promise<Reading<string>>;
  stat(path: string): Promise<Reading<Stat>>;
  /** One command of a fixed list of programs, with its arguments apart; never a shell. */
  run(argv: readonly string[]): Promise<Reading<CommandResult>>;
  inventory(topic: InventoryTopic): Promise<Reading<Inventory>>;
}

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
 * Why a deed was not done. `changed`: the file is not the one that was named. `link`: a link stands in the way. `kind`: it is no
 * regular file. `hard-links`: it has several names, of which one would be torn off. `too-large`: larger than any file that we
 * change. `attributes`: what belongs to it beside its bytes could not be carried over. `no-program`: what should run is not installed.
 * `notes-unread`: what we noted on this host can't be read. `notes-untrusted`: others than root could have written it.
 */
export type ObstacleReason =
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

/** What stood in the way of a deed; a value, as the machine's answers are. */
export interface Obstacle {
  readonly reason: ObstacleReason;
  /** What the words need to be concrete: path, target, error, pid, output. */
  readonly details: Readonly<Record<string, string>>;
}

/** A deed that was done gives undefined. */
export type Deed = Obstacle | undefined;

/** Attributes of a file that is made. */
export type Shape = Pick<FileState, 'mode' | 'owner' | 'group'>;

/**
 * Our own notes: one folder that only root may read, every file in it written whole. Notes that are there and can't be read, or that others
 * than root could have written: a NotesError.
 */
export interface Shelf {
  /** The names, sorted. */
  list(): readonly string[];
  read(name: string): string | undefined;
  /** A copy that `keep` made, with the attributes that it has; null: there is none. */
  copy(name: string): FileState | null | Obstacle;
  /** Writes it whole and durably, over one that is there. */
  write(name: string, text: string): Deed;
  /** Takes notes away; what is not there is no obstacle. */
  drop(name: string): Deed;
  /** Copies a file of the host there with all its attributes. */
  keep(path: string, name: string): Deed;
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
export interface Hold {
  readonly wasAsked: () => boolean;
  readonly release: () => void;
}

/**
 * The hands: every change that can be made to a machine. On `/` with commands, below another root files only; a snapshot has
 * none. What is done to a file is done at once (no other work of ours between its check and its deed) and is on the disk when the
 * call returns. No link is followed, anywhere on the way.
 */
export interface Hands {
  /** Whether commands can be run: only where the root is the machine's own. */
  readonly hasCommands: boolean;
  /** Whether we are root. */
  readonly isRoot: boolean;
  readonly shelf: Shelf;
  /** What stands there; null: nothing. */
  look(path: string): FileState | null | Obstacle;
  /** The names in a folder, sorted; none where there is no such folder. */
  names(folder: string): readonly string[] | Obstacle;
  /** How many bytes a regular file has; null: there is none. */
  size(path: string): number | null;
  /** The digest of a regular file of any size; null: there is none. */
  sum(path: string): string | null | Obstacle;
  /** The folders on the way that do not exist, the outermost first. */
  missingFolders(path: string): readonly string[] | Obstacle;
  /** Other bytes for a file that still has this digest; it keeps its attributes, or gets those of the note `like`. */
  replace(path: string, was: string, bytes: Uint8Array, like?: string): Deed;
  /** A file where none is, with the folders on its way; with the attributes of the note `like`, or of `shape`. */
  create(path: string, bytes: Uint8Array, shape: Shape, like?: string): Deed;
  /** Takes a file away that still has this digest. */
  remove(path: string, was: string): Deed;
  /** Takes away what a killed run of ours may have left beside a file. */
  tidy(path: string): void;
  /** Brings to the disk what a program wrote to a file and left to the system. */
  sync(path: string): Deed;
  /** Takes a folder away if it is there and empty. */
  removeFolder(path: string): Deed;
  /** Whether so many bytes could be written beside this file. */
  room(path: string, bytes: number): Deed;
  digest(bytes: Uint8Array): string;
  /** What tells this boot from every other one; null where nothing does. */
  bootId(): string | null;
  /** Only one fngvt changes a host, and none while a package manager does. Free again when the process ends, however it ends. */
  lock(): Deed;
  unlock(): void;
  /** Runs one program of a closed list, its arguments apart; never a shell. Exit 0, or an obstacle. */
  run(argv: readonly string[], input?: string): Promise<Deed>;
  /** What a program says that only reads, the same list for its names. Only where there are commands. */
  hear(argv: readonly string[]): Promise<string | Obstacle>;
  /** A folder of its own for what is only looked at; emptied by `clear`. */
  scratch(): Scratch | Obstacle;
  /** From here on a wish to stop is noted instead of obeyed. */
  hold(): Hold;
}
