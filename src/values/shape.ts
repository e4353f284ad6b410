/** Shapes of values in plain code, for what is checked at a start, where the library behind the schemas costs too much. */

/** What is wrong with a value; undefined: nothing. */
export type Fault = { readonly place: string; readonly wanted: string } | undefined;

/** Says what is wrong with a value. */
export type ShapeCheck = (value: unknown) => Fault;

/** A value that passes a test; `wanted` says which. */
export const is =
  (wanted: string, test: (value: unknown) => boolean): ShapeCheck =>
  value =>
    test(value) ? undefined : { place: '', wanted };

/** A value of one of several shapes; the first one's words are told. */
export const either =
  (...shapesOf: readonly ShapeCheck[]): ShapeCheck =>
  value => {
    const faults = shapesOf.map(shape => shape(value));
    return faults.includes(undefined) ? undefined : faults[0];
  };

/** A list of one shape. */
export const list =
  (shape: ShapeCheck): ShapeCheck =>
  value => {
    if (!Array.isArray(value)) return { place: '', wanted: 'a list' };
    return firstFault(value.entries(), () => shape);
  };

/** An object with these fields; those with a question mark may be missing. */
export const object =
  (fields: Readonly<Record<string, ShapeCheck>>): ShapeCheck =>
  value => {
    if (!isRecord(value)) return { place: '', wanted: 'an object' };
    const missing = Object.keys(fields).find(name => !name.endsWith('?') && !Object.hasOwn(value, name));
    if (missing !== undefined) return { place: `.${missing}`, wanted: 'a value' };
    const fieldOf = (name: string): ShapeCheck | undefined =>
      Object.hasOwn(fields, name) ? fields[name] : undefined;
    return firstFault(
      Object.entries(value),
      name => fieldOf(name) ?? fieldOf(`${name}?`) ?? is('no such field', () => false),
    );
  };

/** The first fault among the members of a value. */
export function firstFault(
  entries: Iterable<readonly [string | number, unknown]>,
  shapeOf: (name: string) => ShapeCheck,
): Fault {
  for (const [name, value] of entries) {
    const fault = shapeOf(String(name))(value);
    if (fault !== undefined) return { place: `.${String(name)}${fault.place}`, wanted: fault.wanted };
  }
  return undefined;
}

/** Whether a value is an object with names. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
