import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { derive } from '../../src/facts/derive.ts';
import {
  bindingOf,
  noWords,
  type Binding,
  type DriverState,
  type ModuleWords,
} from '../../src/facts/driver-binding.ts';
import { driverAtBoot } from '../../src/facts/driver-question.ts';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { standInWord } from '../../src/values/stand-in.ts';

const gpu = '0000:00:02.0';
const folder = `/sys/bus/pci/devices/${gpu}`;

/** A host, as far as it differs from one with both drivers as modules of the kernel, no list built in, and an initramfs in step. */
interface Host {
  readonly kernel: string;
  readonly id: string;
  readonly words?: string;
  /** Lines of one file of modprobe.d. */
  readonly modprobe?: readonly string[];
  /** Lines of /etc/initramfs-tools/modules, of /etc/modules. */
  readonly inside?: readonly string[];
  readonly modules?: readonly string[];
  /** Lines of the kernel's configuration; null: not read. */
  readonly config?: readonly string[] | null;
  /** Lines of modules.dep. */
  readonly index?: readonly string[];
  /** Version of i915-sriov-dkms, where its modules are what is in the index. */
  readonly dkms?: string;
  /** When the initramfs was made; null: not told. modprobe.d is of ten o'clock. */
  readonly image?: string | null;
  readonly driver?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly running?: readonly string[];
}

const drm = 'kernel/drivers/gpu/drm';
const i915 = `${drm}/i915/i915.ko:`;
const xe = `${drm}/xe/xe.ko:`;
const dkms = { i915: 'updates/dkms/i915.ko:', xe: 'updates/dkms/xe.ko:' };
const emptyLists = ['CONFIG_DRM_I915_FORCE_PROBE=""', 'CONFIG_DRM_XE_FORCE_PROBE=""'];
const clock = (time: string): string => `2026-11-01T${time}:00Z`;
const text = (lines: readonly string[]): string => lines.map(line => `${line}\n`).join('');

function snapshotOf(host: Host): Record<string, unknown> {
  const { kernel, id, words = '', modprobe = [], inside = [], modules = [], config = emptyLists } = host;
  const { index = [i915, xe], image = '11:00', driver, files = {}, running = [] } = host;
  const release = `${kernel}.9-1-pve`;
  const stat = (time: string): object => ({
    mode: '0644',
    owner: 0,
    group: 0,
    size: 1,
    mtime: clock(time),
    free: 1,
  });
  return {
    schema: 'fngvt.snapshot/1',
    files: {
      '/proc/sys/kernel/osrelease': `${release}\n`,
      '/proc/cmdline': `BOOT_IMAGE=/vmlinuz root=/dev/sda1 ${words}\n`,
      '/proc/modules': text(running.map(name => `${name} 1 0 - Live 0x0`)),
      ...(config === null ? {} : { [`/boot/config-${release}`]: text(config) }),
      [`/lib/modules/${release}/modules.dep`]: text(index),
      [`/lib/modules/${release}/modules.builtin`]: '',
      '/etc/modules': text(modules),
      '/etc/initramfs-tools/modules': text(inside),
      '/etc/modprobe.d/graphics.conf': text(modprobe),
      [`${folder}/class`]: '0x030000\n',
      [`${folder}/vendor`]: '0x8086\n',
      [`${folder}/device`]: `0x${id}\n`,
      [`${folder}/driver_override`]: '(null)\n',
      [`${folder}/sriov_totalvfs`]: '7\n',
      ...files,
    },
    dirs: {
      '/sys/bus/pci/devices': [gpu],
      '/etc/modprobe.d': ['graphics.conf'],
      '/etc/modules-load.d': [],
      ...(host.dkms === undefined
        ? {}
        : { '/var/lib/dkms/i915-sriov-dkms': [host.dkms, `kernel-${release}-x86_64`] }),
    },
    links: driver === undefined ? {} : { [`${folder}/driver`]: `../../../bus/pci/drivers/${driver}` },
    stats: {
      ...(image === null ? {} : { [`/boot/initrd.img-${release}`]: stat(image) }),
      '/etc/modprobe.d/graphics.conf': stat('10:00'),
    },
    absent: [
      ...(driver === undefined ? [`${folder}/driver`] : []),
      '/etc/mkinitcpio.conf',
      '/boot/config/go',
    ],
  };
}

