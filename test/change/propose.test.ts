import { describe, expect, test } from 'vitest';
import type { Proposal, PlanFilter } from '../../src/change/plan/propose.ts';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { everything, planOf } from '../planned-hosts.ts';

const W = 'i915.enable_gvt=1';
const D = 'GRUB_CMDLINE_LINUX_DEFAULT';
const dropIn = '/etc/default/grub.d/99-fngvt.cfg';
const list = '/etc/modules-load.d/fngvt.conf';
const stat = { mode: '0755', owner: 0, group: 0, size: 1, mtime: '2025-01-01T00:00:00Z', free: 1e9 };

/** What differs from a recorded host; null: not there. */
interface Patch {
  readonly files?: Readonly<Record<string, string | null>>;
  readonly dirs?: Readonly<Record<string, readonly string[]>>;
  readonly stats?: Readonly<Record<string, boolean>>;
  readonly links?: Readonly<Record<string, string>>;
}

async function snapshotOf(name: string, patch: Patch): Promise<Snapshot> {
  const snapshot = await openFixture(fixtureHosts().find(one => one.name === name)?.path ?? '');
  const files: Record<string, Snapshot['files'][string]> = { ...snapshot.files };
  const stats = { ...snapshot.stats };
  const absent = new Set(snapshot.absent);
  for (const [path, text] of Object.entries(patch.files ?? {})) {
    if (text === null) {
      Reflect.deleteProperty(files, path);
      absent.add(path);
    } else {
      files[path] = text;
      absent.delete(path);
    }
  }
  for (const [path, isThere] of Object.entries(patch.stats ?? {})) {
    if (isThere) stats[path] = stat;
    else {
      Reflect.deleteProperty(stats, path);
      absent.add(path);
    }
    if (isThere) absent.delete(path);
  }
  const dirs = { ...snapshot.dirs };
  for (const [path, names] of Object.entries(patch.dirs ?? {})) {
    dirs[path] = [...names];
    absent.delete(path);
  }
  return {
    ...snapshot,
    files,
    stats,
    dirs,
    absent: [...absent],
    links: { ...snapshot.links, ...patch.links },
  };
}

/** What a recorded host has in a file. */
async function recordedText(name: string, path: string): Promise<string> {
  const text = (await snapshotOf(name, {})).files[path];
  if (typeof text !== 'string') throw new Error(`${name} has no text in ${path}`);
  return text;
}

/** Everything that says what the kernel is told, with other words. */
async function reworded(name: string, word: string, other: string): Promise<Record<string, string>> {
  const paths = ['/proc/cmdline', '/etc/default/grub', '/boot/grub/grub.cfg'];
  const texts = await Promise.all(paths.map(path => recordedText(name, path)));
  return Object.fromEntries(paths.map((path, i) => [path, texts[i]?.replaceAll(word, other) ?? '']));
}

async function plan(name: string, patch: Patch = {}, wish: PlanFilter = everything): Promise<Proposal> {
  const host = replayHost(await snapshotOf(name, patch));
  return planOf(host, (await collect(host)).facts, wish);
}

const stepsOf = ({ steps }: Proposal): readonly string[] =>
  steps.map(step => (step.kind === 'edit' ? step.path : step.argv.join(' ')));
const reasons = ({ refused }: Proposal): readonly string[] => refused.map(({ reason }) => reason);
const textOf = ({ steps }: Proposal, path: string): string | null | undefined =>
  steps.flatMap(step => (step.kind === 'edit' && step.path === path ? [step.after] : [])).at(-1);

const grub = (line: string): string => `GRUB_DEFAULT=0\n${line}\nGRUB_CMDLINE_LINUX=""\n`;

