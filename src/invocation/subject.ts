import { collect, collectOnce, type Collection } from '../facts/collect.ts';
import type { Facts } from '../facts/fact-index.ts';
import type { Overlay } from '../host/overlay-host.ts';
import type { Host } from '../host/reader.ts';
import { rememberingHost } from '../host/remember.ts';
import { ofOtherVersion } from '../host/snapshot/other-version.ts';
import { recordingHost, type Label } from '../host/snapshot/record.ts';
import { replayHost } from '../host/snapshot/replay.ts';
import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Report } from '../judge/report-types.ts';
import { Pseudonymizer } from '../privacy/pseudonymizer.ts';
import { hideText, redactingHost } from '../privacy/redacting-host.ts';
import type { Pasted } from './pasted-thread.ts';
import { unexpected } from '../values/errors.ts';
import { onlyAConclusion, whatAHostSaid } from './wrong-usage.ts';
import { portableCall } from '../values/portable-call.ts';
import type { Input } from './input.ts';
import { partial } from './partial.ts';
import { supposedMachine, type Supposed } from './supposed.ts';

/** A machine to look at. */
export interface Machine {
  /** What it says: judged is what was read. */
  readonly host: Host;
  /**
   * The same answers with stand-ins in the place of names, for whatever leaves the machine; the same host where its owner wished that
   * nothing be replaced, or nothing is left to be. What is asked here is what a snapshot of it holds.
   */
  readonly others: Host;
  /** When it was recorded, ISO 8601; undefined: it is looked at now. */
  readonly taken?: string;
  /** How its owner calls fngvt; undefined: as we were called. */
  readonly call?: string;
  /** The same machine, asked anew: what was answered before is forgotten. */
  readonly fresh: () => Host;
  readonly freshOthers: () => Host;
  /** Everything that was asked of `others` so far, with the answers. */
  readonly snapshot: (label: Label) => Snapshot;
  /** A text as the machine would give it: what a person typed, to be compared with what was read; or our own note of a file. */
  readonly hide: (text: string, path?: string) => string;
  /** What was replaced: the value with its stand-in. */
  readonly hidden: () => readonly (readonly [value: string, standIn: string])[];
  /** It holds only what somebody happened to paste: what is missing is nobody's choice, so less may be concluded. */
  readonly isPart?: boolean;
  /** The pasted thread that it was made of. */
  readonly thread?: Pasted;
  /** What is supposed of it; undefined: it is looked at as it is. */
  readonly supposed?: Supposed;
  /** Its facts, with those of what fngvt set up there once; undefined: it is a recording, which holds nothing of that. */
  readonly withSetUps?: (facts: Facts) => Promise<Facts>;
}

/** A machine, or what was concluded of one somewhere else. */
export type Subject = Machine | { readonly report: Report; readonly thread?: Pasted };

/** The machine with what is supposed of it; as it is, where that is nothing. */
export async function laidOver(
  asItIs: () => Host,
  overlay: Overlay,
): Promise<{ readonly look: () => Host; readonly supposed: Supposed | undefined }> {
  return overlay.size === 0 ? { look: asItIs, supposed: undefined } : supposedMachine(overlay, asItIs);
}

/** What is supposed now, beside what was when the snapshot was made. */
function withEarlier(
  supposed: Supposed | undefined,
  earlier: readonly string[] | undefined,
): Supposed | undefined {
  if (earlier === undefined || earlier.length === 0) return supposed;
  const paths = [...new Set([...earlier, ...(supposed?.paths ?? [])])];
  return { unused: () => [], ...supposed, paths };
}

/** A machine that says, and whose snapshot says, that it is a supposed one. */
export function marked(machine: Machine, supposed: Supposed | undefined): Machine {
  if (supposed === undefined) return machine;
  return {
    ...machine,
    supposed,
    snapshot: label => ({
      ...machine.snapshot(label),
      supposed: supposed.paths.map(path => machine.hide(path)),
    }),
  };
}

