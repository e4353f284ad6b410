import * as z from 'zod/mini';
import { idForm } from './journal-id.ts';
import { definitionChange, grubCheck } from '../step-schema.ts';

/**
 * The schema of `fngvt.journal/1`: the type of a journal, its JSON Schema (`fngvt schema journal`), and the check of what is read
 * (journal.validate.ts) are made of it. What a later version adds is passed over. A field of a step may be null and is never missing, since undo
 * goes by it: no file there is not the same as no word about it. Of the frame, `boot` and `foretold` may be missing, which means null.
 */

/** An absolute path without detours: what a journal names is written to. */
const pathForm = /^(?![\s\S]*\/\.{0,2}(?:\/|$))\/[^\0]*$/u;

const like = (wanted: string, form: RegExp): z.ZodMiniString =>
  z.string().check(z.regex(form), z.describe(wanted));
const path = like('an absolute path', pathForm);
const rule = z.nullable(z.string());
const argv = z.array(z.string()).check(z.minLength(1), z.describe('a command'));
const count = z.int().check(z.minimum(0));
const digest = like('a SHA-256', /^[\da-f]{64}$/);

/**
 * How far a step came. waiting: not begun. begun: it may have been done. done. undone: taken back, or found as before. left: could not be taken
 * back and was left as it is.
 */
const stepState = z.enum(['waiting', 'begun', 'done', 'undone', 'left']);

/** A file as the journal keeps it: readable where it is text. */
export const fileRecord = z.object({
  /** SHA-256. */
  digest,
  /** Its text; undefined where it is not UTF-8. */
  text: z.exactOptional(z.string()),
  /** Its bytes, where it is not UTF-8. */
  base64: z.exactOptional(z.string()),
  mode: like('four octal digits', /^[0-7]{4}$/),
  owner: count,
  group: count,
});

/** A file that was written, made or taken away. */
export const journalEdit = z.object({
  kind: z.literal('edit'),
  path,
  rule,
  /** Whether it counts only after a reboot. */
  reboot: z.boolean(),
  state: stepState,
  /** null: there was no file. */
  before: z.nullable(fileRecord),
  /** What we wrote; null: the file went. */
  after: z.nullable(fileRecord),
  /** The name of a copy beside the journal with all attributes of the file; undefined where there was none. */
  kept: z.exactOptional(like('the name of a note', /^[\w-][\w.-]*$/)),
  /** Folders that were made on the way, the outermost first. */
  folders: z.array(path),
});

/** A file that a command made of others. */
export const generatedFile = z.object({
  path,
  before: z.nullable(fileRecord),
  /** As it came out, or as it was seen to come out when the command began. */
  after: z.nullable(fileRecord),
});

/** The definition of a VM that a command changed. */
export const definitionRecord = z.object({
  ...definitionChange.shape,
  before: fileRecord,
  /** As it was read right after the command; null: it was cut short before that. */
  after: z.nullable(fileRecord),
});

/** A command that was run. */
export const journalRun = z.object({
  kind: z.literal('run'),
  argv,
  undo: z.nullable(argv),
  rule,
  /** Whether it counts only after a reboot. */
  reboot: z.boolean(),
  state: stepState,
  verify: z.exactOptional(z.object({ ...grubCheck.shape, config: path })),
  generated: z.exactOptional(generatedFile),
  definition: z.exactOptional(definitionRecord),
  /** The images that the command writes, as they were before it. */
  made: z.exactOptional(z.array(z.object({ path, digest }))),
  /** Folders that were not there before it, and that it makes, the outermost first. */
  folders: z.exactOptional(z.array(path)),
});

export const journalSchema = z.object({
  schema: z.literal('fngvt.journal/1'),
  /** Its name: the time it was begun. */
  id: like('the name of a journal', idForm),
  /** The version of fngvt that wrote it. */
  version: z.string(),
  /** ISO 8601. */
  begun: z.string(),
  /** When it came to its present state. */
  changed: z.string(),
  /** applying and undoing: cut short, if no fngvt is at work. partly-undone: something was left as it is, for the person to decide. */
  state: z.enum(['applying', 'applied', 'rolled-back', 'undoing', 'partly-undone', 'undone']),
  /** The boot in which it was applied (/proc/sys/kernel/random/boot_id); null where there is none. */
  boot: z._default(z.nullable(z.string()), null),
  /** What the plan said would come after the reboot; `doctor` holds what came against it. */
  foretold: z._default(
    z.nullable(
      z.object({
        /** The verdict's state. */
        state: z.string(),
        /** Its cause key. */
        cause: z._default(z.nullable(z.string()), null),
      }),
    ),
    null,
  ),
  steps: z.array(
    z.discriminatedUnion('kind', [journalEdit, journalRun]).check(z.describe('a step, edit or run')),
  ),
});
