import { parseCmdline } from '../formats/kernel-cmdline.ts';
import { effectiveFiles, modprobeDirectories, modulesLoadDirectories } from '../formats/drop-ins.ts';
import { deniesModule, parseModprobe, type ModprobeConfig } from '../formats/modprobe-d.ts';
import { moduleFaultPlaces } from '../formats/fault-places.ts';
import { parseModuleList, type ModuleList } from '../formats/module-list.ts';
import type { Host, Reading, Withheld } from '../host/reader.ts';
import type { FactAddress } from './catalogue.ts';
import type { Collector } from './collector.ts';
import { faultyLines } from './faulty-lines.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Family } from './fact-index.ts';

/** What is configured about modules: options and blacklists, and which are loaded at boot. */
export const moduleConfigCollector: Collector = {
  subject: 'module configuration',
  gives: [
    'modprobe/*',
    'module-denied/*',
    'module-denied-by-file/*',
    'module-before/*',
    'module-listed/*',
    'modules/garbled',
    'modules/faulty-lines',
    'initramfs/is-current',
  ],
  collect: async host => {
    const [modprobe, lists, cmdline] = await Promise.all([
      readModprobe(host),
      readLists(host),
      host.read('/proc/cmdline'),
    ]);
    return {
      facts: [
        garbledFact(lists),
        garbledLines(lists),
        ...listedFacts(lists),
        await currentFact(host, modprobe),
      ],
      families: [
        optionFamily(modprobe),
        deniedFamily(modprobe, cmdline),
        deniedByFileFamily(modprobe),
        beforeFamily(modprobe),
        listedFamily(lists, cmdline),
      ],
    };
  },
};

/** Everything of a folder of drop-ins, or why it could not be read; of modprobe.d with what is known to stand there all the same. */
type Gathered<T> = { readonly all: T } | { readonly why: Withheld; readonly seen?: ModprobeConfig };

async function readModprobe(host: Host): Promise<Gathered<ModprobeConfig>> {
  const files = await readDropIns(host, modprobeDirectories);
  if (!('why' in files)) return { all: configOf(files.all) };
  return files.why === 'not captured' ? { ...files, seen: configOf(await readUsual(host)) } : files;
}

function configOf(files: readonly TextFile[]): ModprobeConfig {
  const parts = files.map(file => parseModprobe(file.path, file.text));
  return {
    options: parts.flatMap(part => part.options),
    blacklist: parts.flatMap(part => part.blacklist),
    installs: parts.flatMap(part => part.installs),
    softdeps: parts.flatMap(part => part.softdeps),
  };
}

/** Files that guides have people write, and show. */
const usualFiles = [
  ...['blacklist', 'blacklist-gpu', 'blacklist-i915', 'blacklist-intel', 'pve-blacklist', 'vfio', 'vfio-pci'],
  ...[
    'i915',
    'i915-blacklist',
    'i915-sriov',
    'xe',
    'gvt',
    'kvmgt',
    'kvm',
    'iommu',
    'iommu_unsafe_interrupts',
  ],
].map(name => `/etc/modprobe.d/${name}.conf`);

/** Where somebody showed some files of the folder, and not which there are. */
async function readUsual(host: Host): Promise<readonly TextFile[]> {
  const read = await Promise.all(usualFiles.map(async path => ({ path, reading: await host.read(path) })));
  return read.flatMap(({ path, reading }) =>
    reading.state === 'present' ? [{ path, text: reading.value }] : [],
  );
}

/** All lists of modules to load at boot: systemd's, Debian's /etc/modules, the initramfs', Unraid's go file. */
const goScript = '/boot/config/go';

/** Without which lists nobody knows what is not listed: Unraid loads by a script, which nobody else has, or is asked for. */
const isNeeded = async (host: Host, path: string): Promise<boolean> =>
  path === '/etc/modules' ||
  (path === goScript && (await host.read('/etc/unraid-version')).state === 'present');

async function readLists(host: Host): Promise<Gathered<ModuleList>> {
  const [dropIns, ...single] = await Promise.all([
    readDropIns(host, modulesLoadDirectories),
    host
      .read('/etc/initramfs-tools/modules')
      .then(reading => ({ path: '/etc/initramfs-tools/modules', reading: firstWords(reading) })),
    host.read('/etc/modules').then(reading => ({ path: '/etc/modules', reading })),
    host.read(goScript).then(reading => ({ path: goScript, reading: modprobeLines(reading) })),
    host
      .read('/etc/mkinitcpio.conf')
      .then(reading => ({ path: '/etc/mkinitcpio.conf', reading: arrayWords(reading) })),
  ]);
  if ('why' in dropIns) return dropIns;
  const files = [...dropIns.all];
  for (const { path, reading } of single) {
    if (reading.state === 'withheld' && (await isNeeded(host, path))) return { why: reading.why };
    // Debian links modules-load.d/modules.conf to /etc/modules: one file, read once.
    if (reading.state === 'present') files.push({ path, text: reading.value });
  }
  const linked = files.filter(
    file =>
      !(
        file.path === '/etc/modules-load.d/modules.conf' &&
        files.some(other => other.path === '/etc/modules' && other.text === file.text)
      ),
  );
  const lists = linked.map(file => parseModuleList(file.path, file.text));
  return {
    all: { entries: lists.flatMap(list => list.entries), faults: lists.flatMap(list => list.faults) },
  };
}

