import { toBase64 } from '../../values/bytes.ts';
import type { Host, Reading } from '../reader.ts';
import type { Snapshot } from './snapshot-schema.ts';

/** What a snapshot says about itself. */
export interface Label {
  /** ISO 8601. */
  readonly taken: string;
  /** Who recorded it; `fngvt` where nothing is said. */
  readonly name?: string;
  /** Version of fngvt. */
  readonly version: string;
  /** How its owner calls fngvt, where that tells nothing private. */
  readonly call?: string;
}

/** A host that writes down what it was asked. */
export interface RecordingHost {
  readonly host: Host;
  /** Everything asked so far, with the answers; the same questions give the same snapshot, in whatever order they came. */
  readonly snapshot: (label: Label) => Snapshot;
}

type Sections = Pick<Snapshot, 'files' | 'stats' | 'failed' | 'links' | 'dirs' | 'binary' | 'inventory'>;

/**
 * Wraps a host: whatever is asked is what is saved, so no list of what to save can go stale. Failures and time-outs are
 * recorded like any other answer; only what was `not captured` leaves no trace, since that is what a missing entry says.
 */
export function recordingHost(host: Host): RecordingHost {
  const sections: { [Name in keyof Sections]: Map<string, Sections[Name][string]> } = {
    files: new Map(),
    stats: new Map(),
    failed: new Map(),
    links: new Map(),
    dirs: new Map(),
    binary: new Map(),
    inventory: new Map(),
  };
  const [absent, denied] = [new Set<string>(), new Set<string>()];
  const commands = new Map<string, Snapshot['commands'][number]>();

  const note = <T>(name: string, reading: Reading<T>, present: (value: T) => void): Reading<T> => {
    if (reading.state === 'present') present(reading.value);
    else if (reading.state === 'absent') absent.add(name);
    else if (reading.why === 'denied') denied.add(name);
    else if (reading.why !== 'not captured') sections.failed.set(name, reading.why);
    return reading;
  };

  return {
    host: {
      source: host.source,
      read: async (path, keep) =>
        note(path, await host.read(path, keep), text => {
          const before = sections.files.get(path);
          // Of a file that is asked for whole and in part, the whole serves both.
          if (keep === undefined) sections.files.set(path, text);
          else if (typeof before !== 'string') sections.files.set(path, { keep: keep.pattern, text });
        }),
      bytes: async path =>
        note(path, await host.bytes(path), bytes => sections.binary.set(path, toBase64(bytes))),
      list: async path =>
        note(path, await host.list(path), names => sections.dirs.set(path, [...names].sort())),
      link: async path => note(path, await host.link(path), target => sections.links.set(path, target)),
      stat: async path => note(path, await host.stat(path), stat => sections.stats.set(path, stat)),
      run: async argv => {
        const reading = await host.run(argv);
        if (reading.state === 'absent') {
          commands.set(JSON.stringify(argv), { argv: [...argv], exit: null, stdout: '', stderr: '' });
          return reading;
        }
        return note(argv.join(' '), reading, said => {
          commands.set(JSON.stringify(argv), { ...said, argv: [...argv] });
        });
      },
      inventory: async topic =>
        note(topic, await host.inventory(topic), card => sections.inventory.set(topic, { ...card })),
    },
    snapshot: ({ taken, name = 'fngvt', version, call }) => ({
      schema: 'fngvt.snapshot/1',
      taken,
      tool: { name, version, ...(call === undefined ? {} : { call }) },
      files: sorted(sections.files),
      stats: sorted(sections.stats),
      failed: sorted(sections.failed),
      links: sorted(sections.links),
      dirs: sorted(sections.dirs),
      binary: sorted(sections.binary),
      inventory: sorted(sections.inventory),
      absent: [...absent].sort(),
      denied: [...denied].sort(),
      commands: [...commands].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, said]) => said),
    }),
  };
}

function sorted<T>(entries: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}
