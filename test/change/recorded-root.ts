import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import type { OwnRoot } from './own-root.ts';

/** Furnishes a root with the files of a recorded host, so that the built fngvt, run in it, takes it for that host. */
export async function furnishAs(root: OwnRoot, name: string): Promise<void> {
  const snapshot = await openFixture(fixtureHosts().find(one => one.name === name)?.path ?? '');
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
  for (const [path, target] of Object.entries(snapshot.links))
    if (path !== '/bin/sh') place(path, () => symlinkSync(target, root.at(path)));
  for (const path of Object.keys(snapshot.stats))
    if (!Object.hasOwn(snapshot.files, path)) root.put(path, '', 0o755);
}
