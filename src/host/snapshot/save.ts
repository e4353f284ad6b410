import type { Snapshot } from './snapshot-schema.ts';
import { jsonDocument } from '../../values/json-text.ts';

/** A snapshot as its file holds it: a person can read it. */
export function snapshotText(snapshot: Snapshot): string {
  return jsonDocument(snapshot);
}

/** The same for a file of this name: packed where it ends in `.gz`. */
export async function snapshotFile(snapshot: Snapshot, path: string): Promise<string | Uint8Array> {
  const text = snapshotText(snapshot);
  if (!path.endsWith('.gz')) return text;
  const { gzip } = await import('../gzip.ts');
  return gzip(text);
}
