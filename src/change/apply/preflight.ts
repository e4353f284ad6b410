import type { WriteResult, HostWriter } from '../../host/writer.ts';
import { bytesOfText } from '../../values/lossless-text.ts';
import { sameBytes } from '../journal/journal.ts';
import { roomForImages } from '../journal/boot-images.ts';
import type { EditStep, Refusal, Step } from '../plan.ts';

/** Room that is wanted beside each file over what is written there (bytes): a file system must not be filled by us. */
const slack = 4 * 1024 * 1024;

/** What a grub.cfg of many kernels takes, and more (bytes). */
const grubConfig = 1024 * 1024;

/** Everything that can be known to fail before the first step: one reason for each step. */
export function preflight(steps: readonly Step[], writer: HostWriter): readonly Refusal[] {
  // Two steps may edit one file; the second finds what the first leaves.
  const expected = new Map<string, string | null>();
  const room = (path: string, bytes: number): WriteResult => writer.checkSpace(path, 2 * bytes + slack);
  const faultOf = (step: Step): Omit<Refusal, 'rule'> | undefined => {
    if (step.kind === 'edit')
      return editable(step, expected, writer) ?? room(step.path, bytesOfText(step.after ?? '').length);
    return step.verify === undefined
      ? roomForImages(step.argv, writer)
      : room(step.verify.config, grubConfig);
  };
  const refused = steps.flatMap(step => {
    const failure = faultOf(step);
    if (step.kind === 'edit') expected.set(step.path, step.after);
    return failure === undefined ? [] : [{ ...failure, rule: step.rule }];
  });
  const own = room(writer.journals.pathOf('journal'), 0);
  return own === undefined ? refused : [...refused, { ...own, rule: null }];
}

function editable(
  { path, before }: EditStep,
  expected: ReadonlyMap<string, string | null>,
  writer: HostWriter,
): WriteResult {
  const isStill = (is: boolean): WriteResult => (is ? undefined : { reason: 'changed', details: { path } });
  if (expected.has(path)) return isStill(expected.get(path) === before);
  writer.tidy(path);
  const state = writer.readFile(path);
  if (state !== null && 'reason' in state) return state;
  return isStill(isText(state?.bytes ?? null, before));
}

/** Byte for byte: only then is the text the one that the plan was made of. */
export function isText(bytes: Uint8Array | null, text: string | null): boolean {
  if (bytes === null || text === null) return bytes === null && text === null;
  return sameBytes(bytes, bytesOfText(text));
}
