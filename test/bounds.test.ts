import { describe, expect, test } from 'vitest';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import type { Snapshot } from '../src/host/snapshot/snapshot-schema.ts';
import { examine } from '../src/invocation/examine.ts';
import { threadOf } from '../src/invocation/pasted-thread.ts';
import { subjectOf } from '../src/invocation/subject.ts';
import type { Report } from '../src/judge/report-types.ts';
import { loadRules } from '../src/rules/load.ts';
import { hostFixture } from './run-cli.ts';

/*
 * Work grows with what there is of it, and not with its square: four times as much may take four times as long, and as much again for what a busy
 * machine does besides. Processor time, the best of several runs; a square would be sixteen.
 */
const most = 8;
/** What is measured must not be the beginning of a run (milliseconds). */
const start = 40;

const call = { version: '0.0.0', now: '2026-01-01T00:00:00Z', call: 'fngvt' };
const gpu = '0000:00:02.0';
const base = await openFixture(hostFixture('fnos-hd620.rebooted'));

/** The host with something more in its snapshot. */
function hostWith(change: (snapshot: Mutable) => void): Snapshot {
  const snapshot = structuredClone(base) as unknown as Mutable;
  change(snapshot);
  return snapshot as unknown as Snapshot;
}

interface Mutable {
  readonly files: Record<string, unknown>;
  readonly links: Record<string, string>;
  readonly dirs: Record<string, string[]>;
  readonly commands: { argv: string[]; exit: number; stdout: string; stderr: string }[];
  absent: string[];
}

async function judged(snapshot: Snapshot): Promise<Report> {
  const subject = await subjectOf({ kind: 'snapshot', snapshot }, call);
  const { shared } = await examine(subject, loadRules(), call, { isPlanned: true });
  return (await shared()).report;
}

const each = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** The GPU of the host, and as many like it. */
const withGpus = (count: number): Snapshot =>
  hostWith(snapshot => {
    const folders = Object.keys(snapshot.dirs).filter(path => snapshot.dirs[path]?.includes(gpu));
    for (const at of each(count, index => index + 0x20)) {
      const [bus, device] = [at >> 5, at & 31].map(part => part.toString(16).padStart(2, '0'));
      const other = (text: string): string => text.replaceAll(gpu, `0000:${bus ?? ''}:${device ?? ''}.0`);
      for (const part of [snapshot.files, snapshot.links, snapshot.dirs] as Record<string, unknown>[])
        for (const path of Object.keys(part)) if (path.includes(gpu)) part[other(path)] = part[path];
      snapshot.absent.push(...snapshot.absent.filter(path => path.includes(gpu)).map(other));
      for (const folder of folders) snapshot.dirs[folder]?.push(other(gpu));
    }
  });

const mdevs = '/sys/bus/mdev/devices';
const uuidOf = (at: number): string => `${at.toString(16).padStart(8, '0')}-0000-4000-8000-000000000000`;

const withMdevs = (count: number): Snapshot =>
  hostWith(snapshot => {
    snapshot.absent = snapshot.absent.filter(path => !path.startsWith(mdevs));
    const uuids = each(count, uuidOf);
    snapshot.dirs[mdevs] = [...(snapshot.dirs[mdevs] ?? []), ...uuids];
    for (const uuid of uuids) {
      snapshot.links[`${mdevs}/${uuid}`] = `../../../devices/pci0000:00/${gpu}/${uuid}`;
      snapshot.links[`${mdevs}/${uuid}/mdev_type`] = '../mdev_supported_types/i915-GVTg_V5_8';
    }
  });

const virsh = ['virsh', '-c', 'qemu:///system'];

const withVms = (count: number): Snapshot =>
  hostWith(({ commands }) => {
    const list = commands.find(
      ({ argv }) => argv.join(' ') === [...virsh, 'list --all --name --uuid'].join(' '),
    );
    if (list === undefined) throw new Error('expected the list of VMs in the recording');
    list.stdout = each(count, at => `${uuidOf(at)} vm${at}\n`).join('');
    for (const at of each(count, index => index))
      commands.push({
        argv: [...virsh, 'dumpxml', '--inactive', '--domain', `vm${at}`],
        exit: 0,
        stderr: '',
        stdout: `<domain type='kvm'><name>vm${at}</name><uuid>${uuidOf(at)}</uuid><devices><hostdev mode='subsystem' type='mdev' model='vfio-pci'><source><address uuid='${uuidOf(at + 0x10000)}'/></source></hostdev></devices></domain>`,
      });
  });