describe('where the words of the kernel go', () => {
  test('a drop-in of ours, where grub-mkconfig reads the folder', async () => {
    const proposal = await plan('fnos-hd620');
    expect(stepsOf(proposal)).toEqual([dropIn, list, 'update-grub']);
    expect(proposal.steps.at(-1)).toMatchObject({
      undo: ['update-grub'],
      verify: { kind: 'grub', config: '/boot/grub/grub.cfg', wanted: [W], dropped: [] },
    });
  });

  test('the file itself, where it does not', async () => {
    const proposal = await plan('fnos-hd620', { files: { '/usr/sbin/grub-mkconfig': '#!/bin/sh\n' } });
    expect(stepsOf(proposal)).toEqual(['/etc/default/grub', list, 'update-grub']);
    expect(textOf(proposal, '/etc/default/grub')).toContain(`${D}="quiet i915.force_probe=7d55 ${W}"`);
  });

  test('nowhere, where its shape leaves doubts', async () => {
    const proposal = await plan('fnos-hd620', {
      files: { '/usr/sbin/grub-mkconfig': '#!/bin/sh\n', '/etc/default/grub': grub(`${D}="a $(b)"`) },
    });
    expect([stepsOf(proposal), reasons(proposal)]).toEqual([[], ['shape']]);
  });

  test('a drop-in, whatever the file before it is made of', async () => {
    const proposal = await plan('fnos-hd620', { files: { '/etc/default/grub': grub(`${D}="a $(b)"`) } });
    expect(stepsOf(proposal)).toEqual([dropIn, list, 'update-grub']);
    // What the command in it comes to nobody knows, so nothing is promised.
    expect(proposal.forecast).toMatchObject({ now: 'reboot-needed', afterReboot: 'unknown' });
  });

  test('another spelling that is right stays, and is what the boot menu must have', async () => {
    const { files } = await openFixture(
      fixtureHosts().find(one => one.name === 'fnos-hd620.cmdline-edited')?.path ?? '',
    );
    const file = files['/etc/default/grub'];
    const text = (typeof file === 'string' ? file : '').replace(W, 'i915.enable_gvt=Y');
    const proposal = await plan('fnos-hd620.cmdline-edited', { files: { '/etc/default/grub': text } });
    expect(stepsOf(proposal)).toEqual(['update-grub']);
    expect(proposal.steps[0]).toMatchObject({ verify: { wanted: ['i915.enable_gvt=Y'] } });
  });

  test('an existing drop-in of ours grows', async () => {
    const own = `# By fngvt. Undo: fngvt undo, or delete this file and run update-grub.\n${D}="$${D} intel_iommu=on"\n`;
    const proposal = await plan('fnos-hd620', {
      files: { [dropIn]: own },
      dirs: { '/etc/default/grub.d': ['99-fngvt.cfg'] },
    });
    expect(textOf(proposal, dropIn)).toContain(`"$${D} intel_iommu=on ${W}"`);
  });

  test('one that somebody edited is left alone', async () => {
    const proposal = await plan('fnos-hd620', {
      files: { [dropIn]: `${D}="mine"\n` },
      dirs: { '/etc/default/grub.d': ['99-fngvt.cfg'] },
    });
    expect([stepsOf(proposal), reasons(proposal)]).toEqual([[], ['own-file-edited']]);
  });

  test('a later file that overrules ours is found before anything is done', async () => {
    const proposal = await plan('fnos-hd620', {
      files: { '/etc/default/grub.d/zz.cfg': `${D}="quiet"\n` },
      dirs: { '/etc/default/grub.d': ['zz.cfg'] },
    });
    expect([stepsOf(proposal), reasons(proposal)]).toEqual([[], ['overridden']]);
  });

  test('another value in the file of the owner stays, and is told', async () => {
    const proposal = await plan('fnos-hd620.enable-gvt-zero');
    expect(proposal.untouched).toContainEqual(expect.objectContaining({ reason: 'overruled' }));
  });

  test.each<[string, Patch, string]>([
    ['an image-based system', { stats: { '/run/ostree-booted': true } }, 'immutable'],
    ['kernelstub', { stats: { '/etc/kernelstub/configuration': true } }, 'kernelstub'],
    ['a second grub.cfg', { stats: { '/boot/grub2/grub.cfg': true } }, 'two-loaders'],
    ['no grub-mkconfig', { files: { '/usr/sbin/grub-mkconfig': null } }, 'no-update-grub'],
    ['Alpine', { files: { '/etc/os-release': 'ID=alpine\n' } }, 'other-system'],
    [
      'a boot loader that left no trace',
      { files: { '/proc/cmdline': 'root=/dev/sda1 ro quiet\n' } },
      'loader-undecided',
    ],
  ])('%s: words only', async (_, patch, why) => {
    const proposal = await plan('i5-9500-arc-ubuntu2404.no-enable-gvt', patch);
    expect(stepsOf(proposal)).toEqual([]);
    expect(proposal.refused).toContainEqual(
      expect.objectContaining({ reason: 'by-hand', details: expect.objectContaining({ why }) as unknown }),
    );
  });
});