async function foretold(host: Host): Promise<string | null> {
  const { facts, breakages } = await collect(replayHost(checkSnapshot(snapshotOf(host), 'test')));
  expect(breakages).toEqual([]);
  const found: Binding = driverAtBoot({ now: facts, next: derive(facts), gpu });
  return 'driver' in found ? found.driver : `undecided: ${found.settledBy}`;
}

describe('worked examples', () => {
  test.each<[string, Host, string | null]>([
    ['1', { kernel: '6.8', id: '4680' }, 'i915'],
    ['2', { kernel: '6.17', id: '4680', words: 'xe.force_probe=4680' }, 'i915'],
    ['3', { kernel: '6.17', id: '4680', words: 'i915.force_probe=!4680' }, null],
    ['4', { kernel: '6.17', id: '4680', words: 'i915.force_probe=!4680 xe.force_probe=4680' }, 'xe'],
    ['5', { kernel: '7.0', id: '4680', words: 'i915.force_probe=!4680 xe.force_probe=4680' }, 'xe'],
    ['6', { kernel: '6.12', id: 'a7a0', words: 'module_blacklist=xe' }, 'i915'],
    ['7', { kernel: '7.0', id: 'a7a0', words: 'module_blacklist=i915 quiet module_blacklist=xe' }, 'i915'],
    [
      '7, kmod',
      { kernel: '7.0', id: 'a7a0', words: 'modprobe.blacklist=i915 quiet modprobe.blacklist=xe' },
      null,
    ],
    ['8', { kernel: '7.0', id: '9a49', words: 'i915.force_probe=!* xe.force_probe=*' }, 'xe'],
    ['8, block wins', { kernel: '7.0', id: '9a49', words: 'i915.force_probe=9a49,!9a49' }, null],
    ['9', { kernel: '7.0', id: '9a49', words: 'xe.force_probe=*,!4680 i915.force_probe=!9a49' }, null],
    [
      '10',
      { kernel: '7.0', id: '9a49', words: 'i915.force_probe=!9a49 xe.force_probe=9a49 xe.force_probe=4680' },
      null,
    ],
    [
      '10, swapped',
      {
        kernel: '7.0',
        id: '9a49',
        words: 'i915.force_probe=!9a49 xe.force_probe=4680 xe.force_probe=0x9A49',
      },
      'xe',
    ],
    [
      '11',
      {
        kernel: '7.0',
        id: '9a49',
        words: 'xe.force_probe=',
        modprobe: ['options i915 force_probe=!9a49', 'options xe force_probe=9a49'],
      },
      null,
    ],
    [
      '12',
      { kernel: '7.0', id: '9a49', modprobe: ["options xe force_probe='9a49'", 'blacklist i915'] },
      null,
    ],
    ['13', { kernel: '6.17', id: '7d55', words: 'xe.force_probe=7d55 i915.force_probe=!7d55' }, 'xe'],
    ['14', { kernel: '6.6', id: '7d55', index: [i915] }, null],
    ['15', { kernel: '6.11', id: 'e20b' }, null],
    ['15, forced', { kernel: '6.11', id: 'e20b', words: 'xe.force_probe=e20b' }, 'xe'],
    ['16', { kernel: '6.17', id: 'e20b', words: 'i915.force_probe=!e20b' }, 'xe'],
    ['16, blocked', { kernel: '6.17', id: 'e20b', words: 'xe.force_probe=!*' }, null],
    ['16, denied', { kernel: '6.17', id: 'e20b', words: 'module_blacklist=xe' }, null],
    [
      '17',
      {
        kernel: '6.12',
        id: '9a49',
        words: 'xe.force_probe=9a49',
        index: [dkms.i915, xe],
        dkms: '2025.07.22',
      },
      'xe',
    ],
    [
      '18',
      {
        kernel: '6.12',
        id: '9a49',
        words: 'i915.max_vfs=7 module_blacklist=xe',
        index: [dkms.i915, dkms.xe],
        dkms: '2025.12.10',
      },
      'i915',
    ],
    [
      '19',
      {
        kernel: '6.12',
        id: '9a49',
        words: 'xe.max_vfs=7 xe.force_probe=9a49 module_blacklist=i915',
        index: [dkms.i915, dkms.xe],
        dkms: '2025.12.10',
      },
      'xe',
    ],
    [
      '20',
      { kernel: '6.8', id: '7d55', words: 'module_blacklist=xe', index: [dkms.i915, xe], dkms: '2025.07.22' },
      null,
    ],
    [
      '20, asked for',
      {
        kernel: '6.8',
        id: '7d55',
        words: 'module_blacklist=xe i915.force_probe=7d55',
        index: [dkms.i915, xe],
        dkms: '2025.07.22',
      },
      'i915',
    ],
    // What the copy in the initramfs holds, no reading says; the test below does.
    [
      '21, as a host shows it',
      { kernel: '7.0', id: '9a49', modprobe: ['blacklist i915'], image: '09:00', inside: ['i915'] },
      'undecided: initramfs',
    ],
    [
      '22',
      { kernel: '7.0', id: '9a49', modprobe: ['blacklist i915'], image: null, words: 'xe.force_probe=9a49' },
      'undecided: initramfs',
    ],
    [
      '22, in step',
      { kernel: '7.0', id: '9a49', modprobe: ['blacklist i915'], words: 'xe.force_probe=9a49' },
      'xe',
    ],
    [
      '23',
      { kernel: '7.0', id: '9a49', modprobe: ['softdep i915 pre: xe'], words: 'xe.force_probe=9a49' },
      'xe',
    ],
    ['23, nomodeset', { kernel: '7.0', id: '9a49', words: 'nomodeset' }, null],
    ['23, modeset', { kernel: '7.0', id: '9a49', words: 'nomodeset i915.modeset=1' }, 'i915'],
    [
      '24',
      {
        kernel: '7.0',
        id: '9a49',
        words: 'i915.force_probe=!9a49',
        config: ['CONFIG_DRM_I915_FORCE_PROBE=""', 'CONFIG_DRM_XE_FORCE_PROBE="*"'],
      },
      'xe',
    ],
    [
      '25',
      { kernel: '6.1', id: '9a49', words: 'xe.force_probe=9a49 module_blacklist=i915', index: [i915] },
      null,
    ],
  ])('%s', async (_number, host, wanted) => {
    expect(await foretold(host)).toBe(wanted);
  });
});

