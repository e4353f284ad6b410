import * as z from 'zod/mini';

/** The steps of a plan: their types, and their part of `fngvt.plan/1` and `fngvt.journal/1`. */

/** Id of the rule that wants a step; null: no rule's (a verb of the person). */
const rule = z.nullable(z.string());
const argv = z.array(z.string());

/** What a plan does to one file: written whole, made, or taken away. */
export const editStep = z.object({
  kind: z.literal('edit'),
  /** Absolute path on the host. */
  path: z.string(),
  /** The text that was read when the plan was made; null: there was no such file. The step is refused if it is another by now. */
  before: z.nullable(z.string()),
  /** The text that the file is to have; null: the file goes. */
  after: z.nullable(z.string()),
  /** Permission bits of a file that is made, in octal; an existing file keeps its own. */
  mode: z.exactOptional(z.string()),
  /** Whether the change counts only after a reboot. */
  reboot: z.boolean(),
  rule,
});

/** One device put into the definition of a VM, or taken out. */
export const definitionChange = z.object({
  /** libvirt's UUID of the VM; its name where it has none. */
  domain: z.string(),
  /** Its name, as people know it; `undo --overwrite` takes it. */
  name: z.string(),
  /** The UUID or the PCI address of the device: all that the command is to change. */
  device: z.string(),
  /** Undo gives libvirt the whole definition of before, so it must not be one that somebody edited since. */
  isWhole: z.boolean(),
  /** The definition that the plan was made of, without passwords. The step is refused if it is another by now. */
  before: z.string(),
});

/**
 * How a generated grub.cfg is judged, first at a place where it does not count, then for real, against one that was generated
 * before the first step. No entry may go, no word of its command line may go but those of `dropped`, recovery entries gain nothing.
 */
export const grubCheck = z.object({
  kind: z.literal('grub'),
  /** The file that the boot loader reads: `/boot/grub/grub.cfg`. */
  config: z.string(),
  /** Words that every entry but the recovery ones must have, in force: `i915.enable_gvt=1`. */
  wanted: z.array(z.string()),
  /** Words that the plan takes away. */
  dropped: z.array(z.string()),
  /**
   * An entry of its own that comes behind all others, for one boot: it has these words and none of those, and every other entry stays as it is, at
   * its place.
   */
  tried: z.exactOptional(
    z.object({ entry: z.string(), words: z.array(z.string()), dropped: z.array(z.string()) }),
  ),
});

/** A command that a plan runs: arguments apart, never a shell. */
export const runStep = z.object({
  kind: z.literal('run'),
  argv,
  /**
   * What takes its effect back, run by undo in the reverse order; null: nothing can or need. The same as `argv`: it makes other
   * files out of the edited ones (`update-grub`), so undo runs it once more, after all files are back.
   */
  undo: z.nullable(argv),
  /** Text for its standard input, where the command takes one. */
  input: z.exactOptional(z.string()),
  /** What the file that it makes must hold before it counts. */
  verify: z.exactOptional(grubCheck),
  /** The definition of a VM that it changes. */
  definition: z.exactOptional(definitionChange),
  reboot: z.boolean(),
  rule,
});
