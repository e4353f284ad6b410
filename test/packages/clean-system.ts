import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A system that nobody used yet, in a folder. */
export interface CleanSystem {
  readonly root: string;
  readonly run: (argv: readonly string[]) => {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  };
  /** Every path that a package could leave behind; what apt keeps of its own work is not one. */
  readonly paths: () => readonly string[];
  readonly close: () => void;
}

/** Debian's base of this name, made by debootstrap from where this machine has its packages; `given`: one that is there already, copied. */
export function cleanSystem(name: string, root: string, given: string | undefined): CleanSystem {
  if (given === undefined) {
    execFileSync('debootstrap', ['--variant=minbase', name, root, ...mirror()], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } else {
    execFileSync('cp', ['-a', given, root]);
  }
  execFileSync('mount', ['-t', 'proc', 'proc', join(root, 'proc')]);
  return {
    root,
    run: argv =>
      spawnSync('chroot', [root, ...argv], {
        encoding: 'utf8',
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', DEBIAN_FRONTEND: 'noninteractive' },
      }),
    paths: () => pathsBelow(root, ''),
    close: () => spawnSync('umount', [join(root, 'proc')]),
  };
}

/** Where this machine has Debian's packages; nothing: debootstrap knows a place of its own. */
function mirror(): readonly string[] {
  const folder = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...readdirSync(folder).map(file => join(folder, file))];
  const text = files.map(file => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n');
  const places = [...text.matchAll(/^(?:URIs:|deb(?: \[[^\]]*\])?)\s+(https?:\S+\/debian\/?)(?=\s|$)/gmu)];
  return places.slice(0, 1).flatMap(([, place]) => place ?? []);
}

/** Folders in which apt and the running system keep things of their own, or that belong to the kernel. */
const foreign =
  /^(?:proc|sys|dev|run|tmp|var\/(?:log|cache|lib\/(?:apt|dpkg|systemd))|etc\/(?:ld\.so\.cache|.*-))/u;

/** Processes come and go in /proc while it is listed, so no foreign folder is entered. */
function pathsBelow(root: string, folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (foreign.test(path)) return [];
    return entry.isDirectory() ? [path, ...pathsBelow(root, path)] : [path];
  });
}
