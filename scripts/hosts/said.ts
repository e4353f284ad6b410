import { hasSnapshot, isHtml } from '../../src/host/snapshot/from-html.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { inputOf, isOurs, type Input } from '../../src/invocation/input.ts';
import { partial } from '../../src/invocation/partial.ts';
import { threadOf } from '../../src/invocation/pasted-thread.ts';
import { look, subjectOf } from '../../src/invocation/subject.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { loadRules } from '../../src/rules/load.ts';
import { UsageError } from '../../src/values/errors.ts';

/** What a host said, in whatever it was carried, without its names. */
export interface SaidByHost {
  readonly snapshot: Snapshot;
  /** What the tool concludes of it today. */
  readonly report: Report;
  /** Only what somebody happened to paste: what is missing was not kept back by the host. */
  readonly isPart: boolean;
  /** Every value that was replaced. */
  readonly hidden: readonly string[];
}

const version = '0.0.0';

/** Reads a snapshot, a page, what a collector printed, or a thread. `where` names it in messages. */
export async function saidByHost(text: string, where: string): Promise<SaidByHost> {
  const input = await holding(text, where);
  if (input.kind === 'report') throw onlyConclusion(where);
  if (input.snapshot.supposed !== undefined)
    throw new UsageError({
      en: `${where}: expected what a host said, found a what-if: ${input.snapshot.supposed.join(', ')}`,
      'zh-CN': `${where}：应为主机的记录，这份是假设：${input.snapshot.supposed.join('、')}`,
    });
  const subject = await subjectOf(input, { version });
  if ('report' in subject) throw onlyConclusion(where);
  // What is saved is what the doctor asks: whatever else a stranger's file holds stays outside.
  const { breakages } = await look(subject.others);
  const [broken] = breakages;
  if (broken !== undefined) throw broken.error;
  const isPart = subject.isPart === true;
  const saved = subject.snapshot({ taken: subject.taken ?? '', version, call: 'fngvt' });
  const unlabelled = Object.entries(saved).filter(([key]) => !['tool', 'redactions', 'note'].includes(key));
  const label = isPart ? { tool: { name: partial, version: '' } } : {};
  const snapshot = { ...Object.fromEntries(unlabelled), ...label } as Snapshot;
  return {
    snapshot,
    report: await judged(snapshot),
    isPart,
    hidden: subject.hidden().map(([value]) => value),
  };
}

/** What `doctor --from` concludes of a snapshot. */
export async function judged(snapshot: Snapshot): Promise<Report> {
  const { facts } = await look(replayHost(snapshot));
  return conclude(loadRules(), facts, nextBoot(facts), {
    version,
    taken: snapshot.taken,
    source: 'snapshot',
    isPart: snapshot.tool?.name === partial,
  });
}

/**
 * What a text holds. A page that is not ours and a text without a paper of ours are threads. Of a post with a capsule the capsule counts,
 * as everywhere: what a report plans looks like a file that somebody shows.
 */
async function holding(text: string, where: string): Promise<Input> {
  const isPaper = isOurs(text) && (!isHtml(text) || hasSnapshot(text));
  if (isPaper || /^\s*\{/u.test(text)) return inputOf(text, where);
  const { snapshot, thread } = await threadOf(text, where);
  if (thread.seen.length > 0) return { kind: 'snapshot', snapshot };
  throw new UsageError({
    en: `${where}: expected a post that shows what was on a terminal, found none of it`,
    'zh-CN': `${where}：应为带终端输出的帖子，这里一点都没有`,
  });
}

const onlyConclusion = (where: string): UsageError =>
  new UsageError({
    en: `${where}: expected what a host said, found only what was concluded of it; ask for the page (.html), \`fngvt snapshot host.json\`, or what the short collector prints`,
    'zh-CN': `${where}：应为主机的记录，这里只有结论；请对方给网页（.html）、\`fngvt snapshot host.json\`，或短采集脚本打印的内容`,
  });
