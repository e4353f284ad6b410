import type { Deed, Hands } from '../host/host.ts';
import { bytesOfText } from '../values/lossless-text.ts';
import { sameBytes } from './journal.ts';
import { roomForImages } from './made-files.ts';
import type { EditStep, Refusal, Step } from './plan.ts';

/** Room that is wanted beside each file over what is written there (bytes): a file system must not be filled by us. */
const slack = 4 * 1024 * 1024;

/** What a grub.cfg of many kernels takes, and more (bytes). */
const grubConfig = 1024 * 1024;

/** Everything that can be known to fail before the first step: one reason for each step. */
export function preflight(steps: readonly Step[], hands: Hands): readonly Refusal[] {
  // Two steps may edit one file; the second finds what the first leaves.
  const expected = new Map<string, string | null>();
  const room = (path: string, bytes: number): Deed => hands.room(path, 2 * bytes + slack);
  const refused = steps.flatMap(step => {
    const obstacle =
      step.kind === 'edit'
        ? (editable(step, expected, hands) ?? room(step.path, bytesOfText(step.after ?? '').length))
        : step.verify === undefined
          ? roomForImages(step.argv, hands)
          : room(step.verify.config, grubConfig);
    if (step.kind === 'edit') expected.set(step.path, step.after);
    return obstacle === undefined ? [] : [{ ...obstacle, rule: step.rule }];
  });
  const own = room(hands.shelf.pathOf('journal'), 0);
  return own === undefined ? refused : [...refused, { ...own, rule: null }];
}

function editable(
  { path, before }: EditStep,
  expected: ReadonlyMap<string, string | null>,
  hands: Hands,
): Deed {
  const isStill = (is: boolean): Deed => (is ? undefined : { reason: 'changed', details: { path } });
  if (expected.has(path)) return isStill(expected.get(path) === before);
  hands.tidy(path);
  const state = hands.look(path);
  if (state !== null && 'reason' in state) return state;
  return isStill(isText(state?.bytes ?? null, before));
}

/** Byte for byte: only then is the text the one that the plan was made of. */
export function isText(bytes: Uint8Array | null, text: string | null): boolean {
  if (bytes === null || text === null) return bytes === null && text === null;
  return sameBytes(bytes, bytesOfText(text));
}
