import type { Plan, Refusal, RunStep, Step } from '../change/plan.ts';

/** Something that a person must know beside the steps; a key of the words of `vgpu` and `vm`. */
export interface Note {
  readonly note: string;
  /** What the words need to be concrete. */
  readonly details?: Readonly<Record<string, string>>;
}

/** What would change in a definition that a program keeps, and which is no file of ours: for showing, never for writing. */
export interface Preview {
  /** Whose definition it is. */
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A plan with what has to be said about it. */
export interface VgpuProposal extends Plan {
  readonly notes: readonly Note[];
  readonly previews: readonly Preview[];
}

export const refused = (reason: string, details: Readonly<Record<string, string>> = {}): Refusal => ({
  reason,
  details,
  rule: null,
});

/** A proposal that is refused. */
export const refusal = (reason: string, details: Readonly<Record<string, string>> = {}): VgpuProposal => ({
  steps: [],
  refused: [refused(reason, details)],
  notes: [],
  previews: [],
});

export const proposal = (
  steps: readonly Step[],
  notes: readonly Note[] = [],
  previews: readonly Preview[] = [],
): VgpuProposal => ({ steps, refused: [], notes, previews });

/** A command of a plan. */
export const run = (argv: readonly string[], undo: readonly string[] | null): RunStep => ({
  kind: 'run',
  argv,
  undo,
  reboot: false,
  rule: null,
});

/** A file of a plan; `before` is what was read. */
export const edit = (path: string, before: string | null, after: string | null, mode = '0644'): Step => ({
  kind: 'edit',
  path,
  before,
  after,
  ...(before === null ? { mode } : {}),
  reboot: false,
  rule: null,
});

/** The text of each file that a plan may edit; null: there is none. A path that was not asked for is a mistake of ours. */
export type HostFiles = ReadonlyMap<string, string | null>;

export function textOf(files: HostFiles, path: string): string | null {
  const text = files.get(path);
  if (text === undefined) throw new Error(`${path}: not among the files that were read`);
  return text;
}
