import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** A path at which no file can be read, and what a line may call it. */
export interface NoFile {
  readonly kind: string;
  /** Makes it in a folder under a name; gives its path. */
  readonly make: (folder: string, name: string) => string;
  readonly told: RegExp;
  /** Root may read it all the same. */
  readonly isOfRights?: true;
}

const at =
  (make: (path: string) => void): NoFile['make'] =>
  (folder, name) => {
    make(join(folder, name));
    return join(folder, name);
  };

/** Every kind of path that is named where a file is expected. Whoever opens one of them may wait for ever, or read without an end. */
export const noFiles: readonly NoFile[] = [
  { kind: 'nothing', make: (folder, name) => join(folder, name), told: /no such file/u },
  { kind: 'a dangling link', make: at(path => symlinkSync('nowhere', path)), told: /no such file/u },
  {
    kind: 'a circle of links',
    make: at(path => symlinkSync(path, path)),
    told: /links that lead in a circle/u,
  },
  {
    kind: 'something below a file',
    make: (folder, name) => {
      writeFileSync(join(folder, 'file'), '');
      return join(folder, 'file', name);
    },
    told: /no such file/u,
  },
  {
    kind: 'a name that is too long',
    make: (folder, name) => join(folder, `${'x'.repeat(300)}${name}`),
    told: /\(ENAMETOOLONG\)/u,
  },
  { kind: 'a pipe', make: at(path => spawnSync('mkfifo', [path])), told: /a pipe/u },
  {
    kind: 'a link to a pipe',
    make: at(path => {
      spawnSync('mkfifo', [`${path}-pipe`]);
      symlinkSync(`${path}-pipe`, path);
    }),
    told: /a pipe/u,
  },
  { kind: 'a link to /dev/zero', make: at(path => symlinkSync('/dev/zero', path)), told: /a device/u },
  { kind: 'a link to a terminal', make: at(path => symlinkSync('/dev/ptmx', path)), told: /a device/u },
  { kind: 'a folder', make: at(path => mkdirSync(path)), told: /a folder/u },
  {
    kind: 'a file without an end',
    make: at(path => {
      writeFileSync(path, '');
      truncateSync(path, 2 ** 33);
    }),
    told: /of at most \d+ bytes, found a larger one/u,
  },
  {
    kind: 'a file that may not be read',
    make: at(path => {
      writeFileSync(path, '{}');
      chmodSync(path, 0);
    }),
    told: /a file that you may not read/u,
    isOfRights: true,
  },
];

/** A socket at a path; it lives as long as its server. */
export function socketAt(path: string): Promise<Server> {
  const server = createServer();
  return new Promise(done => {
    server.listen(path, () => done(server));
  });
}