describe('systemd-boot with kernel-install', () => {
  const entry = (options: string): string =>
    `title Debian\nversion 6.1.0-28-amd64\nlinux /6.1.0-28-amd64/linux\noptions ${options}\n`;
  const base: Patch = {
    files: {
      '/proc/cmdline': 'initrd=\\6.1.0-28-amd64\\initrd.img root=UUID=1 ro quiet\n',
      '/etc/kernel/cmdline': 'root=UUID=1 ro quiet\n',
      '/boot/loader/entries/debian.conf': entry('root=UUID=1 ro quiet'),
    },
    dirs: { '/boot/loader/entries': ['debian.conf'] },
    stats: { '/usr/bin/kernel-install': true },
  };

  test('its one line, and every kernel written anew', async () => {
    const proposal = await plan('i5-9500-arc-ubuntu2404.no-enable-gvt', {
      ...base,
      dirs: {
        ...base.dirs,
        '/boot': ['vmlinuz-6.1.0-28-amd64', 'vmlinuz-6.1.0-27-amd64', 'vmlinuz-$(x)', 'loader'],
      },
    });
    expect(textOf(proposal, '/etc/kernel/cmdline')).toBe(`root=UUID=1 ro quiet ${W}\n`);
    expect(stepsOf(proposal).filter(step => step.startsWith('kernel-install'))).toEqual(
      [
        'kernel-install add 6.1.0-28-amd64 /boot/vmlinuz-6.1.0-28-amd64',
        'kernel-install add 6.1.0-27-amd64 /boot/vmlinuz-6.1.0-27-amd64',
      ].sort(),
    );
  });

  test.each<[string, Patch, string]>([
    ['entries by hand', { files: { '/etc/kernel/cmdline': null } }, 'entries-by-hand'],
    ['unified images', { files: { '/etc/kernel/install.conf': 'layout=uki\n' } }, 'unified-image'],
    ['no kernel-install', { stats: { '/usr/bin/kernel-install': false } }, 'no-kernel-install'],
  ])('%s: words only', async (_, patch, why) => {
    const proposal = await plan('i5-9500-arc-ubuntu2404.no-enable-gvt', {
      files: { ...base.files, ...patch.files },
      ...(base.dirs === undefined ? {} : { dirs: base.dirs }),
      stats: { ...base.stats, ...patch.stats },
    });
    expect(stepsOf(proposal)).toEqual([]);
    expect(proposal.refused).toContainEqual(
      expect.objectContaining({ reason: 'by-hand', details: expect.objectContaining({ why }) as unknown }),
    );
  });
});

