import type { Report } from '../judge/report-types.ts';
import { unexpected } from '../values/errors.ts';
import { recordFault } from '../records/record-fault.ts';
import { readBlock, writeBlock } from './block.ts';
import { contentOf } from './content.ts';
import { measures, type Measure } from './measure.ts';
import { pack, unpack } from './pack.ts';
import { rebuild } from './rebuild.ts';
import type { Content } from './capsule-schema.ts';
import { validate } from './content.validate.ts';

/** The block of a report, with as much in it as the measure lets in. */
export function encodeCapsule(report: Report, measure: Measure): string {
  return writeBlock(pack(contentOf(report, measure)));
}

/** Every size of block, from the fullest; made when it is asked for. */
export function* capsuleBlocks(report: Report): Generator<string> {
  for (const measure of measures) yield encodeCapsule(report, measure);
}

const content = { en: 'the content of a capsule', 'zh-CN': 'capsule 的内容' };

/** The report of the first undamaged capsule in a post. Whatever is wrong is one line. */
export function decodeCapsule(post: string, where: string): Report {
  const bytes = readBlock(post, where);
  let value: unknown;
  try {
    value = unpack(bytes);
  } catch (error) {
    throw unexpected(
      where,
      content,
      { en: 'something that does not unpack', 'zh-CN': '解不开的东西' },
      { cause: error },
    );
  }
  const fault = recordFault(validate, value);
  if (fault !== undefined) {
    const at = fault.place.replaceAll('.', '/');
    throw unexpected(where, content, {
      en: `another shape at /${at}`,
      'zh-CN': `/${at} 处的格式不对`,
    });
  }
  return rebuild(value as Content);
}
