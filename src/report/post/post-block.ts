import { defused } from '../../capsule/block-marks.ts';
import { capsuleWithin } from '../../capsule/capsule.ts';
import type { Report } from '../../judge/report-types.ts';
import type { Words } from '../../words/report.en.ts';
import type { SharedSection } from './sections.ts';

/** Characters of the block in a whole post; what every report of ours comes to is half of it. */
const most = 1500;

/**
 * The sections of a whole post with the block that `--from` and `answer` read behind them: whoever helps needs nothing but the post. A part of the
 * checks, or a host as it might be, has none: it would be read as the whole host as it is.
 */
export function withBlock(
  sections: readonly SharedSection[],
  report: Report,
  words: Words,
  write: (lead: string, block: string) => string,
): readonly SharedSection[] {
  const safe = sections.map(section => ({ ...section, text: defused(section.text) }));
  if (report.verdict === null || report.supposed !== undefined) return safe;
  const text = write(words.forum.blockFor, capsuleWithin(report, most));
  return [...safe, { rank: 0, text }];
}