describe('refused', () => {
  test.each<[string, string, Patch, readonly string[], boolean]>([
    ['without root', 'fnos-hd620.before-no-root', {}, ['not-root'], true],
    [
      'in the middle of an upgrade',
      'fnos-hd620',
      { dirs: { '/var/lib/dpkg/updates': ['0001'] } },
      ['upgrade-unfinished'],
      true,
    ],
    [
      'with a package that is half configured',
      'fnos-hd620',
      { files: { '/var/lib/dpkg/status': 'Package: a\nStatus: install ok half-configured\n' } },
      ['upgrade-unfinished'],
      true,
    ],
    [
      'on a read-only root',
      'fnos-hd620',
      { files: { '/proc/self/mounts': '/dev/sda1 / ext4 ro,relatime 0 0\n' } },
      ['read-only'],
      true,
    ],
    ['a GPU of a VM', 'n100-proxmox9.passed-whole', {}, ['given-to-vfio', 'given-to-vm'], false],
    ['a kernel without GVT-g', 'm720q-debian12.kernel-without-gvt', {}, ['would-not-help'], false],
    ['inside of a container', 'docker-fnos', {}, ['would-not-help'], false],
    ['a host of which nothing is known', 'nothing-captured', {}, ['cannot-tell'], false],
    ['broken settings', 'fnos-hd620.grub-crlf', {}, ['grub-faulty'], false],
  ])('%s', async (_, name, patch, expected, isShown) => {
    const proposal = await plan(name, patch);
    expect(reasons(proposal)).toEqual(expected);
    expect(proposal.steps.length > 0).toBe(isShown);
  });

  test.each([
    ['', { '/var/lib/dpkg/updates': [] }, ''],
    ['', { '/var/lib/dpkg/updates': ['tmp.i'] }, 'Package: a\nStatus: install ok installed\n'],
  ])('a settled dpkg is none%s', async (_, dirs, status) => {
    const proposal = await plan('fnos-hd620', { dirs, files: { '/var/lib/dpkg/status': status } });
    expect(reasons(proposal)).toEqual([]);
  });

  test('a file that is a link leads somewhere else', async () => {
    const proposal = await plan('fnos-hd620', { links: { [list]: '/vol1/x' } });
    expect(reasons(proposal)).toEqual(['link']);
  });

  test('a blacklist in a file of another tool', async () => {
    const path = '/etc/modprobe.d/blacklist-gpu.conf';
    const proposal = await plan('i7-7700-ubuntu2204.blacklisted', {
      files: { [path]: '# Generated by a tool. DO NOT EDIT.\nblacklist i915\n' },
    });
    expect(reasons(proposal)).toEqual(['other-tool']);
  });
});

describe('a blacklist in the way', () => {
  test('goes behind a comment sign, and the initramfs is made anew', async () => {
    const proposal = await plan('i7-7700-ubuntu2204.blacklisted');
    expect(textOf(proposal, '/etc/modprobe.d/blacklist-gpu.conf')).toBe(
      '# blacklist i915\nblacklist snd_hda_intel\n',
    );
    expect(stepsOf(proposal)).toContain('update-initramfs -u -k all');
  });

  test('is for the person where no update-initramfs makes the initramfs anew, and nothing is promised', async () => {
    const proposal = await plan('i7-7700-ubuntu2204.blacklisted', {
      stats: { '/usr/sbin/update-initramfs': false },
    });
    expect(proposal.steps).toEqual([]);
    expect(proposal.refused).toEqual([
      {
        reason: 'no-update-initramfs',
        rule: 'driver-denied',
        details: { path: '/etc/modprobe.d/blacklist-gpu.conf' },
      },
    ]);
    expect(proposal.forecast).toMatchObject({ before: 'action-needed', afterReboot: 'action-needed' });
  });
});

