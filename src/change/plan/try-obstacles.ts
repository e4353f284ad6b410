import type { Facts } from '../../facts/fact-index.ts';
import { parseGrubCfg } from '../../formats/grub-cfg.ts';
import { parseGrubenv } from '../../formats/grubenv.ts';
import { tryScript, unfitWords } from '../../formats/try-script.ts';
import type { Host, Reading } from '../../host/reader.ts';
import type { Refusal } from '../plan.ts';
import type { BootTarget } from './boot-target.ts';
import type { KernelWords } from './builder.ts';

const grubenv = '/boot/grub/grubenv';
const grubCfg = '/boot/grub/grub.cfg';
const linuxScript = '/etc/grub.d/10_linux';
const mountTable = '/proc/self/mountinfo';

/** What a try would be made of. */
export interface TryInput {
  readonly host: Host;
  readonly now: Facts;
  readonly route: BootTarget;
  readonly words: KernelWords;
}

const refusal = (reason: string, details: Readonly<Record<string, string>> = {}): Refusal => ({
  reason,
  details,
  rule: null,
});

const unread = (path: string, reading: Reading<unknown>): Refusal =>
  refusal('unread', { path, why: reading.state === 'withheld' ? reading.why : 'absent' });

/**
 * Why new words can't be tried for one boot on this host. The choice of an entry for one boot must be one that this GRUB reads, and clears before it
 * starts the kernel; and the entry must be one that starts by itself.
 */
export async function tryObstacles(input: TryInput): Promise<readonly Refusal[]> {
  const { host, now, route, words } = input;
  if (route.kind !== 'grub' || typeof now.value('cmdline/BOOT_IMAGE') !== 'string')
    return [refusal('try-not-grub')];
  const boards = await host.read('/etc/kernel/proxmox-boot-uuids');
  if (boards.state === 'present' && boards.value.trim() !== '') return [refusal('try-boot-tool')];
  const unfit = unfitWords([...words.wanted, ...words.dropped]);
  return seen([
    ...(unfit.length === 0 ? [] : [refusal('try-characters', { word: unfit.join(' ') })]),
    ...(await openTry(host)),
    ...(await kernelFaults(host, now)),
    ...(await environmentFaults(host)),
    ...(await diskFaults(host)),
    ...(await menuFaults(host)),
  ]);
}

/** What a recording leaves open is one reason, not one for each file. */
function seen(faults: readonly Refusal[]): readonly Refusal[] {
  const rest = faults.filter(({ details }) => details?.['why'] !== 'not captured');
  return rest.length === faults.length ? faults : [...rest, refusal('try-unseen')];
}

/** One at a time: the next boot can only be one of them. */
async function openTry(host: Host): Promise<readonly Refusal[]> {
  const script = await host.read(tryScript);
  if (script.state === 'present') return [refusal('try-open', { path: tryScript })];
  return script.state === 'withheld' ? [unread(tryScript, script)] : [];
}

/** The entry is made for the kernel that runs: a new kernel and new words at once would not tell which of them was at fault. */
async function kernelFaults(host: Host, now: Facts): Promise<readonly Refusal[]> {
  const release = String(now.value('kernel/release') ?? '');
  const path = `/boot/vmlinuz-${release}`;
  if (!/^[\w.+~-]+$/u.test(release)) return [refusal('try-no-kernel', { path: '/boot' })];
  const [kernel, script, tool] = await Promise.all([
    host.stat(path),
    host.stat(linuxScript),
    host.stat('/usr/sbin/grub-reboot'),
  ]);
  const isRun = script.state === 'present' && /[1357]/u.test(script.value.mode.slice(1));
  return [
    ...missing(kernel, 'try-no-kernel', path),
    ...(script.state === 'present' && !isRun
      ? [refusal('try-no-script', { path: linuxScript })]
      : missing(script, 'try-no-script', linuxScript)),
    ...missing(tool, 'try-no-tool', '/usr/sbin/grub-reboot'),
  ];
}

/** What a recording does not tell is not said to be missing. */
function missing(reading: Reading<unknown>, reason: string, path: string): readonly Refusal[] {
  if (reading.state === 'present') return [];
  return [reading.state === 'absent' ? refusal(reason, { path }) : unread(path, reading)];
}

