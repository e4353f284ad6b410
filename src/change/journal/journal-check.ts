import { either, is, list, object, type ShapeCheck } from '../../values/shape.ts';

/** The name of a journal: the time it was begun, and a number where that was taken. */
export const idForm = /^\d{8}-\d{6}(?:-\d+)?$/u;

/** An absolute path without detours: what a journal names is written to. */
export const pathForm = /^(?![\s\S]*\/\.{0,2}(?:\/|$))\/[^\0]*$/u;

const text = is('a text', value => typeof value === 'string');
const truth = is('true or false', value => typeof value === 'boolean');
const count = is('a whole number', value => Number.isSafeInteger(value) && (value as number) >= 0);
const nothing = is('null', value => value === null);
const like = (wanted: string, form: RegExp): ShapeCheck =>
  is(wanted, value => typeof value === 'string' && form.test(value));
const oneOf = (...words: readonly string[]): ShapeCheck =>
  is(`one of ${words.join(', ')}`, value => typeof value === 'string' && words.includes(value));
const orNull = (shape: ShapeCheck): ShapeCheck => either(shape, nothing);

const path = like('an absolute path', pathForm);
const argv: ShapeCheck = value =>
  list(text)(value) ?? is('a command', all => (all as unknown[]).length > 0)(value);
const state = oneOf('waiting', 'begun', 'done', 'undone', 'left');

const digest = like('a SHA-256', /^[\da-f]{64}$/);

const file = object({
  digest,
  'text?': text,
  'base64?': text,
  mode: like('four octal digits', /^[0-7]{4}$/),
  owner: count,
  group: count,
});

const step = either(
  object({
    kind: oneOf('edit'),
    path,
    rule: orNull(text),
    reboot: truth,
    state,
    before: orNull(file),
    after: orNull(file),
    'kept?': like('the name of a note', /^[\w-][\w.-]*$/),
    folders: list(path),
  }),
  object({
    kind: oneOf('run'),
    argv,
    undo: orNull(argv),
    rule: orNull(text),
    reboot: truth,
    state,
    'verify?': object({ kind: oneOf('grub'), config: path, wanted: list(text), dropped: list(text) }),
    'generated?': object({ path, before: orNull(file), after: orNull(file) }),
    'definition?': object({
      domain: text,
      name: text,
      device: text,
      isWhole: truth,
      before: file,
      after: orNull(file),
    }),
    'made?': list(object({ path, digest })),
  }),
);

/**
 * Whether a value is a journal, as journal-schema.ts says; in plain code, because the doctor looks for a change that was cut short at every
 * start. A test holds the two against each other.
 */
export const journalFault = object({
  schema: oneOf('fngvt.journal/1'),
  id: like('the name of a journal', idForm),
  version: text,
  begun: text,
  changed: text,
  state: oneOf('applying', 'applied', 'rolled-back', 'undoing', 'partly-undone', 'undone'),
  boot: orNull(text),
  foretold: orNull(object({ state: text, cause: orNull(text) })),
  steps: list(step),
});
