import { UsageError } from '../../values/errors.ts';
import { recordFault } from '../../records/record-fault.ts';
import type { Snapshot } from './snapshot-schema.ts';
import { validate } from './snapshot.validate.ts';

/** Holds a value against the shape of a snapshot, and fills in the sections that were left out. The value is no longer the caller's. */
export function checkSnapshot(value: unknown, where: string): Snapshot {
  const fault = recordFault(validate, value);
  if (fault === undefined) return value as Snapshot;
  const at = fault.place === '' ? '' : ` at ${fault.place.slice(0, 80)}`;
  const there = fault.place === '' ? '内容' : ` ${fault.place.slice(0, 80)} 这一处`;
  throw new UsageError({
    en: `${where}: expected a snapshot (fngvt.snapshot/1)${at}: ${fault.wanted}`,
    'zh-CN': `${where}：应为快照（fngvt.snapshot/1），但${there}不对`,
  });
}
