import { requireCode } from '../package-files.ts';

/** One thing that a check says against a value; the shape is ajv's, with `verbose`. */
interface CheckError {
  /** JSON Pointer (RFC 6901) to the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  /** The name that is wrong, where it is one and not its value. */
  readonly propertyName?: string;
}

/** A check as ajv makes it: its code for what is wrong is four times that for whether anything is. */
interface TellingCheck {
  (value: unknown): boolean;
  readonly errors?: readonly CheckError[] | null;
}

/** The records that we read, by the names of their checks. */
export type RecordName = 'snapshot' | 'fixture' | 'journal' | 'content';

/**
 * The check of a record, made by the build (scripts/validators.ts): whether a value is one. It fills in what may be left out, and tells nothing
 * else, for every run of the doctor loads it.
 */
export interface RecordCheck {
  readonly record: RecordName;
  readonly fits: (value: unknown) => boolean;
}

/** What is wrong with a value: where (names joined by dots, none at the top), and what was wanted there. */
export interface Fault {
  readonly place: string;
  readonly wanted: string;
}

/** What a check has against a value; undefined: nothing. */
export function recordFault(check: RecordCheck, value: unknown): Fault | undefined {
  if (check.fits(value)) return undefined;
  const telling = requireCode<TellingCheck>(`checks/${check.record}`);
  telling(value);
  // Of a value that fits none of several shapes the first shape is told, or what the choice itself says that it is.
  const [error, ...others] = telling.errors ?? [];
  if (error === undefined) return { place: '', wanted: 'another value' };
  const choice = others.find(
    ({ keyword, instancePath, parentSchema }) =>
      keyword === 'anyOf' && instancePath === error.instancePath && 'description' in parentSchema,
  );
  return { place: placeOf(error).join('.'), wanted: wantedBy(choice ?? error) };
}

function placeOf({ instancePath, keyword, params, propertyName }: CheckError): readonly string[] {
  const parts = instancePath
    .split('/')
    .slice(1)
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  if (propertyName !== undefined) return [...parts, propertyName];
  if (keyword === 'additionalProperties') return [...parts, String(params['additionalProperty'])];
  if (keyword === 'required') return [...parts, String(params['missingProperty'])];
  return keyword === 'discriminator' ? [...parts, String(params['tag'])] : parts;
}

const names: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  object: 'an object',
  array: 'a list',
  boolean: 'true or false',
  null: 'null',
};

function wantedBy({ keyword, params, parentSchema, propertyName }: CheckError): string {
  if (propertyName !== undefined) return 'a shorter name';
  if (keyword === 'required') return 'a value';
  if (keyword === 'additionalProperties') return 'no such field';
  const { description, type, maxLength, enum: values } = parentSchema;
  if (typeof description === 'string') return description;
  if (keyword === 'const') return String(params['allowedValue']);
  if (Array.isArray(values)) return `one of ${values.join(', ')}`;
  if (typeof maxLength === 'number') return `a text of at most ${maxLength} characters`;
  const [first] = [type].flat();
  return names[String(first)] ?? 'another value';
}
