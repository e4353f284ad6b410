import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Language } from '../values/text.ts';
import { SnapshotBuilder } from './snapshot-builder.ts';
import { cleanLines, markupOf, type Markup } from './lines.ts';
import { readCmdline } from './readers/pasted-cmdline.ts';
import { readFiles } from './readers/pasted-files.ts';
import { readKernel } from './readers/pasted-kernel.ts';
import { readListings } from './readers/pasted-listings.ts';
import { readLog } from './readers/pasted-log.ts';
import { readLspci } from './readers/pasted-lspci.ts';
import { readMachine } from './readers/pasted-machine.ts';
import { readMdev } from './readers/pasted-mdev.ts';
import { readMessages } from './readers/pasted-messages.ts';
import { readModules } from './readers/pasted-modules.ts';
import { readNamed } from './readers/pasted-named.ts';
import { readOthers } from './readers/pasted-others.ts';
import type { Reader } from './readers/paste-reader.ts';
import { exchangesOf } from './session.ts';

/** What a pasted thread turned out to hold. */
export interface Paste {
  /** What it says of the machine; whatever it does not show was not captured. */
  readonly snapshot: Snapshot;
  /** Outputs that were recognised, as the command or file that gives them. Empty: nothing was. */
  readonly seen: readonly string[];
  /** Paths of which it gives two answers; neither is used. */
  readonly contradictions: readonly string[];
  /** Other machines whose prompts are in it; what they said is not used. */
  readonly otherHosts: number;
  /** How its author writes. */
  readonly author: Author;
}

/** What an answer to the author must be like. */
export interface Author {
  readonly language: Language;
  readonly markup: Markup;
  /** The prompts are root's: no `sudo` is needed, and there may be none. */
  readonly isRoot: boolean;
}

const readers: readonly Reader[] = [
  readKernel,
  readMachine,
  readCmdline,
  readLspci,
  readModules,
  readFiles,
  readListings,
  readMdev,
  readLog,
  readNamed,
  readMessages,
  readOthers,
];

/** Reads a forum post or a terminal session. A sentence of its author's is never evidence. */
export function readPaste(text: string): Paste {
  const lines = cleanLines(text);
  const session = exchangesOf(lines);
  const draft = new SnapshotBuilder();
  for (const exchange of session.exchanges) for (const reader of readers) reader(exchange, draft);
  const snapshot = draft.snapshot();
  return {
    snapshot,
    seen: draft.seen,
    contradictions: draft.contradictions,
    otherHosts: session.otherHosts,
    author: { language: languageOf(text), markup: markupOf(text), isRoot: session.isRoot },
  };
}

/** A few Chinese characters could be a name; more are a language. */
function languageOf(text: string): Language {
  return (text.slice(0, 200_000).match(/\p{Script=Han}/gu)?.length ?? 0) >= 6 ? 'zh-CN' : 'en';
}
