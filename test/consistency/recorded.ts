import { parseCmdline, type CmdlineToken } from '../../src/formats/kernel-cmdline.ts';
import { parseCpuinfo, type Cpuinfo } from '../../src/formats/cpuinfo.ts';
import { parseKernelConfig } from '../../src/formats/kernel-config.ts';
import { parseKernelLog, type KernelLog } from '../../src/formats/kernel-log.ts';
import { moduleName } from '../../src/formats/modules-index.ts';
import { parseModprobe, type ModprobeOption } from '../../src/formats/modprobe-d.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';

/** A line of /proc/modules: kernel/module/procfs.c, `m_show()`. */
export interface LoadedModule {
  readonly references: number;
  /** The modules that use it; without `[permanent]`, which stands among them and is none. */
  readonly users: readonly string[];
  /** The letters in brackets at the end: `O` for one built outside the kernel's tree, `E` for one without signature. */
  readonly taint: string;
}

/** A recorded host, read for what its parts say of each other. What was not recorded is undefined, never empty. */
export interface Recorded {
  readonly snapshot: Snapshot;
  readonly text: (path: string) => string | undefined;
  /** Is there something at this path? A listed folder knows, and so does whatever was recorded below it. */
  readonly has: (path: string) => boolean | undefined;
  readonly release: string | undefined;
  /** The release as three numbers at most: `[6, 1, 0]`. */
  readonly version: readonly number[] | undefined;
  readonly cmdline: readonly CmdlineToken[] | undefined;
  readonly cpu: Cpuinfo | undefined;
  readonly modules: ReadonlyMap<string, LoadedModule> | undefined;
  /** modules.dep of the running kernel: a module's file and the names of those that it needs. */
  readonly index: ReadonlyMap<string, { readonly file: string; readonly needs: readonly string[] }>;
  readonly builtIn: ReadonlySet<string>;
  /** Whether modules.builtin was recorded so that a module which it lacks is not built in. */
  readonly tellsBuiltIn: (module: string) => boolean;
  readonly config: ReadonlyMap<string, string | null>;
  /** What modprobe.d sets. */
  readonly options: readonly ModprobeOption[];
  /** The kernel log; undefined where it was not readable or does not begin with the boot. */
  readonly log: KernelLog | undefined;
  /** The addresses of all PCI devices. */
  readonly devices: readonly string[];
  /** The PCI address of each device whose driver is known, with that driver. */
  readonly drivers: ReadonlyMap<string, string>;
  readonly isContainer: boolean;
}

/** A folder of a PCI device. */
export const deviceFolder = (address: string): string => `/sys/bus/pci/devices/${address}`;

/** The names in the place of `*`, of everything that was recorded below such a path. */
export function namesAt(snapshot: Snapshot, pattern: RegExp): readonly string[] {
  const { files, links, dirs, stats, binary } = snapshot;
  const names = Object.keys({ ...files, ...links, ...dirs, ...stats, ...binary }).flatMap(
    path => pattern.exec(path)?.[1] ?? [],
  );
  return [...new Set(names)];
}

/** Reads a snapshot. */
export function recorded(snapshot: Snapshot): Recorded {
  const text = (path: string): string | undefined => {
    const file = snapshot.files[path];
    return typeof file === 'object' ? file.text : file;
  };
  const release = text('/proc/sys/kernel/osrelease')?.trim();
  const folder = `/lib/modules/${release ?? ''}`;
  const builtInFile = snapshot.files[`${folder}/modules.builtin`];
  const cpuinfo = text('/proc/cpuinfo');
  const cmdline = text('/proc/cmdline');
  const config = text(`/boot/config-${release ?? ''}`) ?? text('/proc/config.gz');
  return {
    snapshot,
    text,
    has: path => isThere(snapshot, path),
    release,
    version: release?.split(/[.-]/u).slice(0, 3).map(Number).filter(Number.isFinite),
    cmdline: cmdline === undefined ? undefined : parseCmdline(cmdline),
    cpu: cpuinfo === undefined ? undefined : parseCpuinfo(cpuinfo),
    modules: modulesOf(text('/proc/modules')),
    index: indexOf(text(`${folder}/modules.dep`) ?? ''),
    builtIn: new Set((text(`${folder}/modules.builtin`) ?? '').split('\n').filter(Boolean).map(moduleName)),
    tellsBuiltIn: module =>
      typeof builtInFile === 'object'
        ? new RegExp(builtInFile.keep, 'u').test(`/${module}.ko`)
        : builtInFile !== undefined,
    config: config === undefined ? new Map() : parseKernelConfig(config),
    options: Object.keys(snapshot.files)
      .filter(path => /\/modprobe\.d\/[^/]+\.conf$/u.test(path))
      .flatMap(path => parseModprobe(path, text(path) ?? '').options),
    log: logOf(snapshot),
    devices: snapshot.dirs['/sys/bus/pci/devices'] ?? [],
    drivers: driversOf(snapshot),
    isContainer: isThere(snapshot, '/.dockerenv') === true || text('/run/systemd/container') !== undefined,
  };
}

function isThere({ files, links, dirs, stats, binary, absent }: Snapshot, path: string): boolean | undefined {
  const known = Object.keys({ ...files, ...links, ...dirs, ...stats, ...binary });
  if (known.some(one => one === path || one.startsWith(`${path}/`))) return true;
  const [folder, name] = [path.slice(0, path.lastIndexOf('/')), path.slice(path.lastIndexOf('/') + 1)];
  const siblings = dirs[folder === '' ? '/' : folder];
  if (siblings !== undefined) return siblings.includes(name);
  if (absent.includes(path)) return false;
  return folder !== '' && isThere({ files, links, dirs, stats, binary, absent } as Snapshot, folder) === false
    ? false
    : undefined;
}

function modulesOf(text: string | undefined): Map<string, LoadedModule> | undefined {
  if (text === undefined) return undefined;
  const modules = new Map<string, LoadedModule>();
  for (const line of text.split('\n')) {
    const [, name, references, users = '', taint = ''] =
      /^(\S+) \d+ (\d+) (\S+) \w+ \S+(?: \((\w+)\))?$/u.exec(line) ?? [];
    if (name === undefined) continue;
    const named = users === '-' ? [] : users.split(',').filter(user => user !== '' && !user.startsWith('['));
    modules.set(name, { references: Number(references), users: named, taint });
  }
  return modules;
}

function indexOf(text: string): Map<string, { file: string; needs: readonly string[] }> {
  return new Map(
    text
      .split('\n')
      .filter(line => line.includes(':'))
      .map(line => {
        const [file = '', needs = ''] = line.split(':');
        return [moduleName(file), { file, needs: needs.split(' ').filter(Boolean).map(moduleName) }];
      }),
  );
}

function logOf(snapshot: Snapshot): KernelLog | undefined {
  const said = snapshot.commands.filter(
    ({ argv, exit }) => exit === 0 && /^(dmesg|journalctl)$/u.test(argv[0] ?? ''),
  );
  return said.map(({ stdout }) => parseKernelLog(stdout)).find(log => log.reachesBoot);
}

function driversOf({ links }: Snapshot): Map<string, string> {
  const drivers = new Map<string, string>();
  for (const [path, target] of Object.entries(links)) {
    const address = /^\/sys\/bus\/pci\/devices\/([^/]+)\/driver$/u.exec(path)?.[1];
    if (address !== undefined) drivers.set(address, target.slice(target.lastIndexOf('/') + 1));
  }
  return drivers;
}
