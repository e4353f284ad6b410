import { UsageError } from '../../values/errors.ts';
import { snapshotSchema, type Snapshot } from './schema.ts';

/** Holds a value against the schema. */
export function checkSnapshot(value: unknown, where: string): Snapshot {
  const parsed = snapshotSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place =
    issue === undefined || issue.path.length === 0
      ? ''
      : ` at ${issue.path.map(String).join('.').slice(0, 80)}`;
  throw new UsageError(`${where}: expected a snapshot (fngvt.snapshot/1)${place}: ${issue?.message ?? ''}`);
}
