import { propose, type Proposal, type Wish } from '../src/change/propose.ts';
import { collect } from '../src/facts/collect.ts';
import type { FactBook } from '../src/facts/fact-book.ts';
import type { Host } from '../src/host/host.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import { loadFixes, loadRules } from '../src/rules/load.ts';

/** All that sharing needs, and nothing that is done only when asked for. */
export const everything: Wish = { only: [], include: [] };

const frame = { version: '0.0.0', taken: '2025-01-24T10:30:00+08:00', source: 'snapshot' } as const;

/** What is planned for a host whose facts are known. */
export function planOf(host: Host, facts: FactBook, wish: Wish = everything): Promise<Proposal> {
  return propose({ host, facts, rules: loadRules(), fixes: loadFixes(), frame }, wish);
}

/** A recorded host with its facts, from its file. */
export async function recorded(path: string): Promise<{ readonly host: Host; readonly facts: FactBook }> {
  const host = replayHost(await openFixture(path));
  return { host, facts: (await collect(host)).facts };
}
