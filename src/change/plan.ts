/** What a plan does to one file: written whole, made, or taken away. */
export interface EditStep {
  readonly kind: 'edit';
  /** Absolute path on the host. */
  readonly path: string;
  /** The text that was read when the plan was made; null: there was no such file. The step is refused if it is another by now. */
  readonly before: string | null;
  /** The text that the file is to have; null: the file goes. */
  readonly after: string | null;
  /** Permission bits of a file that is made, in octal; an existing file keeps its own. */
  readonly mode?: string;
  /** Whether the change counts only after a reboot. */
  readonly reboot: boolean;
  /** Id of the rule that wants it; null: no rule's (a verb of the person). */
  readonly rule: string | null;
}

/** A command that a plan runs: arguments apart, never a shell. */
export interface RunStep {
  readonly kind: 'run';
  readonly argv: readonly string[];
  /** What takes its effect back, run by undo in the reverse order; null: nothing can or need. */
  readonly undo: readonly string[] | null;
  /** Text for its standard input, where the command takes one. */
  readonly input?: string;
  readonly reboot: boolean;
  readonly rule: string | null;
}

export type Step = EditStep | RunStep;

/** Why something that was asked for is not in the plan. Keys are words of `src/words`. */
export interface Refusal {
  /** A key of the refusals' words. */
  readonly reason: string;
  /** What the words need to be concrete: paths, names, process ids. */
  readonly details?: Readonly<Record<string, string>>;
  readonly rule: string | null;
}

/** What a change would do. Plain data: printed as a diff, executed, or neither. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly refused: readonly Refusal[];
}