/** initramfs-tools allows arguments behind a module's name: initramfs-tools(7). */
function firstWords(reading: Reading<string>): Reading<string> {
  if (reading.state !== 'present') return reading;
  const first = (line: string): string => /^\s*[^#\s]\S*/u.exec(line)?.[0] ?? line;
  return { state: 'present', value: reading.value.split('\n').map(first).join('\n') };
}

/** The modules that Unraid's go script loads, as a list of names, one a line. */
function modprobeLines(reading: Reading<string>): Reading<string> {
  if (reading.state !== 'present') return reading;
  const names = reading.value
    .split('\n')
    .map(line => /^\s*(?:\/sbin\/)?modprobe\s+(?:-\S+\s+)*([\w-]+)/u.exec(line)?.[1] ?? '');
  return { state: 'present', value: names.join('\n') };
}

/** The words of MODULES=(…) in mkinitcpio.conf, one a line; mkinitcpio.conf(5). */
function arrayWords(reading: Reading<string>): Reading<string> {
  if (reading.state !== 'present') return reading;
  const words = /^[ \t]*MODULES=\(([^)]*)\)/mu.exec(reading.value)?.[1] ?? '';
  return { state: 'present', value: words.split(/[\s"']+/u).join('\n') };
}

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** The drop-ins that count, in order. One that can't be read makes the whole unknown: it might say anything. */
async function readDropIns(host: Host, folders: readonly string[]): Promise<Gathered<readonly TextFile[]>> {
  const listed = await Promise.all(folders.map(async dir => ({ dir, names: await host.list(dir) })));
  const [first] = listed;
  if (first?.names.state === 'withheld') return { why: first.names.why };
  const paths = effectiveFiles(
    listed.map(({ dir, names }) => ({ dir, names: names.state === 'present' ? names.value : [] })),
  );
  const files: TextFile[] = [];
  for (const [path, reading] of await Promise.all(
    paths.map(async at => [at, await host.read(at)] as const),
  )) {
    if (reading.state === 'withheld') return { why: reading.why };
    if (reading.state === 'present') files.push({ path, text: reading.value });
  }
  return { all: files };
}

function optionFamily(modprobe: Gathered<ModprobeConfig>): Family {
  const source = '/etc/modprobe.d';
  return {
    name: 'modprobe',
    member: member => {
      const address = `modprobe/${member}` as const;
      if ('why' in modprobe) return unknown(address, modprobe.why, { source });
      const option = modprobe.all.options.filter(at => `${at.module}.${at.name}` === member).at(-1);
      return option === undefined
        ? known(address, null, { source })
        : known(address, option.value, { source: option.path });
    },
  };
}

/** What of modprobe.d keeps a module from being loaded by its name or by its device. */
function deniedByFile(modprobe: Gathered<ModprobeConfig>, address: FactAddress, member: string): Fact {
  // One line is enough to keep it away, whatever else stands there.
  const config = 'why' in modprobe ? modprobe.seen : modprobe.all;
  const install = config?.installs.find(at => at.module === member && deniesModule(at.command));
  if (install !== undefined) return known(address, `install ${install.command}`, { source: install.path });
  const entry = config?.blacklist.find(at => at.module === member);
  if (entry !== undefined) return known(address, 'blacklist', { source: entry.path });
  const about = { source: '/etc/modprobe.d' };
  return 'why' in modprobe ? unknown(address, modprobe.why, about) : known(address, null, about);
}

/** The same by itself: a word of the command line stands before it, and may go where it stays. */
function deniedByFileFamily(modprobe: Gathered<ModprobeConfig>): Family {
  return {
    name: 'module-denied-by-file',
    member: member => deniedByFile(modprobe, `module-denied-by-file/${member}`, member),
  };
}

/** Modules that `softdep` has loaded before another: modprobe.d(5). */
function beforeFamily(modprobe: Gathered<ModprobeConfig>): Family {
  const source = '/etc/modprobe.d';
  return {
    name: 'module-before',
    member: member => {
      const address = `module-before/${member}` as const;
      if ('why' in modprobe) return unknown(address, modprobe.why, { source });
      const lines = modprobe.all.softdeps.filter(at => at.module === member);
      return known(
        address,
        lines.flatMap(({ pre }) => pre),
        { source: lines[0]?.path ?? source },
      );
    },
  };
}

/** The drivers that an initramfs may load before the root file system is there. */
const graphicsDrivers: ReadonlySet<string> = new Set(['i915', 'xe']);

/**
 * Is what the initramfs has of modprobe.d what stands there? Debian copies it whole when the initramfs is made (initramfs-tools, mkinitramfs);
 * only files that speak of a graphics driver matter, and only they are asked for.
 */
async function currentFact(host: Host, modprobe: Gathered<ModprobeConfig>): Promise<Fact> {
  const address = 'initramfs/is-current';
  if ('why' in modprobe) return unknown(address, modprobe.why, { source: '/etc/modprobe.d' });
  const { options, blacklist, installs, softdeps } = modprobe.all;
  const paths = new Set(
    [options, blacklist, installs, softdeps]
      .flat()
      .filter(({ module }) => graphicsDrivers.has(module))
      .map(({ path }) => path),
  );
  if (paths.size === 0) return known(address, true, { source: '/etc/modprobe.d' });
  const release = await host.read('/proc/sys/kernel/osrelease');
  const image = `/boot/initrd.img-${release.state === 'present' ? release.value.trim() : ''}`;
  const stats = await Promise.all([image, ...paths].map(path => host.stat(path)));
  const about = { source: image };
  const unread = stats.find(stat => stat.state === 'withheld');
  if (unread?.state === 'withheld') return unknown(address, unread.why, about);
  const [made = NaN, ...written] = stats.map(stat =>
    stat.state === 'present' ? Date.parse(stat.value.mtime) : NaN,
  );
  // Others name their images as they like, and a collection tells no times.
  return Number.isNaN(made) || written.some(Number.isNaN)
    ? unknown(address, 'undecided', about)
    : known(
        address,
        written.every(time => time < made),
        about,
      );
}

/** What keeps a module from being loaded: a word of the command line, else a line of modprobe.d. */
function deniedFamily(modprobe: Gathered<ModprobeConfig>, cmdline: Reading<string>): Family {
  const tokens = cmdline.state === 'present' ? parseCmdline(cmdline.value) : [];
  return {
    name: 'module-denied',
    member: member => {
      const address = `module-denied/${member}` as const;
      const names = (value: string): boolean =>
        value.split(',').some(name => name.replaceAll('-', '_') === member);
      // module_blacklist= refuses every load (kernel/module/main.c), modprobe.blacklist= is kmod's deny list.
      // Of several module_blacklist= the kernel keeps the last (core_param); kmod adds up all of its own.
      const last = tokens.findLast(at => at.name === 'module_blacklist');
      const token = [
        ...(last === undefined ? [] : [last]),
        ...tokens.filter(at => at.name === 'modprobe.blacklist'),
      ].find(at => names(at.value));
      if (token !== undefined) return known(address, token.raw, { source: '/proc/cmdline' });
      const byFile = deniedByFile(modprobe, address, member);
      const isOpen = byFile.known && byFile.value === null;
      if (isOpen && cmdline.state === 'withheld')
        return unknown(address, cmdline.why, { source: '/proc/cmdline' });
      return byFile;
    },
  };
}

function listedFamily(lists: Gathered<ModuleList>, cmdline: Reading<string>): Family {
  return {
    name: 'module-listed',
    member: member => {
      const address = `module-listed/${member}` as const;
      const token = (cmdline.state === 'present' ? parseCmdline(cmdline.value) : []).find(
        at =>
          (at.name === 'modules_load' || at.name === 'rd.modules_load') &&
          at.value.split(',').some(name => name.replaceAll('-', '_') === member),
      );
      if (token !== undefined) return known(address, '/proc/cmdline', { source: '/proc/cmdline' });
      if ('why' in lists) return unknown(address, lists.why, { source: '/etc/modules-load.d' });
      const entry = lists.all.entries.find(at => at.name === member);
      return entry === undefined
        ? known(address, null, { source: '/etc/modules, /etc/modules-load.d' })
        : known(address, `${entry.path}:${entry.line}`, { source: entry.path });
    },
  };
}

/** Every listed module as a fact of its own, so that derivations can see which there are. */
function listedFacts(lists: Gathered<ModuleList>): readonly Fact[] {
  if ('why' in lists) return [];
  return lists.all.entries.map(entry =>
    known(`module-listed/${entry.name}`, `${entry.path}:${entry.line}`, { source: entry.path }),
  );
}

function garbledFact(lists: Gathered<ModuleList>): Fact {
  if ('why' in lists) return unknown('modules/garbled', lists.why, { source: '/etc/modules' });
  const faults = lists.all.faults;
  return known(
    'modules/garbled',
    faults.map(fault => `${fault.path}:${fault.line} ${fault.kind}`),
    { source: faults[0]?.path ?? '/etc/modules' },
  );
}

/** The same lines with the places in them that are wrong. */
function garbledLines(lists: Gathered<ModuleList>): Fact {
  const faults = 'why' in lists ? [] : lists.all.faults;
  return known('modules/faulty-lines', faultyLines(faults, moduleFaultPlaces), {
    source: faults[0]?.path ?? '/etc/modules',
  });
}
