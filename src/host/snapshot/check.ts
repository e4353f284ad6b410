import { UsageError } from '../../values/errors.ts';
import { recordFault } from '../../records/record-fault.ts';
import type { Snapshot } from './snapshot-schema.ts';
import { validate } from './snapshot.validate.ts';

/** Holds a value against the shape of a snapshot, and fills in the sections that were left out. The value is no longer the caller's. */
export function checkSnapshot(value: unknown, where: string): Snapshot {
  const fault = recordFault(validate, value);
  if (fault === undefined) return value as Snapshot;
  const at = fault.place === '' ? '' : ` at ${fault.place.slice(0, 80)}`;
  throw new UsageError(`${where}: expected a snapshot (fngvt.snapshot/1)${at}: ${fault.wanted}`);
}
