import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  type Stats,
} from 'node:fs';
import { unexpected, type Said, type UsageError } from '../../values/errors.ts';

/** A folder that is held open: what is done in it is done there, whatever becomes of the names that led to it. */
export interface HeldFolder {
  /** Where it lies, for people. */
  readonly path: string;
  /** Its owner and rights, as they were when it was opened. */
  readonly about: Stats;
  /** A path to one of its names, for any call. */
  readonly at: (name: string) => string;
  /** Lets it go. */
  readonly close: () => void;
}

/** Where a path leads: to a name in a folder that must be closed, or to a file that is open already. */
export type Place =
  | { readonly kind: 'name'; readonly folder: HeldFolder; readonly name: string }
  | { readonly kind: 'open'; readonly file: number };

/** open(2), include/uapi/asm-generic/fcntl.h: only the place is held, which takes no right to read it. Node has no name for it. */
const openPath = 0o10000000;

/** As many links as the kernel follows: path_resolution(7). */
const mostLinks = 40;

/** How far a path was gone along. */
interface Way {
  readonly folder: HeldFolder;
  /** The names that are left begin at the root. */
  readonly isAtRoot: boolean;
  /** The names that are left. */
  readonly rest: readonly string[];
  /** The links that were followed. */
  readonly links: number;
}

/**
 * Goes along a path name by name. A link is followed only where nobody but root or ourselves can have planted it: another one leads
 * root into any file of the system. The kernel's own guard (fs.protected_symlinks, Documentation/admin-guide/sysctl/fs.rst) is for sticky
 * folders alone and may be off. `followsLast`: whether the last name may be such a link too.
 */
export function placeOfOutput(path: string, followsLast: boolean): Place {
  const isAtRoot = path.startsWith('/');
  let way: Way = { folder: hold(isAtRoot ? '/' : '.'), isAtRoot, rest: namesOf(path), links: 0 };
  try {
    for (;;) {
      const { folder, rest } = way;
      const file = openFile(way);
      if (file !== undefined) {
        folder.close();
        return { kind: 'open', file };
      }
      const [name, ...others] = rest;
      if (name === undefined) throw found(path, { en: 'a folder', 'zh-CN': '文件夹' });
      const isLast = others.length === 0 && name !== '..' && !path.endsWith('/');
      const isLink = lstatSync(folder.at(name), { throwIfNoEntry: false })?.isSymbolicLink() === true;
      if (isLast && !(isLink && followsLast)) return { kind: 'name', folder, name };
      way = isLink ? alongLink(way, name, path) : intoFolder(way, name);
    }
  } catch (error) {
    way.folder.close();
    throw error;
  }
}

function intoFolder({ folder, rest, links }: Way, name: string): Way {
  return {
    folder: instead(folder, () => hold(folder.at(name))),
    isAtRoot: false,
    rest: rest.slice(1),
    links,
  };
}

function alongLink({ folder, rest, links }: Way, name: string, path: string): Way {
  const target = readlinkSync(folder.at(name));
  const link = `${folder.path === '/' ? '' : folder.path}/${name} -> ${target}`;
  if (!isOursAlone(folder.about))
    throw found(path, {
      en: `a link that others may have planted: ${link}`,
      'zh-CN': `可能是别人放的链接：${link}`,
    });
  if (links === mostLinks)
    throw found(path, { en: `a link that leads to itself: ${link}`, 'zh-CN': `指向自己的链接：${link}` });
  const ahead = { rest: [...namesOf(target), ...rest.slice(1)], links: links + 1 };
  return target.startsWith('/')
    ? { ...ahead, folder: instead(folder, () => hold('/')), isAtRoot: true }
    : { ...ahead, folder, isAtRoot: false };
}

/** What stands in the way, as one line. */
export const found = (path: string, what: Said, cause?: unknown): UsageError =>
  unexpected(path, { en: 'a place to write to', 'zh-CN': '能写入的位置' }, what, { cause });

const namesOf = (path: string): string[] => path.split('/').filter(name => name !== '' && name !== '.');

/** Opens the next folder and lets the last one go. */
function instead(last: HeldFolder, open: () => HeldFolder): HeldFolder {
  const next = open();
  last.close();
  return next;
}

/**
 * Without /proc (a bare chroot) a folder can only be named by its path, which holds no link by then; somebody who is quick could
 * still put one there.
 */
function hold(path: string): HeldFolder {
  const flags = constants.O_DIRECTORY | constants.O_NOFOLLOW;
  const open = openSync(path, (process.platform === 'linux' ? openPath : constants.O_RDONLY) | flags);
  const held = `/proc/self/fd/${open}`;
  const isNamed = existsSync(held);
  return {
    path: isNamed ? readlinkSync(held) : path,
    about: fstatSync(open),
    // Not join(), which would take `..` for a turn back on paper.
    at: name => `${isNamed ? held : path}/${name}`,
    close: () => closeSync(open),
  };
}

/** Files that this process was given open: a shell's redirections, pipes and process substitutions (proc(5), /proc/[pid]/fd). */
function openFile({ isAtRoot, rest }: Way): number | undefined {
  if (!isAtRoot) return undefined;
  const path = `/${rest.join('/')}`;
  if (path === '/dev/stdout') return 1;
  if (path === '/dev/stderr') return 2;
  const number = /^\/(?:dev|proc\/self)\/fd\/(\d{1,9})$/u.exec(path)?.[1];
  return number === undefined ? undefined : Number(number);
}

/** Nobody but root and ourselves can put a name into it. */
function isOursAlone({ uid, mode }: Stats): boolean {
  return (uid === 0 || uid === process.geteuid?.()) && (mode & 0o022) === 0;
}
