import type { Report } from '../judge/report.ts';
import { UsageError } from '../values/errors.ts';
import { readBlock, writeBlock } from './block.ts';
import { contentOf } from './content.ts';
import { measures, type Measure } from './measure.ts';
import { pack, unpack } from './pack.ts';
import { rebuild } from './rebuild.ts';
import { contentSchema } from './capsule-schema.ts';

/** The block of a report, with as much in it as the measure lets in. */
export function encodeCapsule(report: Report, measure: Measure): string {
  return writeBlock(pack(contentOf(report, measure)));
}

/** Every size of block, from the fullest; made when it is asked for. */
export function* capsuleBlocks(report: Report): Generator<string> {
  for (const measure of measures) yield encodeCapsule(report, measure);
}

/** The report of the first undamaged capsule in a post. Whatever is wrong is one line. */
export function decodeCapsule(post: string, where: string): Report {
  const bytes = readBlock(post, where);
  let value: unknown;
  try {
    value = unpack(bytes);
  } catch (error) {
    throw new UsageError(
      `${where}: expected the content of a capsule, found something that does not unpack`,
      {
        cause: error,
      },
    );
  }
  const content = contentSchema.safeParse(value);
  if (!content.success) {
    const at = content.error.issues[0]?.path.join('/') ?? '';
    throw new UsageError(`${where}: expected the content of a capsule, found another shape at /${at}`);
  }
  return rebuild(content.data);
}
