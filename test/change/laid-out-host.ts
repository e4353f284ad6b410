import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { parseGrubCfg } from '../../src/formats/grub-cfg.ts';
import type { Host, Reading } from '../../src/host/reader.ts';
import { rootHost } from '../../src/host/root.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';

/** The parts of a host that a plan may change. The rest of it is answered from its recording. */
const isPart = (path: string): boolean => /^\/(?:etc|boot)(?:\/|$)/u.test(path);

/** Attributes of files: none is as we would make a file, so that what is not kept is seen. */
const shapes = [
  [0o640, 0, 4],
  [0o600, 1000, 50],
  [0o664, 0, 50],
  [0o444, 65534, 4],
  [0o4755, 1000, 1000],
] as const;

/** Lays the recorded files of /etc and /boot out into a root, with modes and owners of all kinds. */
export function layOut(snapshot: Snapshot, root: string): void {
  const at = (path: string): string => join(root, path);
  const own = <T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] =>
    Object.entries(record).filter(([path]) => isPart(path));
  const files = Object.fromEntries(
    own(snapshot.files).map(([path, file]) => [path, typeof file === 'string' ? file : file.text]),
  );
  const put = (path: string, text: string): void => {
    if (isThere(at(path))) return;
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  for (const [path] of own(snapshot.dirs)) mkdirSync(at(path), { recursive: true });
  // One file by two names on Debian and its kin: a link of the package systemd.
  const [list, alias] = ['/etc/modules', '/etc/modules-load.d/modules.conf'];
  const links = [...own(snapshot.links)];
  if (files[alias] !== undefined && files[alias] === files[list]) links.push([alias, '../modules']);
  for (const [path, target] of links) {
    mkdirSync(dirname(at(path)), { recursive: true });
    symlinkSync(target, at(path));
  }
  for (const [path, text] of Object.entries(files)) put(path, text);
  for (const release of kernelsOf(files)) {
    put(`/boot/vmlinuz-${release}`, '');
    put(`/boot/initrd.img-${release}`, '');
  }
  for (const path of [...Object.keys(snapshot.stats), ...snapshot.denied].filter(isPart)) put(path, '');
  for (const [path, names] of own(snapshot.dirs)) for (const name of names) put(`${path}/${name}`, '');
  for (const [i, path] of walk(root, ['/etc', '/boot']).entries()) {
    const [mode, owner, group] = shapes[i % shapes.length] ?? shapes[0];
    const about = lstatSync(at(path));
    if (about.isFile()) {
      chownSync(at(path), owner, group);
      chmodSync(at(path), mode);
    } else if (about.isDirectory()) {
      chownSync(at(path), 0, group);
      chmodSync(at(path), i % 2 === 0 ? 0o755 : 0o2750);
    }
    const said = snapshot.stats[path];
    if (said === undefined) continue;
    chownSync(at(path), said.owner, said.group);
    chmodSync(at(path), Number.parseInt(said.mode, 8));
    utimesSync(at(path), new Date(said.mtime), new Date(said.mtime));
  }
}

/** The kernels of a host: those that its grub.cfg starts, else those whose configuration lies in /boot. The commands go by the files. */
function kernelsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const config = files['/boot/grub/grub.cfg'];
  const started = config === undefined ? [] : parseGrubCfg(config).entries.flatMap(one => one.release ?? []);
  const configured = Object.keys(files).flatMap(path => /^\/boot\/config-(.+)$/u.exec(path)?.[1] ?? []);
  return [...new Set(config === undefined ? configured : started)];
}

/**
 * The recorded host with what stands in the root now. What the recording withholds stays withheld, unless the file was changed
 * since; `doctor --root` reads the tree.
 */
export function laidOutHost(recording: Host, root: string, changed: ReadonlySet<string>): Host {
  const tree = rootHost(root);
  const of = async <T>(path: string, ask: (host: Host) => Promise<Reading<T>>): Promise<Reading<T>> => {
    if (!isPart(path)) return ask(recording);
    const was = changed.has(path) ? undefined : await ask(recording);
    return was?.state === 'withheld' ? was : ask(tree);
  };
  return {
    ...recording,
    read: (path, keep) => of(path, host => host.read(path, keep)),
    bytes: path => of(path, host => host.bytes(path)),
    list: path => of(path, host => host.list(path)),
    link: path => of(path, host => host.link(path)),
    stat: path => of(path, host => host.stat(path)),
  };
}

/** Every path of a tree: kind, mode, uid, gid, and the bytes, as their digest. Our own notes and lock are left out, and so is the list of calls. */
export function wholeTree(root: string): Readonly<Record<string, string>> {
  const own = /^\/(?:var\/lib\/fngvt|run\/fngvt\.lock|tmp\/called$)/u;
  return Object.fromEntries(
    walk(root)
      .filter(path => !own.test(path))
      .map(path => {
        const about = lstatSync(join(root, path));
        const head = `${about.mode.toString(8)} ${about.uid}:${about.gid}`;
        return [path, `${head} ${contentOf(join(root, path), about)}`];
      }),
  );
}

function contentOf(path: string, about: ReturnType<typeof lstatSync>): string {
  if (about?.isSymbolicLink() === true) return readlinkSync(path);
  if (about?.isFile() !== true) return '';
  // The programs of the base system are links to this machine's own: another file in their place has another number.
  if (about.size > 256 * 1024) return `${about.ino} ${about.size} ${about.mtimeMs}`;
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function walk(root: string, from: readonly string[] = ['']): readonly string[] {
  return from.flatMap(folder => {
    if (!existsSync(join(root, folder))) return [];
    return [
      folder,
      ...readdirSync(join(root, folder))
        .sort()
        .flatMap(name => {
          const path = `${folder}/${name}`;
          return lstatSync(join(root, path)).isDirectory() ? walk(root, [path]) : [path];
        }),
    ];
  });
}

/** The paths on which two trees differ. */
export function unlike(
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(path => a[path] !== b[path]).sort();
}

const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;
