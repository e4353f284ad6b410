import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Language } from '../values/text.ts';
import { SnapshotBuilder } from './snapshot-builder.ts';
import { cleanLines, isMarked, markupOf, type Markup } from './lines.ts';
import { readCmdline } from './readers/pasted-cmdline.ts';
import { readFiles } from './readers/pasted-files.ts';
import { readInxi } from './readers/pasted-inxi.ts';
import { readKernel } from './readers/pasted-kernel.ts';
import { readListings } from './readers/pasted-listings.ts';
import { readLog } from './readers/pasted-log.ts';
import { readLspci } from './readers/pasted-lspci.ts';
import { readMachine } from './readers/pasted-machine.ts';
import { readMdev } from './readers/pasted-mdev.ts';
import { readMessages } from './readers/pasted-messages.ts';
import { readModules } from './readers/pasted-modules.ts';
import { readNamed } from './readers/pasted-named.ts';
import { readLoops } from './readers/pasted-loops.ts';
import { readPlace } from './readers/pasted-place.ts';
import { readOthers } from './readers/pasted-others.ts';
import type { Reader } from './readers/paste-reader.ts';
import { claimsOf, layClaims, type Claim } from './claims.ts';
import { askersLines } from './speakers.ts';
import { usualHost } from './usual.ts';
import { dkmsOf, type DkmsState } from './dkms.ts';
import { exchangesOf, type Exchange } from './session.ts';

/** What a pasted thread turned out to hold. */
export interface Paste {
  /** What it says of the machine; whatever it does not show was not captured. */
  readonly snapshot: Snapshot;
  /** Outputs that were recognised, as the command or file that gives them. Empty: nothing was. */
  readonly seen: readonly string[];
  /** Paths of which it gives two answers; neither is used. */
  readonly contradictions: readonly string[];
  /** Others who speak in it, by their prompts or their posts; what they said is not used. */
  readonly otherHosts: number;
  /** How its author writes. */
  readonly author: Author;
  /** What is said of the machine in words alone. */
  readonly claims: readonly Claim[];
  /** The same snapshot with what is said laid into it where nothing is shown; undefined: nothing is said. */
  readonly withClaims?: () => Snapshot;
  /** The same with what is usual laid under it, where the post is silent of it: what follows from it is likely. */
  readonly withUsual: () => Snapshot;
  readonly dkms?: DkmsState;
  /** Its lines, as the terminal or its author had them. */
  readonly lines: readonly string[];
}

/** What an answer to the author must be like. */
export interface Author {
  readonly language: Language;
  readonly markup: Markup;
  /** The text shows that markup; else it is only a guess. */
  readonly isMarked: boolean;
  /** The prompts are root's: no `sudo` is needed, and there may be none. */
  readonly isRoot: boolean;
}

const readers: readonly Reader[] = [
  readKernel,
  readInxi,
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
  readPlace,
  readLoops,
  readOthers,
];

/** The text of whoever began a thread, without what others posted in it; as it is where nobody else did. */
export function askersText(text: string): string {
  const { lines, others } = askersLines(cleanLines(text));
  return others === 0 ? text : lines.map(line => line.text).join('\n');
}

/** Reads a forum post or a terminal session. A sentence of its author's is never evidence: what it claims is kept apart. */
export function readPaste(text: string): Paste {
  const { lines, others } = askersLines(cleanLines(text));
  const session = exchangesOf(lines);
  const draft = draftOf(session.exchanges);
  const snapshot = draft.snapshot();
  const claims = claimsOf(lines);
  const dkms = dkmsOf(lines.map(line => line.text));
  return {
    claims,
    ...(dkms === undefined ? {} : { dkms }),
    ...(claims.length === 0 ? {} : { withClaims: () => claimedSnapshot(session.exchanges, claims) }),
    withUsual: () => usualSnapshot(session.exchanges, claims),
    lines: lines.map(line => line.text),
    snapshot,
    seen: draft.seen,
    contradictions: draft.contradictions,
    otherHosts: Math.max(session.otherHosts, others),
    author: {
      language: languageOf(text),
      markup: markupOf(text),
      isMarked: isMarked(text),
      isRoot: session.isRoot,
    },
  };
}

function draftOf(exchanges: readonly Exchange[]): SnapshotBuilder {
  const draft = new SnapshotBuilder();
  for (const exchange of exchanges) for (const reader of readers) reader(exchange, draft);
  return draft;
}

function claimedSnapshot(exchanges: readonly Exchange[], claims: readonly Claim[]): Snapshot {
  const draft = draftOf(exchanges);
  layClaims(claims, draft);
  return draft.snapshot();
}

function usualSnapshot(exchanges: readonly Exchange[], claims: readonly Claim[]): Snapshot {
  const draft = draftOf(exchanges);
  layClaims(claims, draft);
  return usualHost(draft.snapshot());
}

/** A few Chinese characters could be a name in a long text; more are a language, and of a short text they are half. */
function languageOf(text: string): Language {
  const count = text.slice(0, 200_000).match(/\p{Script=Han}/gu)?.length ?? 0;
  return count >= 6 || (count >= 2 && text.length < 120) ? 'zh-CN' : 'en';
}
