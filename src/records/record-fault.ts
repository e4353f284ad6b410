/** One thing that a check made by the build (scripts/validators.ts) says against a value; the shape is ajv's, with `verbose`. */
interface CheckError {
  /** JSON Pointer (RFC 6901) to the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema: Readonly<Record<string, unknown>>;
  /** The name that is wrong, where it is one and not its value. */
  readonly propertyName?: string;
}

/** Such a check. It fills in what may be left out of the value. */
export interface RecordCheck {
  (value: unknown): boolean;
  readonly errors?: readonly CheckError[] | null;
}

/** What is wrong with a value: where (names joined by dots, none at the top), and what was wanted there. */
export interface Fault {
  readonly place: string;
  readonly wanted: string;
}

/** What a check has against a value; undefined: nothing. */
export function recordFault(check: RecordCheck, value: unknown): Fault | undefined {
  if (check(value)) return undefined;
  // Of a value that fits none of several shapes the first shape is told, or what the choice itself says that it is.
  const [error, ...others] = check.errors ?? [];
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