/** GRUB's environment is one block of 1024 bytes (grub-core/lib/envblk.c); `next_entry` in it may be somebody else's. */
async function environmentFaults(host: Host): Promise<readonly Refusal[]> {
  const [env, about] = await Promise.all([host.read(grubenv), host.stat(grubenv)]);
  if (env.state === 'absent') return [];
  if (env.state === 'withheld') return [unread(grubenv, env)];
  const found = parseGrubenv(env.value);
  const wrong = refusal('try-environment', { path: grubenv });
  const next = found.get('next_entry');
  return [
    ...missing(about, 'try-environment', grubenv),
    ...(about.state === 'present' && about.value.size !== 1024 ? [wrong] : []),
    // Fedora's newer GRUB may keep its variables in the header of btrfs, where our entry would not look.
    ...(found.has('env_block') ? [wrong] : []),
    ...(next === undefined ? [] : [refusal('try-chosen', { path: grubenv, entry: next })]),
  ];
}

interface Mount {
  readonly device: string;
  readonly at: string;
  readonly kind: string;
  readonly options: readonly string[];
}

/** A line of proc_pid_mountinfo(5): `36 35 8:1 / /boot rw,noatime shared:1 - ext4 /dev/sda1 rw,data=ordered`. */
function mountOf(line: string): Mount | undefined {
  const [, device, at, options, kind, more] =
    /^\d+ \d+ (\d+:\d+) \S+ (\S+) (\S+)(?: \S+)* - (\S+) \S+ (\S+)$/u.exec(line) ?? [];
  if (device === undefined || at === undefined || kind === undefined) return undefined;
  return { device, at, kind, options: `${options ?? ''},${more ?? ''}`.split(',') };
}

/** What GRUB can write to: it writes the very blocks that it read the file from, and can't tell those of others (grub-core/commands/loadenv.c). */
const writtenByGrub: readonly string[] = ['ext4', 'xfs', 'vfat'];

async function diskFaults(host: Host): Promise<readonly Refusal[]> {
  const table = await host.read(mountTable);
  if (table.state !== 'present') return [unread(mountTable, table)];
  const mounts = table.value.split('\n').flatMap(line => mountOf(line) ?? []);
  const mount = ['/boot/grub', '/boot', '/']
    .map(place => mounts.findLast(({ at }) => at === place))
    .find(found => found !== undefined);
  if (mount === undefined) return [refusal('unread', { path: mountTable, why: 'absent' })];
  const { kind, device, at, options } = mount;
  if (!writtenByGrub.includes(kind)) return [refusal('try-file-system', { kind, path: at })];
  if (options.includes('data=journal')) return [refusal('try-journal', { path: at })];
  return deviceFaults(host, device, at);
}

/**
 * GRUB reads LVM, RAID and the like, and does not write to them (grub-core/disk/diskfilter.c, "diskfilter writes are not supported"). The kernel
 * keeps them, and encrypted and looped disks, below /sys/devices/virtual/block; what is real has a place below its bus.
 */
async function deviceFaults(host: Host, device: string, path: string): Promise<readonly Refusal[]> {
  const place = `/sys/dev/block/${device}`;
  const [link, lock] = await Promise.all([host.link(place), host.read(`${place}/ro`)]);
  if (link.state !== 'present') return [unread(place, link)];
  if (link.value.includes('/virtual/block/'))
    return [refusal('try-layered', { path, device: link.value.slice(link.value.lastIndexOf('/') + 1) })];
  const isLocked = lock.state === 'present' && lock.value.trim() === '1';
  return isLocked ? [refusal('read-only', { path })] : [];
}

/** With a password on GRUB an entry without `--unrestricted` waits for somebody to type it (grub-core/normal/menu.c). */
async function menuFaults(host: Host): Promise<readonly Refusal[]> {
  const config = await host.read(grubCfg);
  if (config.state !== 'present') return [unread(grubCfg, config)];
  const lines = config.value.split('\n');
  const isLocked = lines.some(line => /^\s*set\s+superusers=/u.test(line));
  const usual = parseGrubCfg(config.value).entries.find(({ isRecovery }) => !isRecovery);
  const head =
    lines.find(line => /^\s*menuentry\s/u.test(line) && line.includes(`'${usual?.id ?? ''}'`)) ?? '';
  return isLocked && !head.includes('--unrestricted') ? [refusal('try-password')] : [];
}
