import type { FileRecord } from '../../change/journal/journal.ts';
import type { UndoPlan } from '../../change/undo/show.ts';
import type { PlanDocument } from './plan-schema.ts';
import { reasonsOf } from './plan-object.ts';
import { recordText } from '../plan/record-text.ts';
import { jsonDocument } from '../../values/json-text.ts';

/** What is told of an undo besides its plan. */
export interface UndoFrame {
  readonly version: string;
  /** ISO 8601. */
  readonly now: string;
  /** `root`: the files of a mounted disk. */
  readonly source: 'live' | 'root';
  readonly journal: string | null;
  readonly applied?: boolean;
}

/** An undo as `fngvt.plan/1`, in no language. A file that somebody changed since is a refusal with its three texts. */
export function undoJson(
  plan: UndoPlan,
  { version, now, source, journal, applied = false }: UndoFrame,
): string {
  const text = (name: string, record: FileRecord | null): Readonly<Record<string, string>> => {
    const shown = recordText(record);
    return shown === null ? {} : { [name]: shown };
  };
  const refused = [
    ...plan.refused.map(({ reason, details = {}, rule }) => ({ reason, rule, details })),
    ...plan.changed.map(({ path, kind, before, ours, now: is }) => ({
      reason: kind === undefined ? 'changed-since' : 'definition-changed-since',
      rule: null,
      details: {
        ...(kind === undefined ? { path } : { vm: path }),
        ...text('before', before),
        ...text('ours', ours),
        ...text('now', is),
      },
    })),
  ];
  const { steps } = plan;
  const notes = plan.notes.length === 0 ? {} : { notes: reasonsOf(plan.notes) };
  const document: PlanDocument = {
    schema: 'fngvt.plan/1',
    tool: { name: 'fngvt', version },
    taken: now,
    source,
    steps,
    refused,
    ...notes,
    applied,
    journal,
  };
  return jsonDocument(document);
}
