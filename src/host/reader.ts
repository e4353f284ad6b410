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
export interface LineFilter {
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
  read(path: string, keep?: LineFilter): Promise<Reading<string>>;
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

/** Files as they are to be: path → text; null: there is no such file, nor anything below it. */
export type Overlay = ReadonlyMap<string, string | null>;

const laid = new WeakMap<Host, { readonly real: Host; readonly overlay: Overlay }>();

/** Notes of what a host was made. The overlay may grow later. */
export function noteOverlay(host: Host, real: Host, overlay: Overlay): void {
  laid.set(host, { real, overlay });
}

/** The files that were laid over one host to make another of it; undefined: it was not made of it so. */
export function laidOver(host: Host, below: Host): Overlay | undefined {
  const all = new Map<string, string | null>();
  for (let at = host; at !== below;) {
    const layer = laid.get(at);
    if (layer === undefined) return undefined;
    for (const [path, text] of layer.overlay) if (!all.has(path)) all.set(path, text);
    at = layer.real;
  }
  return all;
}
