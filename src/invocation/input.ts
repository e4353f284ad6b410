import { hasCapsule } from '../capsule/block-marks.ts';
import { isHtml, snapshotInHtml } from '../host/snapshot/from-html.ts';
import { isCollected, parseSnapshot, readInput } from '../host/snapshot/open.ts';
import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import type { Report } from '../judge/report-types.ts';

/** What a file of `--from` turned out to hold: what a host said, or a conclusion without it. */
export type Input =
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'report'; readonly report: Report };

/** One kind of file. `recognises` looks at marks that no other kind has; `open` refuses what is damaged with a UsageError. */
export interface InputKind {
  readonly recognises: (text: string) => boolean;
  /** `where` names the file in messages. */
  readonly open: (text: string, where: string) => Input | Promise<Input>;
}

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
    // A post may quote anything; a kind with marks of its own file stands before this one.
    recognises: hasCapsule,
    open: async (text, where) => ({
      kind: 'report',
      report: (await import('../capsule/capsule.ts')).decodeCapsule(text, where),
    }),
  },
];

/** Reads a file of `--from`, or `-` for standard input. */
export async function openInput(path: string): Promise<Input> {
  if (/\.ya?ml$/u.test(path)) {
    return {
      kind: 'snapshot',
      snapshot: await (await import('../host/snapshot/fixture.ts')).openFixture(path),
    };
  }
  const text = await readInput(path);
  const kind = kinds.find(candidate => candidate.recognises(text));
  return kind?.open(text, path) ?? { kind: 'snapshot', snapshot: parseSnapshot(text, path) };
}