const wish = 'i915.force_probe=!9a49 xe.force_probe=9a49';
const base = { kernel: '7.0', id: '9a49' } as const;

test('21: an initramfs that holds i915 and no copy of the line that denies it', () => {
  const denied: ModuleWords = { ...noWords, denied: 'blacklist' };
  const plain: DriverState = {
    takes: 'by-default',
    place: 'in-tree',
    barred: false,
    unasked: false,
    probe: null,
    builtProbe: '',
    words: noWords,
    copied: noWords,
    isInside: false,
    isListedInside: false,
    isListed: false,
    pulled: 'no',
  };
  const at = (copied: ModuleWords): string | null =>
    bindingOf({
      device: '9a49',
      i915: { ...plain, words: denied, copied, isInside: true },
      xe: { ...plain, takes: 'if-forced' },
      vfio: 'no',
      isXeEarly: false,
    });
  expect(at(noWords)).toBe('i915');
  expect(at(denied)).toBeNull();
});

describe('what denies a driver', () => {
  test.each<[string, Host, string | null]>([
    ['module_blacklist', { ...base, words: `${wish} module_blacklist=xe` }, null],
    ['modprobe.blacklist', { ...base, words: `${wish} modprobe.blacklist=xe` }, null],
    ['initcall_blacklist', { ...base, words: `${wish} initcall_blacklist=xe_init` }, null],
    [
      'two lists of calls',
      { ...base, words: 'initcall_blacklist=i915_init initcall_blacklist=xe_init' },
      null,
    ],
    ['a call of i915', { ...base, words: 'initcall_blacklist=i915_init xe.force_probe=9a49' }, 'xe'],
    ['blacklist', { ...base, words: wish, modprobe: ['blacklist xe'] }, null],
    ['install', { ...base, words: wish, modprobe: ['install xe /bin/false'] }, null],
    ['install, true', { ...base, words: wish, modprobe: ['install xe /usr/bin/true'] }, null],
    [
      'another module',
      { ...base, words: `${wish} module_blacklist=xe_foo`, modprobe: ['blacklist xe_foo'] },
      'xe',
    ],
    ['i915.modeset=0', { ...base, words: 'i915.modeset=0 xe.force_probe=9a49' }, 'xe'],
    ['options i915 modeset=0', { ...base, modprobe: ['options i915 modeset=0'] }, null],
    ['a bare force_probe', { ...base, words: 'i915.force_probe=!9a49 xe.force_probe' }, null],
    ['a dash in the name', { ...base, words: 'i915.force-probe=!9a49 xe.force-probe=9a49' }, 'xe'],
    ['quotes', { ...base, words: 'i915.force_probe="!9a49" "xe.force_probe=9a49"' }, 'xe'],
    ['no alias', { ...base, modprobe: ['alias i915 off'] }, 'i915'],
    ['no xe', { ...base, words: wish, index: [i915] }, null],
  ])('%s', async (_name, host, wanted) => {
    expect(await foretold(host)).toBe(wanted);
  });
});

