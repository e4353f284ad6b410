import type { Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report-types.ts';
import type { Rule } from '../rules/rule.ts';
import { unexpected } from '../values/errors.ts';
import type { Text } from '../values/text.ts';
import type { Examination } from './examine.ts';
import { eachFlag, type Parsed } from './flags.ts';
import { noRule, unknownRule } from './wrong-usage.ts';
import { upTo } from '../values/trimmed.ts';

/** A finding that its owner knows and lives with: it is shown as such, and a job does not stumble over it. */
export interface Waiver {
  /** Id of the rule. */
  readonly id: string;
  readonly reason: string;
  /** The last day on which it holds, `2026-12-31`; undefined: it holds until it is taken away. */
  readonly until?: string;
}

/** `--waive ID=REASON`, as often as there are findings to waive; `until=DATE` in the reason ends it. Commas belong to the reason. */
export function waiversOf(parsed: Parsed, rules: readonly Rule[]): readonly Waiver[] {
  const ids = rules.map(rule => rule.id);
  return eachFlag(parsed, 'waive').map(item => {
    const id = upTo(item, '=');
    const text = item.slice(id.length + 1);
    if (id === '') throw noRule('--waive');
    if (!ids.includes(id)) throw unknownRule('--waive', id, ids);
    return { id, ...reasonOf(text) };
  });
}

/** What is said why, without the date that ends it. */
function reasonOf(text: string): Omit<Waiver, 'id'> {
  const found = /(?:^|\s)until=(\S*)/u.exec(text);
  const reason = text
    .replace(found?.[0] ?? '', '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  if (found === null) return { reason };
  const [, until = ''] = found;
  if (!isDay(until))
    throw unexpected('--waive', { en: 'until=YYYY-MM-DD', 'zh-CN': 'until=年-月-日' }, `until=${until}`);
  return { reason, until };
}

/** A day of the calendar: no 31st of June. */
function isDay(text: string): boolean {
  const time = /^\d{4}-\d\d-\d\d$/u.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Whether a waiver holds now (ISO 8601); its last day counts everywhere on Earth. */
const holds = ({ until }: Waiver, now: string): boolean =>
  until === undefined || Date.parse(now) < Date.parse(`${until}T23:59:59Z`) + 12 * 3_600_000;

/** What came of looking at a machine, with the findings marked that somebody waived. */
export function waivedIn(examination: Examination, waivers: readonly Waiver[], now: string): Examination {
  if (waivers.length === 0) return examination;
  return {
    ...examination,
    report: withWaivers(examination.report, waivers, now),
    shared: async () => {
      const shared = await examination.shared();
      return { ...shared, report: withWaivers(shared.report, waivers, now) };
    },
  };
}

/** The report with the findings marked that somebody waived. What was found and concluded stays as it is. */
function withWaivers<R extends Report>(report: R, waivers: readonly Waiver[], now: string): R {
  const held = waivers.filter(waiver => holds(waiver, now));
  if (held.length === 0) return report;
  const marked = (finding: Finding): Finding => {
    const waiver = finding.verdict === 'fail' ? held.find(({ id }) => id === finding.id) : undefined;
    if (waiver === undefined) return finding;
    const { reason, until } = waiver;
    return { ...finding, waived: { reason, ...(until === undefined ? {} : { until }) } };
  };
  return { ...report, findings: report.findings.map(marked) };
}

/** The rule that a verdict rests on, where there is one in the way. */
export const restsOn = ({ verdict }: Report): readonly string[] =>
  verdict === null || verdict.state === 'ready' || verdict.rule === null ? [] : [verdict.rule];

/** What is to be told of waivers: one that has ended, and one that an answer rests on, which no waiver makes another. */
export function waiverNotes(
  waivers: readonly Waiver[],
  rulesOfVerdicts: ReadonlySet<string>,
  now: string,
): readonly Text[] {
  return waivers.flatMap(waiver => {
    if (!holds(waiver, now)) return [endedOf(waiver.id, waiver.until ?? '')];
    return rulesOfVerdicts.has(waiver.id) ? [keptOf(waiver.id)] : [];
  });
}

const endedOf = (id: string, until: string): Text => ({
  en: `--waive ${id}: ended on ${until}, so it counts again`,
  'zh-CN': `--waive ${id}：${until} 已到期，重新算数`,
});

const keptOf = (id: string): Text => ({
  en: `--waive ${id}: the verdict rests on it, and a waiver changes no verdict: the exit code stays`,
  'zh-CN': `--waive ${id}：结论就取决于这一项，豁免改不了结论，退出码不变`,
});
