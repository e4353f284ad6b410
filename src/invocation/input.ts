import { hasCapsule } from '../capsule/block-marks.ts';
import { isHtml, snapshotInHtml } from '../host/snapshot/from-html.ts';
import { isCollected, parseSnapshot } from '../host/snapshot/parse.ts';
import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Report } from '../judge/report-types.ts';
import type { UsageError } from '../values/errors.ts';
import { threadOf } from './pasted-thread.ts';

/** What a file of `--from` turned out to hold: what a host said, or a conclusion without it. */
export type Input =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | {
      readonly kind: 'report';
      readonly report: Report;
      /** Behind it stands another one that can't be read; it may be the newer. */
      readonly damaged?: UsageError;
    };

/** One kind of file. `recognises` looks at marks that no other kind has; `open` refuses what is damaged with a UsageError. */
export interface InputKind {
  readonly recognises: (text: string) => boolean;
  /** `where` names the file in messages. */
  readonly open: (text: string, where: string) => Input | Promise<Input>;
}

/** Is it what collector/short.sh printed? It begins with the first of its commands. */
export const isShortSession = (text: string): boolean =>
  /^\s{0,20}(?:root|nas)@nas:~[#$] uname -r\r?$/mu.test(text.slice(0, 200));

/** Every kind but the snapshot itself, which is what a file must be if it is nothing else. */
const kinds: readonly InputKind[] = [
  {
    recognises: isHtml,
    open: async (text, where) => ({ kind: 'snapshot', snapshot: await snapshotInHtml(text, where) }),
  },
  {
    recognises: isCollected,
    open: async (text, where) => ({
      kind: 'snapshot',
      snapshot: (await import('../host/snapshot/collected.ts')).parseCollected(text, where),
    }),
  },
  {
    recognises: isShortSession,
    open: async (text, where) => ({
      kind: 'snapshot',
      snapshot: (await threadOf(text, where)).snapshot,
    }),
  },
  {
    // A post may quote anything; a kind with marks of its own file stands before this one.
    recognises: hasCapsule,
    open: async (text, where) => ({
      kind: 'report',
      ...(await import('../capsule/capsule.ts')).decodeCapsules(text, where),
    }),
  },
];

/** What a text is, whoever made it. `where` names it in messages. */
export function inputOf(text: string, where: string): Input | Promise<Input> {
  const kind = kinds.find(candidate => candidate.recognises(text));
  return kind?.open(text, where) ?? { kind: 'snapshot', snapshot: parseSnapshot(text, where) };
}

/** Whether a text is one of the files that we make, and no snapshot: those are JSON. */
export const isOurs = (text: string): boolean => kinds.some(kind => kind.recognises(text));