describe('what works now and ends with the boot', () => {
  const path = '/etc/modprobe.d/kvmgt.conf';
  const denied: Patch = {
    files: { [path]: 'blacklist kvmgt\n' },
    dirs: { '/etc/modprobe.d': ['kvmgt.conf'] },
  };

  test('a denied module that somebody loaded by hand is freed', async () => {
    const proposal = await plan('fnos-hd620.rebooted', denied);
    expect(proposal.report.verdict).toMatchObject({ state: 'ready', lasts: false });
    expect([stepsOf(proposal), textOf(proposal, path)]).toEqual([[path], '# blacklist kvmgt\n']);
    expect(proposal.proof).toMatchObject({ end: 'ready', rounds: 1, faults: [] });
  });

  test('so that what is asked for beside it needs no second reboot', async () => {
    const proposal = await plan('fnos-hd620.rebooted', denied, { only: [], include: ['iommu-advice'] });
    expect(stepsOf(proposal)).toContain(path);
    expect(proposal.proof).toMatchObject({ end: 'ready', rounds: 1, faults: [] });
  });
});

describe('a module that is denied twice', () => {
  const word = 'module_blacklist=kvmgt';
  const denied = async (line: string): Promise<Proposal> => {
    const name = 'fnos-hd620.kvmgt-denied';
    const files = await reworded(name, 'quiet', `quiet ${word}`);
    return plan(name, { files: { ...files, '/etc/modprobe.d/blacklist-gvt.conf': line } });
  };

  test('is freed in both places', async () => {
    const proposal = await denied('blacklist kvmgt\n');
    expect(textOf(proposal, '/etc/default/grub')).not.toContain(word);
    expect(textOf(proposal, '/etc/modprobe.d/blacklist-gvt.conf')).toBe('# blacklist kvmgt\n');
    expect(proposal.forecast).toMatchObject({ afterReboot: 'ready', left: null });
  });

  test('and where one of them is not ours to write, nothing is promised or done', async () => {
    const proposal = await denied('# Managed by Ansible.\nblacklist kvmgt\n');
    expect(reasons(proposal)).toEqual(['other-tool']);
    expect(stepsOf(proposal)).toEqual([]);
    expect(proposal.forecast.afterReboot).toBe('action-needed');
  });

  test('an install line that does more than refuse stays', async () => {
    const line = 'install kvmgt /sbin/modprobe --ignore-install kvmgt && logger kvmgt\n';
    const proposal = await denied(line);
    expect(stepsOf(proposal)).not.toContain('/etc/modprobe.d/blacklist-gvt.conf');
    expect(proposal.forecast.afterReboot).toBe('ready');
  });

  test('in a file that is a link: that leads somewhere else', async () => {
    const path = '/etc/modprobe.d/blacklist-gvt.conf';
    const proposal = await plan('fnos-hd620.kvmgt-denied', { links: { [path]: '/vol1/deny.conf' } });
    expect(reasons(proposal)).toEqual(['link']);
  });
});

describe('a file of GRUB that another tool writes', () => {
  const claim = '# Managed by Ansible. DO NOT EDIT.\n';

  test('keeps the word that is in the way', async () => {
    const file = '/etc/default/grub.d/50-site.cfg';
    const name = 'optiplex7050-ubuntu2204.nomodeset';
    const own = (await recordedText(name, '/etc/default/grub')).replace('nomodeset ', '');
    const patch = (text: string): Patch => ({
      files: { '/etc/default/grub': own, [file]: `${text}GRUB_CMDLINE_LINUX="nomodeset"\n` },
      dirs: { '/etc/default/grub.d': ['50-site.cfg'] },
    });
    expect(stepsOf(await plan(name, patch('')))).toContain(file);
    const proposal = await plan(name, patch(claim));
    expect(reasons(proposal)).toEqual(['other-tool']);
    expect(stepsOf(proposal)).toEqual([]);
  });

  test('is added to by a file of ours, and where that is not read, by hand', async () => {
    const claimed = async (name: string, patch: Patch = {}): Promise<Proposal> => {
      const own = await recordedText(name, '/etc/default/grub');
      return plan(name, { ...patch, files: { ...patch.files, '/etc/default/grub': `${claim}${own}` } });
    };
    expect(stepsOf(await claimed('fnos-hd620'))).toContain(dropIn);
    const proposal = await claimed('fnos-hd620', { files: { '/usr/sbin/grub-mkconfig': '#! /bin/sh\n' } });
    expect(reasons(proposal)).toEqual(['other-tool']);
  });

  test('is not repaired', async () => {
    const name = 'fnos-hd620.grub-full-width';
    const own = await recordedText(name, '/etc/default/grub');
    const patch = { files: { '/etc/default/grub': `${claim}${own}` } };
    const proposal = await plan(name, patch, { only: [], include: ['grub-file'] });
    expect(reasons(proposal)).toContain('other-tool');
    expect(stepsOf(proposal)).toEqual([]);
  });
});