/** How a file is opened. */
export interface Opening {
  /** Our own version. */
  readonly version: string;
  /** Nothing is replaced. */
  readonly isOpen?: boolean;
  /** Shared by several files, so that the same name gets the same stand-in in all of them. */
  readonly standIns?: Pseudonymizer;
  /** Files to be laid over what the snapshot says. */
  readonly overlay?: Overlay;
}

/** What a file of `--from` holds, ready to be looked at. */
export async function subjectOf(
  input: Input,
  { version, isOpen = false, standIns, overlay = new Map() }: Opening,
): Promise<Subject> {
  if (input.kind === 'report') {
    if (overlay.size > 0) throw unexpected('--with', whatAHostSaid, onlyAConclusion);
    return { report: input.report };
  }
  const { snapshot } = input;
  // What this very version has gone through needs no second time; it would change nothing and cost a fifth of the run.
  const isHiddenByUs = snapshot.redactions !== undefined && snapshot.tool?.version === version;
  // What is laid over it has gone through nothing yet.
  const isDone = isHiddenByUs && overlay.size === 0;
  // Nobody knows the key of the machine here; the content itself serves, so that the same file gives the same report.
  const own = isOpen || isDone ? undefined : (standIns ?? (await standInsBy(JSON.stringify(snapshot))));
  const known = snapshot.redactions === undefined || isHiddenByUs ? snapshot : ofOtherVersion(snapshot);
  const { look, supposed } = await laidOver(() => replayHost(known), overlay);
  const machine = marked(
    machineOf(look, own, isOpen ? undefined : snapshot.redactions),
    withEarlier(supposed, snapshot.supposed),
  );
  const isPart = snapshot.tool?.name === partial;
  const call = snapshot.tool?.call;
  return {
    ...machine,
    ...(isPart ? { isPart, snapshot: (label: Label) => machine.snapshot({ ...label, name: partial }) } : {}),
    ...(snapshot.taken === '' ? {} : { taken: snapshot.taken }),
    ...(call === undefined ? {} : { call: portableCall(call) }),
  };
}

export async function standInsBy(key: string): Promise<Pseudonymizer> {
  const { keyedDigest } = await import('../host/digest.ts');
  return new Pseudonymizer(keyedDigest(key));
}

/** Without `standIns` nothing is replaced. `before` counts what was replaced when the snapshot was made, if that was done. */
export function machineOf(
  look: () => Host,
  standIns: Pseudonymizer | undefined,
  before?: Readonly<Record<string, number>>,
): Machine {
  const hidden = (host: Host): Host => (standIns === undefined ? host : redactingHost(host, standIns));
  const read = rememberingHost(look());
  const recording = recordingHost(hidden(read));
  const others = rememberingHost(recording.host);
  const isRedacted = standIns !== undefined || before !== undefined;
  return {
    host: standIns === undefined ? others : read,
    others,
    fresh: look,
    freshOthers: () => hidden(look()),
    snapshot: label => ({
      ...recording.snapshot(label),
      ...(isRedacted
        ? { redactions: summed(before ?? {}, standIns?.counts() ?? {}) }
        : { note: 'not redacted: holds names, addresses and serial numbers of its machine' }),
    }),
    hide: (text, path) => (standIns === undefined ? text : hideText(text, standIns, path)),
    hidden: () => standIns?.all() ?? [],
  };
}

function summed(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const kinds = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
  return Object.fromEntries(kinds.map(kind => [kind, (a[kind] ?? 0) + (b[kind] ?? 0)]));
}

/** Looks at the machine; `isOnce`: it will not be asked what comes of an edit. A collector that broke is told, so that a defect of ours is not taken for a fault of the host. */
export async function look(
  host: Host,
  isOnce = false,
): Promise<Collection & { readonly warnings: readonly string[] }> {
  const collection = await (isOnce ? collectOnce(host) : collect(host));
  return {
    ...collection,
    warnings: collection.breakages.flatMap(({ subject, error }) =>
      `fngvt: reading ${subject} broke (a bug in fngvt): ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`.split(
        '\n',
      ),
    ),
  };
}
