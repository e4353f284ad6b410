import { propose, type Proposal, type PlanFilter } from '../src/change/plan/propose.ts';
import { wholePlan, type Whole, type WholeMeans } from '../src/change/plan/whole.ts';
import { collect } from '../src/facts/collect.ts';
import type { Facts } from '../src/facts/fact-index.ts';
import type { Host } from '../src/host/reader.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import { loadFixes, loadRules } from '../src/rules/load.ts';
import { ruleTexts } from '../src/rules/rule-texts.ts';

/** All that sharing needs, and nothing that is done only when asked for. */
export const everything: PlanFilter = { only: [], include: [] };

const frame = { version: '0.0.0', taken: '2025-01-24T10:30:00+08:00', source: 'snapshot' } as const;

/** What is planned for a host whose facts are known. */
export function planOf(host: Host, facts: Facts, wish: PlanFilter = everything): Promise<Proposal> {
  return propose({ host, facts, rules: loadRules(), fixes: loadFixes(), frame }, wish);
}

/** What whole plans are made with; `remediesOf` stands for what the rules say. */
export const wholeMeans = (
  host: Host,
  facts: Facts,
  remediesOf: WholeMeans['remediesOf'] = id => ruleTexts(id).remedies,
): WholeMeans => ({ host, facts, rules: loadRules(), fixes: loadFixes(), frame, remediesOf });

/** The same with what others have to do for it. */
export async function wholeOf(
  means: WholeMeans,
  wish: PlanFilter = everything,
): Promise<Whole & { readonly own: Proposal }> {
  const own = await planOf(means.host, means.facts, wish);
  return { ...(await wholePlan(own, means, wish)), own };
}

/** A recorded host with its facts, from its file. */
export async function recorded(path: string): Promise<{ readonly host: Host; readonly facts: Facts }> {
  const host = replayHost(await openFixture(path));
  return { host, facts: (await collect(host)).facts };
}