describe('what brings a driver in all the same', () => {
  const denied = { ...base, words: 'xe.force_probe=9a49', modprobe: ['blacklist i915'] };
  test.each<[string, Host, string | null]>([
    ['nothing', denied, 'xe'],
    ['the list of the initramfs heeds a blacklist, too', { ...denied, inside: ['i915'] }, 'xe'],
    [
      'the list of the initramfs, with modprobe.blacklist',
      { ...base, words: 'xe.force_probe=9a49 modprobe.blacklist=i915', inside: ['i915'] },
      'xe',
    ],
    ['the list of the root heeds a blacklist', { ...denied, modules: ['i915'] }, 'xe'],
    [
      'kvmgt, but xe may have come first',
      { ...denied, modules: ['kvmgt'], index: [i915, xe, `${drm}/i915/kvmgt.ko:`] },
      'undecided: initramfs',
    ],
    [
      'kvmgt, where xe is not asked for',
      { ...denied, words: '', modules: ['kvmgt'], index: [i915, xe, `${drm}/i915/kvmgt.ko:`] },
      'i915',
    ],
    [
      'kvmgt can not, where install denies it',
      {
        ...denied,
        modprobe: ['install i915 /bin/false'],
        modules: ['kvmgt'],
        index: [i915, xe, `${drm}/i915/kvmgt.ko:`],
      },
      'xe',
    ],
    [
      'kvmgt can not, where the kernel refuses it',
      {
        ...base,
        words: 'module_blacklist=i915 xe.force_probe=9a49',
        modules: ['kvmgt'],
        index: [i915, xe, `${drm}/i915/kvmgt.ko:`],
      },
      'xe',
    ],
    [
      'softdep',
      { ...base, words: 'xe.force_probe=9a49', modprobe: ['softdep i915 pre: xe', 'blacklist xe'] },
      'xe',
    ],
    [
      'softdep can not, where install denies it',
      { ...base, words: 'xe.force_probe=9a49', modprobe: ['softdep i915 pre: xe', 'install xe /bin/false'] },
      'i915',
    ],
    [
      'xe of the list of modules comes first, but i915 may lie in the initramfs',
      { ...base, words: 'xe.force_probe=9a49', modules: ['xe'] },
      'undecided: initramfs',
    ],
    ['xe of the list, not asked for', { ...base, modules: ['xe'] }, 'i915'],
    [
      'xe of the list of the initramfs, but udev comes first, and may find i915 there',
      { ...base, words: 'xe.force_probe=9a49', inside: ['xe'] },
      'undecided: initramfs',
    ],
    [
      'xe of the list of mkinitcpio, which comes before udev',
      {
        ...base,
        words: 'xe.force_probe=9a49',
        files: { '/etc/mkinitcpio.conf': 'MODULES=(xe)\nHOOKS=(base udev block filesystems)\n' },
      },
      'xe',
    ],
  ])('%s', async (_name, host, wanted) => {
    expect(await foretold(host)).toBe(wanted);
  });
});

