import { lstatSync, readlinkSync } from 'node:fs';
import { join, normalize } from 'node:path';
import type { Failure } from '../writer.ts';

/**
 * Where a path of the host lies below `root`. A link anywhere on the way is an failure, so that a change is made where its diff said,
 * and never outside of a root. What does not exist yet is no failure.
 */
export function placeOf(root: string, path: string): string | Failure {
  if (!path.startsWith('/') || normalize(path) !== path || path.endsWith('/') || path.includes('\0')) {
    throw new Error(`${path}: not an absolute, plain path`);
  }
  let reached = root;
  for (const name of path.split('/').filter(Boolean)) {
    reached = join(reached, name);
    const about = lstatSync(reached, { throwIfNoEntry: false });
    if (about === undefined) break;
    if (about.isSymbolicLink()) {
      const link = `/${reached.slice(root.length).replace(/^\/+/u, '')}`;
      return { reason: 'link', details: { path, link, target: readlinkSync(reached) } };
    }
  }
  return join(root, path);
}
