import type { LimitedHost } from '../host/time-limited.ts';
import type { Language } from '../values/text.ts';
import type { Rendered } from '../values/styled.ts';

/** Text, or bytes where it is packed. */
export type FileContent = Rendered | Uint8Array;

/** What a verb gives back; only cli.ts prints, writes and exits. */
export interface CommandOutcome {
  readonly exit: number;
  /** For standard output. */
  readonly text: Rendered;
  /** For standard error, a line each, whatever it holds. */
  readonly warnings?: readonly string[];
  /** What is printed bit by bit, before the rest; at its end it tells the outcome that counts. */
  readonly flow?: AsyncGenerator<Rendered, CommandOutcome>;
  /** Files to write: path → content. */
  readonly files?: Readonly<Record<string, FileContent>>;
  /** The same for files that must not exist yet. */
  readonly newFiles?: Readonly<Record<string, FileContent>>;
  /** Asked on a terminal after a bare `fngvt`; default No. Yes runs this. */
  readonly offer?: { readonly question: string; readonly argv: readonly string[] };
}

/** What cli.ts knows of the person and the terminal. */
export interface Invocation {
  readonly version: string;
  /** Now, ISO 8601. */
  readonly now: string;
  /** How this person called fngvt. */
  readonly call: string;
  /** The same from any folder; undefined: the same words. */
  readonly callLater?: string;
  /** Cells of a line. */
  readonly columns: number;
  readonly isTerminal: boolean;
  /** Scales every time limit of programs; 1 where nothing is said. */
  readonly pace?: number;
  /** What is learnt on the way and told at the end of a run. */
  readonly learnt?: Learnt;
  /** Asks the person; No where there is no terminal to ask on. */
  readonly ask: (question: Rendered) => Promise<boolean>;
  readonly environment: {
    readonly fngvtLang?: string;
    readonly locale?: string;
    readonly terminal?: string;
    /** Whether they are somebody else outside of this process: sudo(8) sets SUDO_UID. */
    readonly isSudo?: boolean;
  };
}

/** Filled while a verb runs. */
export interface Learnt {
  /** Every look at this machine. */
  readonly looks: LimitedHost[];
  /** The reader's language, once it is known. */
  language?: Language;
  /** A text of the machine as it may be told; standard error may go anywhere. */
  hide?: (text: string) => string;
}