test('a word that is configured no more and still in the entry goes with the next update-grub', async () => {
  const name = 'optiplex7050-ubuntu2204.nomodeset';
  const own = (await recordedText(name, '/etc/default/grub')).replace('nomodeset ', '');
  const proposal = await plan(name, { files: { '/etc/default/grub': own } });
  expect(stepsOf(proposal)).toEqual(['update-grub']);
  expect(proposal.steps[0]).toMatchObject({ verify: { dropped: ['nomodeset'] } });
  expect(proposal.forecast).toMatchObject({ afterReboot: 'ready', left: null });
});

describe('SR-IOV', () => {
  /** VT-d is on in the firmware and switched off on the command line. */
  const switchedOff = async (name: string): Promise<Proposal> => {
    const { dirs } = await snapshotOf(name, {});
    const tables = dirs['/sys/firmware/acpi/tables'] ?? [];
    return plan(name, {
      files: await reworded(name, 'intel_iommu=on', 'intel_iommu=off'),
      dirs: {
        '/sys/firmware/acpi/tables': [...new Set([...tables, 'DMAR'])],
        '/sys/class/iommu': [],
        '/sys/kernel/iommu_groups': [],
      },
    });
  };

  test('the IOMMU is switched on where the driver runs in PF mode', async () => {
    const proposal = await switchedOff('n100-proxmox9.iommu-off');
    expect(stepsOf(proposal)).toEqual([dropIn, 'update-grub']);
    expect(textOf(proposal, dropIn)).toContain('intel_iommu=on');
  });

  test('and left to the owner where it does not', async () => {
    const proposal = await switchedOff('n100-proxmox9');
    expect(reasons(proposal)).toContain('no-pf-mode');
    expect(stepsOf(proposal)).toEqual([]);
  });
});

describe('asked for by name', () => {
  test('only what was asked for', async () => {
    const proposal = await plan('fnos-hd620', {}, { only: ['kvmgt'], include: [] });
    expect(stepsOf(proposal)).toEqual([list]);
  });

  test('what others need as well', async () => {
    const proposal = await plan('fnos-hd620', {}, { only: [], include: ['iommu-advice'] });
    expect(textOf(proposal, dropIn)).toContain(`"$${D} ${W} intel_iommu=on"`);
  });

  test('what has no remedy is refused', async () => {
    const proposal = await plan('fnos-hd620.vmx-off', {}, { only: ['vmx'], include: [] });
    expect(reasons(proposal)).toEqual(['no-remedy']);
  });

  test('lines of a module list that do no good', async () => {
    const wish = { only: ['module-list-syntax'], include: [] };
    const proposal = await plan('fnos-hd620.modules-echo-e', {}, wish);
    expect(stepsOf(proposal)).toEqual(['/etc/modules']);
    expect(textOf(proposal, '/etc/modules')).toContain('# -e vfio\n');
  });

  test('settings of GRUB that are broken, repaired as a step of their own', async () => {
    const proposal = await plan('fnos-hd620.grub-full-width', {}, { only: [], include: ['grub-file'] });
    expect(stepsOf(proposal)[0]).toBe('/etc/default/grub');
    expect(textOf(proposal, '/etc/default/grub')).not.toMatch(/[“”]/u);
  });
});

