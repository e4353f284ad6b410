import { parseModulesDep } from '../src/formats/modules-index.ts';
import { excerpt } from '../src/host/excerpt.ts';
import type { Snapshot } from '../src/host/snapshot/snapshot-schema.ts';

const devices = '/sys/bus/pci/devices';
const prompt = 'root@host:~# ';

/** A session in which all of them were asked. */
export const sessionOf = (pieces: ReturnType<typeof outputs>): string =>
  pieces
    .filter(([, said]) => said !== undefined)
    .map(([command, said]) => `${prompt}${command}\n${said ?? ''}`)
    .join('') + prompt;

/** What a shell of that host would print, by command; undefined where the fixture does not say. */
export function outputs(snapshot: Snapshot): readonly (readonly [string, string | undefined])[] {
  const file = (path: string): string | undefined => {
    const found = Object.hasOwn(snapshot.files, path) ? snapshot.files[path] : undefined;
    if (found !== undefined) return typeof found === 'string' ? found : found.text;
    if (isGone(snapshot, path)) return `cat: ${path}: No such file or directory\n`;
    return snapshot.denied.includes(path) ? `cat: ${path}: Permission denied\n` : undefined;
  };
  const gpus = (snapshot.dirs[devices] ?? []).filter(
    at => text(snapshot, `${devices}/${at}/class`)?.startsWith('0x03') === true,
  );
  const first = `${devices}/${gpus[0] ?? '0000:00:02.0'}`;
  const cat = (path: string): readonly [string, string | undefined] => [`cat ${path}`, file(path)];
  return [
    ['uname -r', text(snapshot, '/proc/sys/kernel/osrelease')],
    ["lspci -nnk | grep -A3 -E '\\[03[0-9]{2}\\]'", gpus.map(at => lspci(snapshot, at)).join('')],
    cat('/proc/cmdline'),
    ['lsmod | grep -E "kvm|vfio|mdev|i915|xe"', lsmod(snapshot)],
    [`ls ${first}/mdev_supported_types`, list(snapshot, `${first}/mdev_supported_types`)],
    ...(snapshot.dirs[`${first}/mdev_supported_types`] ?? []).map(type =>
      cat(`${first}/mdev_supported_types/${type}/available_instances`),
    ),
    cat('/sys/module/i915/parameters/enable_gvt'),
    cat(`${first}/sriov_totalvfs`),
    cat(`${first}/sriov_numvfs`),
    ['grep -rn . /etc/modprobe.d', grepped(snapshot, ['/etc/modprobe.d'])],
    ['grep DRM_I915_GVT /boot/config-$(uname -r)', config(snapshot)],
    [
      'grep -rn . /etc/default/grub /etc/default/grub.d',
      grepped(snapshot, ['/etc/default/grub', '/etc/default/grub.d']),
    ],
    ['cat /etc/kernel/cmdline', file('/etc/kernel/cmdline')],
    [
      'grep -rn . /etc/modules /etc/modules-load.d',
      grepped(snapshot, ['/etc/modules', '/etc/modules-load.d']),
    ],
    ['grep -rn . /boot/grub/grub.cfg', grepped(snapshot, ['/boot/grub/grub.cfg'])],
    ...['i915', 'kvmgt', 'xe', 'vfio_mdev'].map(
      name => [`modinfo -n ${name}`, modinfo(snapshot, name)] as const,
    ),
    cat('/etc/os-release'),
    ['ls /sys/class/iommu', list(snapshot, '/sys/class/iommu')],
    ['ls /sys/firmware/acpi/tables', list(snapshot, '/sys/firmware/acpi/tables')],
    cat('/sys/module/i915/parameters/max_vfs'),
    ...['resource', 'driver_override'].map(
      name => [`grep -rn . ${first}/${name}`, grepped(snapshot, [`${first}/${name}`])] as const,
    ),
    ['dmesg', snapshot.commands.find(said => said.argv[0] === 'dmesg' && said.exit === 0)?.stdout],
  ];
}

const text = (snapshot: Snapshot, path: string): string | undefined => {
  const found = Object.hasOwn(snapshot.files, path) ? snapshot.files[path] : undefined;
  return typeof found === 'string' ? found : undefined;
};

const isGone = (snapshot: Snapshot, path: string): boolean =>
  snapshot.absent.some(top => path === top || path.startsWith(`${top}/`)) ||
  snapshot.dirs[path.slice(0, path.lastIndexOf('/'))]?.includes(path.slice(path.lastIndexOf('/') + 1)) ===
    false;

function list(snapshot: Snapshot, path: string): string | undefined {
  const names = snapshot.dirs[path];
  if (names !== undefined) return names.map(name => `${name}\n`).join('');
  return isGone(snapshot, path) ? `ls: cannot access '${path}': No such file or directory\n` : undefined;
}

function lspci(snapshot: Snapshot, at: string): string {
  const hex = (name: string): string => text(snapshot, `${devices}/${at}/${name}`)?.trim().slice(2) ?? '';
  const driver = snapshot.links[`${devices}/${at}/driver`];
  const bound =
    driver === undefined ? '' : `\tKernel driver in use: ${driver.slice(driver.lastIndexOf('/') + 1)}\n`;
  const who = hex('vendor') === '8086' ? 'Intel Corporation' : 'Another Maker';
  return `${at.slice(5)} VGA compatible controller [${hex('class').slice(0, 4)}]: ${who} Graphics [${hex('vendor')}:${hex('device')}]\n${bound}\tKernel modules: i915\n`;
}

function lsmod(snapshot: Snapshot): string | undefined {
  const rows = text(snapshot, '/proc/modules')
    ?.split('\n')
    .filter(line => /kvm|vfio|mdev|i915|xe/u.test(line));
  return rows
    ?.map(
      row =>
        `${row
          .split(' ')
          .slice(0, 3)
          .join('  ')
          .replace(/ (\d{1,3}) /u, ' 16384 ')}\n`,
    )
    .join('');
}

function modinfo(snapshot: Snapshot, name: string): string | undefined {
  const folder = `/lib/modules/${text(snapshot, '/proc/sys/kernel/osrelease')?.trim() ?? ''}`;
  const index = snapshot.files[`${folder}/modules.dep`];
  if (index === undefined) return undefined;
  const path = parseModulesDep(typeof index === 'string' ? index : index.text).get(name);
  return path === undefined ? `modinfo: ERROR: Module ${name} not found.\n` : `${folder}/${path}\n`;
}

/** `grep -rn .` of files and folders. */
function grepped(snapshot: Snapshot, paths: readonly string[]): string | undefined {
  const lines = (path: string): string =>
    (text(snapshot, path) ?? '')
      .split('\n')
      .map((line, i) => (line === '' ? '' : `${path}:${i + 1}:${line}\n`))
      .join('');
  const said = paths.map(path => {
    const names = snapshot.dirs[path];
    if (names !== undefined) return names.map(name => lines(`${path}/${name}`)).join('');
    if (text(snapshot, path) !== undefined) return lines(path);
    return isGone(snapshot, path) ? `grep: ${path}: No such file or directory\n` : undefined;
  });
  return said.includes(undefined) ? undefined : said.join('');
}

function config(snapshot: Snapshot): string | undefined {
  const release = text(snapshot, '/proc/sys/kernel/osrelease')?.trim() ?? '';
  const found = text(snapshot, `/boot/config-${release}`);
  return found === undefined ? undefined : excerpt(found, { pattern: 'DRM_I915_GVT' });
}
