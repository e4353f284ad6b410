import type { HostWriter, Failure } from '../../host/writer.ts';
import { textOfBytes } from '../../values/lossless-text.ts';
import { checkGrub } from './grub-check.ts';
import { checkTry } from './try-check.ts';
import type { GrubCheck, Step } from '../plan.ts';

/** A grub.cfg as the present files make it, at a place where it does not count. */
export async function generateGrub(writer: HostWriter): Promise<string | Failure> {
  const scratch = writer.scratch();
  if ('reason' in scratch) return scratch;
  try {
    const path = `${scratch.path}/grub.cfg`;
    const failed = await writer.run(['grub-mkconfig', '-o', path]);
    if (failed !== undefined) return failed;
    // A generator that found a fault in its own output leaves it here, and some versions end with 0 all the same.
    const rest = writer.readFile(`${path}.new`);
    const made = writer.readFile(path);
    if (rest !== null || made === null)
      return {
        reason: 'exit',
        details: { command: 'grub-mkconfig', exit: '0', output: 'grub-script-check' },
      };
    return 'reason' in made ? made : textOfBytes(made.bytes);
  } finally {
    scratch.clear();
  }
}

/** What stops a generated configuration from counting, as details for the words. */
export function grubObstacle(
  before: string,
  after: string,
  check: GrubCheck,
): Readonly<Record<string, string>> | undefined {
  const found =
    checkGrub(before, after, check) ??
    (check.tried === undefined ? undefined : checkTry(before, after, check.tried));
  return found === undefined ? undefined : { path: check.config, ...found };
}

/** A step that puts broken settings of GRUB right (remedies/grub-file.ts): before it, nothing need come out of them. */
export const isGrubRepair = (step: Step): boolean => step.kind === 'edit' && step.rule === 'grub-file';