describe('a GPU that xe could share while i915 has it', () => {
  const host = 'n100-proxmox9.kernel-6-18';
  const gpu = '0000:00:02.0';
  const wish = { only: ['sriov-xe-bound'], include: [] };
  const driverThen = ({ staged }: Proposal): unknown => nextBoot(staged.facts).value('gpu/driver', gpu);

  test('gets the words with its own id, and xe has it after the boot', async () => {
    const proposal = await plan(host, {}, wish);
    expect(textOf(proposal, dropIn)).toContain('xe.force_probe=46d1 i915.force_probe=!46d1"');
    // xe enters PF mode by itself where nothing denies it: mainline has max_vfs unlimited since 6.17.
    expect([driverThen(proposal), proposal.forecast.afterReboot]).toEqual(['xe', 'ready']);
    const other = await plan(host, { files: { [`/sys/bus/pci/devices/${gpu}/device`]: '0x46d4\n' } }, wish);
    expect(other.words).toEqual(['xe.force_probe=46d4', 'i915.force_probe=!46d4']);
  });

  test('is not left without a driver where guides for the other driver denied xe', async () => {
    const words = 'quiet intel_iommu=on iommu=pt i915.enable_guc=3 i915.max_vfs=7 module_blacklist=xe';
    const proposal = await plan(host, { files: await reworded(host, 'quiet', words) }, wish);
    expect(reasons(proposal)).toEqual([]);
    expect(proposal.dropped).toEqual(['i915.enable_guc=3', 'i915.max_vfs=7', 'module_blacklist=xe']);
    expect(textOf(proposal, '/etc/default/grub')).not.toMatch(/module_blacklist|i915\./u);
    expect(proposal.proof).toMatchObject({ faults: [], end: 'ready', proved: 'staged' });
    expect([driverThen(proposal), proposal.forecast.afterReboot]).toEqual(['xe', 'ready']);
    // Without the last step there is none: i915 is turned away, and xe does not load.
    const files = await reworded(host, 'quiet', `${words} xe.force_probe=46d1 i915.force_probe=!46d1`);
    const half = { ...files, '/proc/cmdline': await recordedText(host, '/proc/cmdline') };
    const { facts } = await collect(replayHost(await snapshotOf(host, { files: half })));
    expect(nextBoot(facts).value('gpu/driver', gpu)).toBe(null);
  });

  test.each([
    ['blacklist xe', 'blacklist xe\n', 'blacklist xe'],
    ['install xe', 'install xe /bin/false\n', 'install xe'],
    ['options for the other driver', 'options i915 enable_guc=3 max_vfs=7\n', 'options i915'],
    ['no functions of xe', 'options xe max_vfs=0\n', 'options xe'],
  ])('is freed from %s in modprobe.d, and from its copy in the initramfs', async (_name, text, start) => {
    const proposal = await plan(
      host,
      {
        files: { '/etc/modprobe.d/guide.conf': text },
        dirs: { '/etc/modprobe.d': ['guide.conf', 'pve-blacklist.conf'] },
        stats: { '/usr/sbin/update-initramfs': true },
      },
      wish,
    );
    expect(reasons(proposal)).toEqual([]);
    expect(textOf(proposal, '/etc/modprobe.d/guide.conf')).toContain(`# ${start}`);
    expect(stepsOf(proposal)).toContain('update-initramfs -u -k all');
    expect([driverThen(proposal), proposal.proof?.end]).toEqual(['xe', 'ready']);
  });

  test('loses a limit of no functions at all, and gets none instead', async () => {
    const proposal = await plan(host, { files: await reworded(host, 'quiet', 'quiet xe.max_vfs=0') }, wish);
    expect(proposal.dropped).toEqual(['xe.max_vfs=0']);
    expect(proposal.words.join(' ')).not.toContain('max_vfs');
    const some = await plan(host, { files: await reworded(host, 'quiet', 'quiet xe.max_vfs=3') }, wish);
    expect([some.dropped, some.proof?.end]).toEqual([[], 'ready']);
  });

  test('what is said beforehand: what is young, what becomes of a desktop and of VMs', async () => {
    const { untouched } = await plan(host, {}, wish);
    expect(untouched.map(({ reason }) => reason).filter(reason => reason.startsWith('xe-'))).toEqual([
      ...['xe-young', 'xe-desktop', 'xe-vms'],
    ]);
    const others = await plan('fnos-hd620', {}, { only: [], include: [] });
    expect(others.untouched.filter(({ reason }) => reason.startsWith('xe-'))).toEqual([]);
  });

  describe('and that the build of DKMS drives', () => {
    const words = 'quiet intel_iommu=on iommu=pt i915.enable_guc=3 i915.max_vfs=7 module_blacklist=xe';
    const release = '6.18.5-1-pve';
    const index = `/lib/modules/${release}/modules.dep`;
    const driven = async (): Promise<Patch> => ({
      files: {
        ...(await reworded(host, 'quiet', words)),
        [index]: (await recordedText(host, index)).replace(
          'kernel/drivers/gpu/drm/i915/i915.ko',
          'updates/dkms/i915.ko',
        ),
        '/sys/module/i915/parameters/max_vfs': '7\n',
        [`/sys/bus/pci/devices/${gpu}/sriov_numvfs`]: '7\n',
      },
    });

    test('goes back to the driver of the kernel where its owner asks for it', async () => {
      const proposal = await plan(host, await driven(), { only: [], include: ['sriov-xe-bound'] });
      expect([proposal.forecast.before, reasons(proposal)]).toEqual(['ready', []]);
      expect(proposal.words).toEqual(['xe.force_probe=46d1', 'i915.force_probe=!46d1']);
      expect(proposal.dropped).toEqual(['i915.enable_guc=3', 'i915.max_vfs=7', 'module_blacklist=xe']);
      expect([driverThen(proposal), proposal.proof]).toMatchObject([
        'xe',
        { faults: [], end: 'ready', proved: 'staged' },
      ]);
    });

    test('is left to that build where nobody asks', async () => {
      const proposal = await plan(host, await driven(), { only: [], include: [] });
      expect([proposal.forecast.before, stepsOf(proposal)]).toEqual(['ready', []]);
    });
  });

  test('is not offered a driver that can not do it', async () => {
    for (const other of ['n100-proxmox9', 'n100-proxmox9.dkms-working']) {
      const proposal = await plan(other, {}, { only: [], include: ['sriov-xe-bound'] });
      expect([proposal.words, stepsOf(proposal)]).toEqual([[], []]);
    }
  });

  test('keeps what stands in the lists of ids, but for what says the opposite', async () => {
    const words = 'quiet i915.force_probe=7d55,46d1';
    const proposal = await plan(host, { files: await reworded(host, 'quiet', words) }, wish);
    expect(proposal.words).toEqual(['xe.force_probe=46d1', 'i915.force_probe=7d55,!46d1']);
    expect(driverThen(proposal)).toBe('xe');
  });

  test('with an id that is none gets no words', async () => {
    const strange = { [`/sys/bus/pci/devices/${gpu}/device`]: '0x46d1 init=/bin/sh\n' };
    expect((await plan(host, { files: strange }, wish)).words).toEqual([]);
  });

  test('with an id that nobody read gets no words', async () => {
    const snapshot = await snapshotOf(host, {});
    const path = `/sys/bus/pci/devices/${gpu}/device`;
    const files = Object.fromEntries(Object.entries(snapshot.files).filter(([name]) => name !== path));
    const unread = replayHost({ ...snapshot, files, denied: [...snapshot.denied, path] });
    const proposal = await planOf(unread, (await collect(unread)).facts, wish);
    expect(proposal.words).toEqual([]);
  });
});
