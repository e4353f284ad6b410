import { UsageError } from '../../values/errors.ts';
import { checkSnapshot } from './check.ts';
import type { Snapshot } from './snapshot-schema.ts';

/** A snapshot from its text. `where` names it in messages. */
export function parseSnapshot(text: string, where: string): Snapshot {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${where}: expected a snapshot (JSON), found ${excerptOf(text)}`, { cause: error });
  }
  return checkSnapshot(value, where);
}

/** Is it the output of the collector? What stands before its first line (a quote's mark, a shell's greeting) is no matter. */
export function isCollected(text: string): boolean {
  return /^[^\n]{0,40}@@ fngvt\.collected\//mu.test(text.slice(0, 64 * 1024));
}

const excerptOf = (text: string): string =>
  text.trim() === '' ? 'nothing' : JSON.stringify(text.trim().slice(0, 30));
