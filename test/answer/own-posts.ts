import { examine } from '../../src/invocation/examine.ts';
import { subjectOf } from '../../src/invocation/subject.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import type { Report } from '../../src/judge/report-types.ts';
import type { ReportFormat } from '../../src/report/formats.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { Language } from '../../src/values/text.ts';
import { nobody, renderingOf, written } from '../rendering.ts';

/** A recorded host as its owner shows it to others. */
export async function sharedReportOf(path: string): Promise<Report> {
  const snapshot = await openFixture(path);
  const subject = await subjectOf({ kind: 'snapshot', snapshot }, { version: nobody.version });
  const examination = await examine(subject, loadRules(), nobody, { isPlanned: true });
  return (await examination.shared()).report;
}

/** Everything that an owner may paste into a forum: the whole post and the short one, in each markup. */
export const ownPosts: readonly (readonly [name: string, format: ReportFormat, isCapsule: boolean])[] = [
  ['the post in Markdown', 'md', false],
  ['the post in BBCode', 'bbcode', false],
  ['the short post in Markdown', 'md', true],
  ['the short post in BBCode', 'bbcode', true],
  ['the short post as text', 'text', true],
];

export const ownPost = (
  report: Report,
  format: ReportFormat,
  isCapsule: boolean,
  language: Language,
): Promise<string> => written(format, renderingOf(report, language, { isCapsule }));

const quoted = (text: string, mark = '> '): string => text.replace(/^/gmu, mark);

/** As a mail program breaks lines: between words where there are any, and in the middle of what is too long. */
export const wrapped = (text: string, width = 72): string =>
  text
    .split('\n')
    .map(line => line.match(new RegExp(`(?:.{1,${String(width)}}(?:\\s+|$)|.{1,${String(width)}})`, 'gu')))
    .map(parts => (parts ?? ['']).map(part => part.trimEnd()).join('\n'))
    .join('\n');

/** What somebody else in the thread shows of a machine of theirs. */
const othersSession = `root@other:~# uname -r
5.4.0-26-generic
root@other:~# lspci -nn -s 00:02.0
00:02.0 VGA compatible controller [0300]: Intel Corporation Xeon E3-1200 v3/4th Gen Core Processor Integrated Graphics Controller [8086:0412] (rev 06)
root@other:~# cat /proc/cmdline
BOOT_IMAGE=/boot/vmlinuz-5.4.0-26-generic root=/dev/sda2 ro quiet`;

/** What happens to a post on its way. */
export const journeys: readonly (readonly [name: string, journey: (post: string) => string])[] = [
  ['as it is', post => post],
  ['quoted', post => `on Monday somebody wrote:\n${quoted(post)}\n\nthanks!`],
  ['quoted twice, wrapped at 72', post => quoted(wrapped(quoted(post)))],
  ['wrapped at 72', post => wrapped(post)],
  [
    'in a Discuz thread with another speaker',
    post =>
      `楼主 zhaocai  发表于 2025-3-2 21:17\n求助，虚拟机分不到核显\n\n沙发 laowang  发表于 2025-3-2 21:30\n我的机器是这样：\n${othersSession}\n\n板凳 zhaocai  发表于 2025-3-3 08:00\n${post}\n`,
  ],
  [
    'in a GitHub thread, answered by another speaker',
    post =>
      `marta commented on Mar 3, 2025\nCan't get a vGPU, this is what fngvt says.\n\n${post}\n\njonas commented on Mar 4, 2025\nSame here:\n\n${othersSession}\n`,
  ],
];
