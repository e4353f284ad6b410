import type { Report } from '../judge/report-types.ts';
import { unexpected, UsageError } from '../values/errors.ts';
import { recordFault } from '../records/record-fault.ts';
import { readBlocks, writeBlock } from './block.ts';
import { checksum } from './checksum.ts';
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

/** The fullest block of a report that takes up no more than so many characters; the smallest, where none does. */
export function capsuleWithin(report: Report, most: number): string {
  let last = '';
  for (const block of capsuleBlocks(report)) {
    last = block;
    if (block.length <= most) break;
  }
  return last;
}

/** What the capsules of a post come to. */
export interface Decoded {
  readonly report: Report;
  /** Behind it stands another one that is damaged: it may be the newer. */
  readonly damaged?: UsageError;
}

/** The first report of the capsules in a post, or a newer one of the same machine: who asks again shows how it is by then. Whatever is wrong is one line. */
export function decodeCapsules(post: string, where: string): Decoded {
  const blocks = readBlocks(post, where);
  const outcomes = blocks.map(block => ('bytes' in block ? reportIn(block.bytes, where) : block.fault));
  let newest: { readonly report: Report; readonly at: number } | undefined;
  for (const [at, report] of outcomes.entries()) {
    if (report instanceof UsageError) continue;
    if (newest === undefined || isNewerOf(newest.report, report)) newest = { report, at };
  }
  if (newest === undefined)
    throw outcomes.find(outcome => outcome instanceof UsageError) ?? unexpected(where, capsule, none);
  const sums = blocks.flatMap(block => ('bytes' in block ? [checksum(block.bytes)] : []));
  // The same one, spoilt by being quoted, says nothing new.
  const damaged = blocks.slice(newest.at).find(block => 'fault' in block && !sums.includes(block.sum));
  return {
    report: newest.report,
    ...(damaged !== undefined && 'fault' in damaged ? { damaged: damaged.fault } : {}),
  };
}

const isNewerOf = (older: Report, newer: Report): boolean =>
  Date.parse(newer.taken) > Date.parse(older.taken) &&
  newer.host.cpu.name === older.host.cpu.name &&
  newer.gpus[0]?.id === older.gpus[0]?.id;

/** The same report alone. */
export const decodeCapsule = (post: string, where: string): Report => decodeCapsules(post, where).report;

const capsule = { en: 'a capsule', 'zh-CN': '一段 capsule' };
const none = { en: 'no line that begins one', 'zh-CN': '没有一行是它的开头' };
const content = { en: 'the content of a capsule', 'zh-CN': 'capsule 的内容' };

/** The report, or what is wrong with it. */
function reportIn(bytes: Uint8Array, where: string): Report | UsageError {
  let value: unknown;
  try {
    value = unpack(bytes);
  } catch (error) {
    const found = { en: 'something that does not unpack', 'zh-CN': '解不开的东西' };
    return unexpected(where, content, found, { cause: error });
  }
  const fault = recordFault(validate, value);
  if (fault === undefined) return rebuild(value as Content);
  const at = fault.place.replaceAll('.', '/');
  return unexpected(where, content, { en: `another shape at /${at}`, 'zh-CN': `/${at} 处的格式不对` });
}
