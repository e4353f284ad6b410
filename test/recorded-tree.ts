import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Snapshot } from '../src/host/snapshot/snapshot-schema.ts';
import { packageFolder } from './run-cli.ts';

export const collector = join(packageFolder, 'collector', 'collect.sh');

/** root is refused nothing, so the collector is run as nobody where the tests run as root. */
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** What is asked of a path decides how it is made: a folder, or a file. */
export interface Asked {
  readonly lists: ReadonlySet<string>;
  readonly stats: ReadonlySet<string>;
}

/** A shell to run the collector in. */
export interface Shell {
  readonly name: string;
  readonly argv: readonly string[];
  /** A folder of programs that stand before the system's own. */
  readonly programs?: string;
}

/** Is this program here? */
export const hasProgram = (name: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;

export const dash: Shell = { name: 'dash', argv: ['dash'] };
export const bash: Shell = { name: 'bash', argv: ['bash'] };

/** busybox with its own cat, ls and all the others, as small systems have it. */
export function busybox(): Shell {
  const programs = mkdtempSync(join(tmpdir(), 'fngvt-busybox-'));
  chmodSync(programs, 0o755);
  const program = spawnSync('sh', ['-c', 'command -v busybox'], { encoding: 'utf8' }).stdout.trim();
  for (const name of ['cat', 'ls', 'od', 'zcat', 'timeout', 'date', 'true'])
    symlinkSync(program, join(programs, name));
  return { name: 'busybox', argv: ['busybox', 'ash'], programs };
}

/** Runs the collector over a snapshot that is laid out as a tree of real files and small programs; gives what it prints. */
export function collectFrom(snapshot: Snapshot, shell: Shell, asked: Asked): string {
  const root = mkdtempSync(join(tmpdir(), 'fngvt-tree-'));
  chmodSync(root, 0o755);
  try {
    layOut(snapshot, root, asked);
    return runCollector(shell, root);
  } finally {
    spawnSync('chmod', ['-R', 'u+rwx', root]);
    rmSync(root, { recursive: true, force: true });
  }
}

/** Runs the collector from standard input, as ssh does. Whatever it says beside its output is a fault. */
export function runCollector({ argv, programs }: Shell, root = ''): string {
  const [program = '', ...args] = argv;
  const text = readFileSync(collector, 'utf8');
  const result = spawnSync(program, [...args, '-s'], {
    encoding: 'utf8',
    input: programs === undefined ? text : text.replace(' PATH=/usr/sbin', ` PATH=${programs}:/usr/sbin`),
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', FNGVT_ROOT: root },
    maxBuffer: 64 * 1024 * 1024,
    ...(root === '' ? {} : nobody),
  });
  if (result.status !== 0 || result.stderr !== '')
    throw new Error(`${argv.join(' ')}: ${result.status ?? ''} ${result.stderr}`);
  return result.stdout;
}

/** Lays a snapshot out as a tree of real files below a root. */
export function layOut(snapshot: Snapshot, root: string, asked: Asked): void {
  const at = (path: string): string => join(root, path);
  const paths = Object.keys({ ...snapshot.files, ...snapshot.links, ...snapshot.binary, ...snapshot.stats });
  const put = (path: string, content: string | Uint8Array): void => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), content);
  };
  for (const [path, target] of Object.entries(snapshot.links).sort(([a], [b]) => a.length - b.length)) {
    mkdirSync(dirname(at(path)), { recursive: true });
    symlinkSync(target, at(path));
    if (paths.some(other => other.startsWith(`${path}/`)))
      mkdirSync(resolve(dirname(at(path)), target), { recursive: true });
  }
  for (const path of Object.keys(snapshot.dirs)) mkdirSync(at(path), { recursive: true });
  for (const [path, file] of Object.entries(snapshot.files)) {
    const text = typeof file === 'string' ? file : file.text;
    put(path, path.endsWith('.gz') ? gzipSync(text) : text);
  }
  for (const [path, base64] of Object.entries(snapshot.binary)) put(path, Buffer.from(base64, 'base64'));
  for (const [path, text] of Object.entries(cardFiles(snapshot))) if (!isThere(at(path))) put(path, text);
  for (const path of Object.keys(snapshot.stats)) if (!isThere(at(path))) put(path, '');
  for (const [path, names] of Object.entries(snapshot.dirs)) {
    for (const name of names.filter(one => !isThere(at(`${path}/${one}`)))) {
      if (path.startsWith('/sys/')) mkdirSync(at(`${path}/${name}`));
      else put(`${path}/${name}`, '');
    }
  }
  layOutPrograms(snapshot, root);
  deny(
    snapshot.denied.filter(path => path.startsWith('/')),
    at,
    asked,
  );
}

/** The files of which the machine card is made. */
function cardFiles({ inventory }: Snapshot): Record<string, string> {
  const { system = {}, baseboard = {}, bios = {}, mem = {} } = inventory;
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/u.exec(String(bios['releaseDate'] ?? '')) ?? [];
  const dmi = {
    sys_vendor: system['manufacturer'],
    product_name: system['model'],
    board_vendor: baseboard['manufacturer'],
    board_name: baseboard['model'],
    bios_vendor: bios['vendor'],
    bios_version: bios['version'],
    bios_date: year === undefined ? bios['releaseDate'] : `${month ?? ''}/${day ?? ''}/${year}`,
  };
  const files = Object.entries(dmi).flatMap(([name, value]) =>
    value === undefined ? [] : [[`/sys/class/dmi/id/${name}`, `${value}\n`] as const],
  );
  const total = mem['total'];
  return {
    ...Object.fromEntries(files),
    ...(total === undefined
      ? {}
      : { '/proc/meminfo': `MemTotal:       ${Math.round(Number(total) / 1024)} kB\n` }),
  };
}

/** Programs that say what was recorded, where the collector looks for those of a tree. */
function layOutPrograms({ commands }: Snapshot, root: string): void {
  const folder = join(root, '.fngvt');
  mkdirSync(folder);
  const cases = new Map<string, string[]>();
  for (const [index, { argv, exit, stdout, stderr }] of commands.entries()) {
    const [program = '', ...args] = argv;
    if (exit === null) continue;
    writeFileSync(join(folder, `${index}.out`), stdout);
    writeFileSync(join(folder, `${index}.err`), stderr);
    const said = `cat '${folder}/${index}.out'; cat '${folder}/${index}.err' >&2; exit ${exit}`;
    cases.set(program, [...(cases.get(program) ?? []), `'${args.join(' ')}') ${said} ;;`]);
  }
  for (const [program, lines] of cases) {
    const text = ['#!/bin/sh', 'case $* in', ...lines, 'esac', 'exit 1', ''].join('\n');
    writeFileSync(join(folder, program), text, { mode: 0o755 });
  }
}

/** Makes paths unreadable; one of which only the existence is asked needs a folder that nobody may enter. */
function deny(paths: readonly string[], at: (path: string) => string, asked: Asked): void {
  const closed = new Set<string>();
  for (const path of paths) {
    if (!isThere(at(path))) {
      mkdirSync(dirname(at(path)), { recursive: true });
      if (asked.lists.has(path)) mkdirSync(at(path));
      else writeFileSync(at(path), '');
    }
    closed.add(asked.stats.has(path) && dirname(path) !== '/' ? dirname(path) : path);
  }
  for (const path of [...closed].sort((a, b) => b.length - a.length)) chmodSync(at(path), 0);
}

const isThere = (path: string): boolean =>
  existsSync(path) || lstatSync(path, { throwIfNoEntry: false }) !== undefined;
