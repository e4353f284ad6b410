import { byteLength, fromBase64 } from '../../values/bytes.ts';
import { excerpt } from '../excerpt.ts';
import { limitOf } from '../file-limits.ts';
import {
  absent,
  present,
  withheld,
  type CommandResult,
  type Host,
  type Inventory,
  type LineFilter,
  type Reading,
} from '../reader.ts';
import type { Snapshot } from './snapshot-schema.ts';

/**
 * A host that answers from a snapshot. What the snapshot does not speak of was not captured. Two things follow from what
 * it does say: a name that a listed directory lacks is absent, and so is everything below an absent path. A file that no host
 * can have so large is what it would be on one: a failed reading.
 */
export function replayHost(snapshot: Snapshot): Host {
  const gone = new Set(snapshot.absent);
  const denied = new Set(snapshot.denied);
  const dirs = new Map(Object.entries(snapshot.dirs));
  const failures = new Map(Object.entries(snapshot.failed));

  const otherwise = (path: string): Reading<never> => {
    const why = failures.get(path);
    if (why !== undefined) return withheld(why);
    if (denied.has(path)) return withheld('denied');
    return isAbsent(path, gone, dirs) ? absent : withheld('not captured');
  };
  const answer = <T>(path: string, value: T | undefined): Promise<Reading<T>> =>
    Promise.resolve(value === undefined ? otherwise(path) : present(value));
  const failed = Promise.resolve(withheld('failed'));

  return {
    source: 'snapshot',
    read: (path, keep) => {
      const file = own(snapshot.files, path);
      return isTooLarge(path, file) ? failed : answer(path, textOf(file, keep));
    },
    bytes: path => {
      const base64 = own(snapshot.binary, path);
      const bytes = base64 === undefined ? undefined : fromBase64(base64);
      return bytes !== undefined && bytes.length > limitOf(path) ? failed : answer(path, bytes);
    },
    list: path => {
      const names = dirs.get(path);
      return answer(path, names === undefined ? undefined : [...names].sort());
    },
    link: path => answer(path, own(snapshot.links, path)),
    stat: path => answer(path, own(snapshot.stats, path)),
    run: argv => Promise.resolve(runRecorded(snapshot, argv)),
    inventory: topic => answer<Inventory>(topic, own(snapshot.inventory, topic)),
  };
}

/** A property of our own; a path named `constructor` is no answer. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function textOf(
  file: Snapshot['files'][string] | undefined,
  keep: LineFilter | undefined,
): string | undefined {
  if (file === undefined) return undefined;
  if (typeof file === 'string') return keep === undefined ? file : excerpt(file, keep);
  if (file.keep !== keep?.pattern) return undefined;
  // The collector's sh filter may keep a line too many; what answers is what the filter itself keeps.
  return excerpt(file.text, keep);
}

function isTooLarge(path: string, file: Snapshot['files'][string] | undefined): boolean {
  if (file === undefined) return false;
  return byteLength(typeof file === 'string' ? file : file.text) > limitOf(path);
}

function isAbsent(
  path: string,
  gone: ReadonlySet<string>,
  dirs: ReadonlyMap<string, readonly string[]>,
): boolean {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
    if (gone.has(at)) return true;
    const slash = at.lastIndexOf('/');
    const siblings = dirs.get(slash === 0 ? '/' : at.slice(0, slash));
    if (siblings !== undefined && !siblings.includes(at.slice(slash + 1))) return true;
  }
  return false;
}

function runRecorded(snapshot: Snapshot, argv: readonly string[]): Reading<CommandResult> {
  const line = JSON.stringify(argv);
  const why = own(snapshot.failed, argv.join(' '));
  if (why !== undefined) return withheld(why);
  if (snapshot.denied.includes(argv.join(' '))) return withheld('denied');
  const said = snapshot.commands.find(command => JSON.stringify(command.argv) === line);
  if (said === undefined) return withheld('not captured');
  if (said.exit === null) return absent;
  return present({ argv: said.argv, exit: said.exit, stdout: said.stdout, stderr: said.stderr });
}
