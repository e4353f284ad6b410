import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What all packages say of fngvt. */
export interface About {
  readonly root: string;
  readonly version: string;
  readonly description: string;
  /** When its sources were last changed: seconds since 1970, the same for each build of them (reproducible-builds.org, SOURCE_DATE_EPOCH). */
  readonly time: number;
  /** Where it is to be found; undefined: nobody has published it yet, and no package names a place. */
  readonly home: string | undefined;
  /** Who answers for a package of Debian. */
  readonly maintainer: string;
}

/** The address is one that can't be (RFC 2606): whoever publishes a package names their own. */
const nobody = 'the fngvt authors <fngvt@example.org>';

export function aboutOf(
  root: string,
  {
    home,
    maintainer = nobody,
  }: { readonly home?: string | undefined; readonly maintainer?: string | undefined },
): About {
  const { version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    version: string;
    description: string;
  };
  return { root, version, description, time: timeOf(root), home, maintainer };
}

function timeOf(root: string): number {
  const given = process.env['SOURCE_DATE_EPOCH'];
  const told =
    given ?? spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).stdout;
  const time = Number.parseInt(told, 10);
  if (!Number.isSafeInteger(time))
    throw new Error('SOURCE_DATE_EPOCH: expected seconds since 1970 where there is no git, found none');
  return time;
}
