import { UsageError } from '../../values/errors.ts';
import { either, firstFault, is, isRecord, list, object, type ShapeCheck } from '../../values/shape.ts';
import type { Snapshot } from './snapshot-schema.ts';

/**
 * Holds a value against the shape of a snapshot, and fills in the sections that were left out. The schema itself is schema.ts; its
 * library alone costs a fifth of bare Node at every start, so what it says is said here once more, in plain code. A test holds the
 * two against each other.
 */
export function checkSnapshot(value: unknown, where: string): Snapshot {
  const refuse = (place: string, wanted: string): never => {
    const at = place === '' ? '' : ` at ${place.slice(0, 80)}`;
    throw new UsageError(`${where}: expected a snapshot (fngvt.snapshot/1)${at}: ${wanted}`);
  };
  if (!isRecord(value)) return refuse('', 'an object');
  if (value['schema'] !== 'fngvt.snapshot/1') return refuse('schema', 'fngvt.snapshot/1');
  for (const [name, section] of Object.entries(value)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined) return refuse(name, 'no such field');
    const fault = shape(section);
    if (fault !== undefined) return refuse(`${name}${fault.place}`, fault.wanted);
  }
  const whole = { ...nothing, ...value } as unknown as Snapshot;
  return { ...whole, commands: whole.commands.map(command => ({ ...silent, ...command })) };
}

/** What a command said that is not recorded. */
const silent = { stdout: '', stderr: '' };

const nothing = {
  taken: '',
  files: {},
  stats: {},
  failed: {},
  links: {},
  dirs: {},
  binary: {},
  absent: [],
  denied: [],
  commands: [],
  inventory: {},
};

/** The limits of schema.ts: characters of a text, of a path, of a filter. */
const [longText, longPath, longFilter] = [16 * 1024 * 1024, 4096, 1000];

const shortText = (most: number): ShapeCheck =>
  is(`a text of at most ${most} characters`, value => typeof value === 'string' && value.length <= most);

const text = shortText(longText);
const path = shortText(longPath);
const anyText = is('a text', value => typeof value === 'string');
const number = is('a number', value => typeof value === 'number');

/** An object by name; every name must be short enough to be a path. */
const record =
  (shape: ShapeCheck): ShapeCheck =>
  value => {
    if (!isRecord(value)) return { place: '', wanted: 'an object' };
    return firstFault(Object.entries(value), name =>
      path(name) === undefined ? shape : is('a shorter name', () => false),
    );
  };

const shapes: Readonly<Record<string, ShapeCheck>> = {
  schema: anyText,
  taken: anyText,
  tool: object({ name: anyText, version: anyText, 'call?': anyText }),
  note: text,
  redactions: record(number),
  files: record(either(text, object({ keep: shortText(longFilter), text }))),
  stats: record(
    object({ mode: anyText, owner: number, group: number, size: number, mtime: anyText, free: number }),
  ),
  failed: record(is('failed or timed out', value => value === 'failed' || value === 'timed out')),
  links: record(path),
  dirs: record(list(path)),
  binary: record(anyText),
  absent: list(path),
  denied: list(path),
  commands: list(
    object({
      argv: list(path),
      exit: is('a whole number or null', value => value === null || Number.isInteger(value)),
      'stdout?': text,
      'stderr?': text,
    }),
  ),
  inventory: record(record(either(anyText, number))),
};
