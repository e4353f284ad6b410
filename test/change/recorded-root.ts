import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import type { OwnRoot } from './own-root.ts';

/** What a recorded host said. */
export const recorded = (name: string): Promise<Snapshot> =>
  openFixture(fixtureHosts().find(one => one.name === name)?.path ?? '');

/** Furnishes a root with the files of a recorded host, so that the built fngvt, run in it, takes it for that host. */
export async function furnishAs(root: OwnRoot, name: string): Promise<void> {
  furnishWith(root, await recorded(name));
}

/** The same with what a test made of it. */
export function furnishWith(root: OwnRoot, snapshot: Snapshot): void {
  for (const folder of ['proc', 'sys']) rmSync(root.at(`/${folder}`), { recursive: true, force: true });
  for (const [path, names] of Object.entries(snapshot.dirs)) {
    mkdirSync(root.at(path), { recursive: true });
    for (const entry of names)
      if (path.startsWith('/sys/')) mkdirSync(root.at(`${path}/${entry}`), { recursive: true });
  }
  const place = (path: string, put: () => void): void => {
    rmSync(root.at(path), { recursive: true, force: true });
    mkdirSync(dirname(root.at(path)), { recursive: true });
    put();
  };
  for (const [path, file] of Object.entries(snapshot.files))
    place(path, () => root.put(path, typeof file === 'string' ? file : file.text));
  const links = Object.entries(snapshot.links).sort(([a], [b]) => a.length - b.length);
  for (const [path, target] of links) {
    if (path === '/bin/sh') continue;
    place(path, () => symlinkSync(target, root.at(path)));
    // What lies below it was read through it.
    if (links.some(([other]) => other.startsWith(`${path}/`)))
      mkdirSync(root.at(resolve(dirname(path), target)), { recursive: true });
  }
  for (const path of Object.keys(snapshot.stats))
    if (!Object.hasOwn(snapshot.files, path)) root.put(path, '', 0o755);
}
