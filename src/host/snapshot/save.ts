import { gzipSync } from 'node:zlib';
import type { Snapshot } from './snapshot-schema.ts';
import { jsonDocument } from '../../values/json-text.ts';

/** A snapshot as its file holds it: a person can read it. */
export function snapshotText(snapshot: Snapshot): string {
  return jsonDocument(snapshot);
}

/** The same for a file of this name: packed where it ends in `.gz`. */
export function snapshotFile(snapshot: Snapshot, path: string): string | Uint8Array {
  const text = snapshotText(snapshot);
  return path.endsWith('.gz') ? gzipSync(text) : text;
}
