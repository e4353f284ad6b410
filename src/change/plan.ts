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
  /**
   * What takes its effect back, run by undo in the reverse order; null: nothing can or need. The same as `argv`: it makes other
   * files out of the edited ones (`update-grub`), so undo runs it once more, after all files are back.
   */
  readonly undo: readonly string[] | null;
  /** Text for its standard input, where the command takes one. */
  readonly input?: string;
  /** What the file that it makes must hold before it counts. */
  readonly verify?: GrubCheck;
  /** The definition of a VM that it changes. */
  readonly definition?: DefinitionChange;
  readonly reboot: boolean;
  readonly rule: string | null;
}

/** One device put into the definition of a VM, or taken out. */
export interface DefinitionChange {
  /** libvirt's UUID of the VM; its name where it has none. */
  readonly domain: string;
  /** Its name, as people know it; `undo --overwrite` takes it. */
  readonly name: string;
  /** The UUID or the PCI address of the device: all that the command is to change. */
  readonly device: string;
  /** Undo gives libvirt the whole definition of before, so it must not be one that somebody edited since. */
  readonly isWhole: boolean;
  /** The definition that the plan was made of, without passwords. The step is refused if it is another by now. */
  readonly before: string;
}

/**
 * How a generated grub.cfg is judged, first at a place where it does not count, then for real, against one that was generated
 * before the first step. No entry may go, no word of its command line may go but those of `dropped`, recovery entries gain nothing.
 */
export interface GrubCheck {
  readonly kind: 'grub';
  /** The file that the boot loader reads: `/boot/grub/grub.cfg`. */
  readonly config: string;
  /** Words that every entry but the recovery ones must have, in force: `i915.enable_gvt=1`. */
  readonly wanted: readonly string[];
  /** Words that the plan takes away. */
  readonly dropped: readonly string[];
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
