import { basename } from 'node:path';
import { isFolder, snapshotsIn } from '../../host/snapshot/open.ts';
import { hostOf } from '../../report/fleet/fleet-row.ts';

/** One file among many that may hold a host. */
export interface FleetFile {
  readonly path: string;
  /** How it is told: its name, or as much of its path as tells it from others. */
  readonly file: string;
  /** What its host is called. */
  readonly host: string;
  /** It was named, or is a snapshot by its name: where nothing can be read in it, that is a fault. */
  readonly isSure: boolean;
}

/** The files that `--from` names, in order; of a folder those in it, by name. */
export function fleetFiles(given: readonly string[]): readonly FleetFile[] {
  const found = given.flatMap(path => (isFolder(path) ? snapshotsIn(path) : [{ path, isSnapshot: true }]));
  const [files, hosts] = [
    unlike(
      found.map(({ path }) => path),
      basename,
    ),
    new Map<string, number>(),
  ];
  for (const file of files) hosts.set(hostOf(file), (hosts.get(hostOf(file)) ?? 0) + 1);
  return found.map(({ path, isSnapshot }, i) => {
    const file = files[i] ?? path;
    const host = hostOf(file);
    return { path, file, host: hosts.get(host) === 1 ? host : file, isSure: isSnapshot };
  });
}

/** Short names for paths, where no two of them are alike; else the paths. */
function unlike(paths: readonly string[], short: (path: string) => string): readonly string[] {
  const seen = new Map<string, number>();
  for (const path of paths) seen.set(short(path), (seen.get(short(path)) ?? 0) + 1);
  return paths.map(path => (seen.get(short(path)) === 1 ? short(path) : path));
}