describe('the order of those that accept', () => {
  const forced = { ...base, words: 'xe.force_probe=9a49' };
  test.each<[string, Host, string | null]>([
    ['both of the kernel', forced, 'i915'],
    ['both of DKMS', { ...forced, index: [dkms.i915, dkms.xe], dkms: '2025.12.10' }, 'i915'],
    ['i915 of DKMS', { ...forced, index: [dkms.i915, xe], dkms: '2025.12.10' }, 'xe'],
    ['xe of DKMS', { ...forced, index: [i915, dkms.xe], dkms: '2025.12.10' }, 'i915'],
    ['xe alone in the initramfs, perhaps', { ...forced, driver: 'xe' }, 'undecided: initramfs'],
  ])('%s', async (_name, host, wanted) => {
    expect(await foretold(host)).toBe(wanted);
  });

  test('a driver of the kernel image comes before all modules', async () => {
    const release = `${base.kernel}.9-1-pve`;
    const builtIn = { [`/lib/modules/${release}/modules.builtin`]: `${drm}/xe/xe.ko\n` };
    expect(await foretold({ ...forced, index: [i915], files: builtIn })).toBe('xe');
    expect(await foretold({ ...forced, index: [i915], files: builtIn, modprobe: ['blacklist xe'] })).toBe(
      'xe',
    );
    expect(
      await foretold({
        ...forced,
        words: `${forced.words} module_blacklist=xe`,
        index: [i915],
        files: builtIn,
      }),
    ).toBe('xe');
    expect(
      await foretold({ ...base, index: [i915], files: builtIn, modprobe: ['options xe force_probe=9a49'] }),
    ).toBe('i915');
  });
});

describe('what is not known is said, with what would settle it', () => {
  const ids = 'options vfio-pci ids=8086:9a49';
  test.each<[string, Host, string | null]>([
    [
      'kernels that nobody read, and that decide',
      { kernel: '6.7', id: '7d55', index: [i915] },
      'undecided: device-table',
    ],
    ['kernels that nobody read, where both are alike', { kernel: '6.9', id: '9a49' }, 'i915'],
    [
      'a list built in, where none is given',
      { ...base, words: 'i915.force_probe=!9a49', config: null },
      'undecided: built-in-list',
    ],
    ['a list built in, where one is given', { ...base, words: wish, config: null }, 'xe'],
    [
      'a version of DKMS that decides',
      { kernel: '6.12', id: '7d55', words: 'module_blacklist=xe', index: [dkms.i915] },
      'undecided: dkms-version',
    ],
    [
      'a call that a recording hides',
      { ...base, words: `initcall_blacklist=${standInWord('baaaa')} xe.force_probe=9a49`, driver: 'xe' },
      'undecided: command-line',
    ],
    [
      'a call that a recording hides, and that did not keep i915 away',
      { ...base, words: `initcall_blacklist=${standInWord('baaaa')} xe.force_probe=9a49`, driver: 'i915' },
      'i915',
    ],
    ['a call of something else', { ...base, words: 'initcall_blacklist=sysfb_init' }, 'i915'],
    ['vfio-pci with this id', { ...base, modprobe: [ids] }, 'undecided: vfio'],
    [
      'vfio-pci before one of two',
      { ...base, words: 'xe.force_probe=9a49', modprobe: [ids, 'softdep i915 pre: vfio-pci'] },
      'undecided: vfio',
    ],
    [
      'vfio-pci before both',
      { ...base, modprobe: [ids, 'softdep i915 pre: vfio-pci', 'softdep xe pre: vfio-pci'] },
      'vfio-pci',
    ],
    [
      'driver_override',
      { ...base, files: { [`${folder}/driver_override`]: 'vfio-pci\n' } },
      'undecided: driver-override',
    ],
    [
      'a device that the table does not know, driven already',
      { kernel: '7.0', id: 'ffff', driver: 'i915' },
      'i915',
    ],
    ['one that nothing drives', { kernel: '7.0', id: 'ffff' }, 'undecided: device-table'],
    [
      'an old sound driver may bring i915',
      {
        kernel: '6.6',
        id: '3e92',
        index: [i915],
        modprobe: ['blacklist i915'],
        driver: 'i915',
        running: ['i915'],
      },
      'undecided: load-order',
    ],
    [
      'the same, seen not to',
      { kernel: '6.6', id: '3e92', index: [i915], modprobe: ['blacklist i915'] },
      null,
    ],
  ])('%s', async (_name, host, wanted) => {
    expect(await foretold(host)).toBe(wanted);
  });
});