const withFile = (path: string, text: string): Snapshot =>
  hostWith(snapshot => {
    const slash = path.lastIndexOf('/');
    const folder = snapshot.dirs[path.slice(0, slash)];
    if (folder?.includes(path.slice(slash + 1)) === false) folder.push(path.slice(slash + 1));
    const before = snapshot.files[path];
    snapshot.files[path] = typeof before === 'string' ? `${before}${text}` : text;
  });

const withLog = (count: number): Snapshot =>
  hostWith(snapshot => {
    const log = snapshot.commands.find(({ argv }) => /dmesg|journalctl/u.test(argv.join(' ')));
    if (log === undefined) throw new Error('expected a kernel log in the recording');
    log.stdout += each(count, at => `[ ${at}.000001] i915 ${gpu}: [drm] GuC ${at} [${at}]\n`).join('');
  });

const withLines = (path: string, line: (at: number) => string) => (count: number) =>
  withFile(path, each(count, line).join(''));

/** What grows, and how much of it there is at first; four times as many is what a real machine may have, and more. */
const hosts: readonly (readonly [name: string, first: number, of: (count: number) => Snapshot])[] = [
  ['GPUs', 25, withGpus],
  ['mdevs', 100, withMdevs],
  ['VMs', 100, withVms],
  ['lines of the kernel log', 4000, withLog],
  [
    'lines of modprobe.d',
    400,
    withLines('/etc/modprobe.d/more.conf', at => `options m${at} a=${at}\nblacklist b${at}\n`),
  ],
  [
    'words of the command line',
    200,
    count => withFile('/proc/cmdline', ` ${each(count, at => `a${at}.b=1`).join(' ')}\n`),
  ],
  [
    'carriage returns of a module list',
    20_000,
    count => withFile('/etc/modules', `${'\r'.repeat(count)}x\n`),
  ],
  [
    "carriage returns of GRUB's settings",
    20_000,
    count => withFile('/etc/default/grub', `#${'\r'.repeat(count)}x\n`),
  ],
];

const texts: readonly (readonly [name: string, first: number, of: (count: number) => string])[] = [
  ['prompts', 4000, count => 'root@pve:~# '.repeat(count)],
  ['lines of prompts', 2000, count => 'root@pve:~# \n'.repeat(count)],
  ['sessions', 2000, count => 'root@pve:~# uname -r\n6.8.12-4-pve\n'.repeat(count)],
  ['carriage returns', 40_000, count => `${'\r'.repeat(count)}x`],
  ['brackets', 40_000, count => '['.repeat(count)],
  ['brackets of a forum', 10_000, count => '[quote]'.repeat(count)],
  ['blanks', 40_000, count => `${' '.repeat(count)}x`],
];

/** Milliseconds of processor time. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The best of several runs of each size, one size after the other. */
async function costs(first: number, work: (count: number) => Promise<unknown>): Promise<readonly number[]> {
  const best = [1, 2, 4].map(() => Infinity);
  for (let round = 0; round < 3; round += 1)
    for (const [at, times] of [1, 2, 4].entries())
      best[at] = Math.min(best[at] ?? Infinity, await timed(() => work(first * times)));
  return best;
}

const isLinear = ([one = 0, , four = 0]: readonly number[]): boolean => four <= most * Math.max(one, start);

describe('work grows with its size', () => {
  test.each(hosts)('%s', async (_name, first, of) => {
    const all = await costs(first, count => judged(of(count)));
    expect(isLinear(all), all.map(Math.round).join(', ')).toBe(true);
  });

  test.each(texts)('%s of a paste', async (_name, first, of) => {
    const all = await costs(first, count => threadOf(of(count), 'paste'));
    expect(isLinear(all), all.map(Math.round).join(', ')).toBe(true);
  });

  test('what grows is seen', async () => {
    expect((await judged(withGpus(25))).gpus).toHaveLength(26);
    expect((await judged(withMdevs(100))).vgpu.devices).toHaveLength(100);
    const { findings } = await judged(withVms(100));
    expect(new Set(findings.flatMap(({ subject }) => subject ?? [])).size).toBeGreaterThan(100);
  });

  test('a hundred GPUs are no matter of many seconds', async () => {
    const snapshot = withGpus(99);
    const all = [await timed(() => judged(snapshot)), await timed(() => judged(snapshot))];
    expect(Math.min(...all)).toBeLessThan(3000);
  });
});
