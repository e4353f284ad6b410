import type { Host } from '../host/reader.ts';
import { platformCollector } from './platform.ts';

/** The platform alone, for words that differ by it; null where it can't be told. */
export async function recognise(host: Host): Promise<string | null> {
  const { facts } = await platformCollector.collect(host);
  const platform = facts.find(fact => fact.address === 'host/platform');
  return platform?.known === true && typeof platform.value === 'string' ? platform.value : null;
}
