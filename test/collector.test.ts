import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../src/facts/collect.ts';
import { configKeep } from '../src/facts/kernel.ts';
import { indexKeep } from '../src/facts/module.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import { excerpt } from '../src/host/excerpt.ts';
import type { Host, Reading } from '../src/host/reader.ts';
import { liveHost } from '../src/host/live/live.ts';
import { checkSnapshot } from '../src/host/snapshot/check.ts';
import { parseCollected } from '../src/host/snapshot/collected.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import type { Snapshot } from '../src/host/snapshot/snapshot-schema.ts';
import { conclude } from '../src/judge/conclude.ts';
import type { Report } from '../src/judge/report-types.ts';
import { allLogLines } from '../src/knowledge/log-lines.ts';
import { loadRules } from '../src/rules/load.ts';
import { askingHost } from './asking-host.ts';
import { examplesOf } from './examples-of.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { hostFixture } from './run-cli.ts';
import {
  bash,
  busybox,
  collectFrom,
  collector,
  dash,
  hasProgram,
  runCollector,
  type Asked,
} from './recorded-tree.ts';
import { partOf } from './part.ts';

const script = readFileSync(collector, 'utf8');
const nothingAsked: Asked = { lists: new Set(), stats: new Set() };

/**
 * Questions that the collector leaves without an answer on purpose. Existence is asked as a file and as a folder; the script tells it
 * once, and does not print which apps a NAS has.
 */
const unanswered = [
  /^list \/(\.dockerenv|run\/\.containerenv|usr\/bin\/(pveversion|midclt)|usr\/sbin\/omv-confdbadm)$/u,
  /^list \/(usr\/trim\/bin|var\/apps|usr\/local\/apps|etc\/(pve|unraid-version|NIXOS|openmediavault\/config\.xml))$/u,
  /^list \/data\/manifest\.json$/u,
  // The script tells no times.
  /^stat \/(boot\/initrd\.img-|(etc|run|lib|usr\/lib|usr\/local\/lib)\/modprobe\.d\/)/u,
  // What people quote is in a thread, not on a machine.
  /^run messages$/u,
];

async function reportOf(host: Host, taken: string): Promise<Report> {
  const { facts, breakages } = await collect(host);
  expect(breakages).toEqual([]);
  return conclude(loadRules(), facts, nextBoot(facts), { version: '0.0.0', taken, source: 'snapshot' });
}

/** What no script can carry: titles of VMs are left out, on purpose. */
function untitled(snapshot: Snapshot): Snapshot {
  const text = JSON.stringify(snapshot)
    .replace(/<title>[^<]*<\/title>/gu, '<title>-</title>')
    .replace(/("\/etc\/pve\/qemu-server\/\d+\.conf":"(?:[^"]*\\n)?name: )[^"\\]*/gu, '$1-');
  return checkSnapshot(JSON.parse(text), 'untitled');
}

/**
 * The collected host, as far as the fixture knows it: a tree of files is a whole world, a fixture may have been silent. Neither can a
 * tree refuse to tell what lies in its very root, nor refuse to start a program, nor to tell its board.
 */
function asFarAs(fixture: Host, collected: Host): Host {
  const pick = async <T>(
    known: Promise<Reading<T>>,
    told: Promise<Reading<T>>,
    keeps = false,
  ): Promise<Reading<T>> => {
    const answer = await known;
    const isSilent = answer.state === 'withheld' && (answer.why === 'not captured' || keeps);
    return isSilent ? answer : told;
  };
  return {
    source: 'snapshot',
    read: (path, keep) => pick(fixture.read(path, keep), collected.read(path, keep)),
    bytes: path => pick(fixture.bytes(path), collected.bytes(path)),
    // Existence is told once, as a stat; a fixture may know it from a listing.
    list: async path =>
      (await collected.stat(path)).state === 'present' && (await collected.list(path)).state === 'withheld'
        ? fixture.list(path)
        : pick(fixture.list(path), collected.list(path)),
    link: path => pick(fixture.link(path), collected.link(path)),
    stat: path => pick(fixture.stat(path), collected.stat(path), path === '/.dockerenv'),
    run: argv => pick(fixture.run(argv), collected.run(argv), true),
    // What a fixture holds as its machine card lies in files of the tree.
    inventory: topic =>
      topic === 'mem'
        ? pick(fixture.inventory(topic), collected.inventory(topic), true)
        : fixture.inventory(topic),
  };
}

async function askedOf(snapshot: Snapshot): Promise<Asked> {
  const { host, asked } = askingHost(replayHost(snapshot));
  await collect(host);
  const of = (kind: string): ReadonlySet<string> =>
    new Set(asked.filter(one => one.kind === kind).map(one => one.about));
  return { lists: of('list'), stats: of('stat') };
}

describe.skipIf(!hasProgram('dash'))('what the collector prints of a recorded host', () => {
  test.each(partOf(fixtureHosts(), 12))(
    '$name is judged as the host itself, and no question is left open',
    async ({ name, path }) => {
      const snapshot = untitled(await openFixture(path));
      const text = collectFrom(snapshot, dash, await askedOf(snapshot));
      expect(text.length).toBeLessThan(100_000);
      const collected = replayHost(parseCollected(text, 'collected'));
      const fixture = replayHost(snapshot);
      const { verdict, ...rest } = await reportOf(fixture, snapshot.taken);
      expect(await reportOf(asFarAs(fixture, collected), snapshot.taken)).toEqual({ verdict, ...rest });

      // Taken alone, too: but in a tree it can always be told whether /.dockerenv is there.
      const alone = (await reportOf(collected, snapshot.taken)).verdict;
      expect(alone?.state).toBe(verdict?.state);
      if (!['everything-denied', 'nothing-readable', 'nothing-captured'].includes(name))
        expect(alone).toEqual(verdict);

      // An empty tree has no /proc and no /sys; nothing was to be seen there.
      if (name === 'nothing-captured') return;
      const { host, asked } = askingHost(collected);
      await collect(host);
      const open = asked
        .filter(({ answer }) => answer.state === 'withheld' && answer.why === 'not captured')
        .map(({ kind, about }) => `${kind} ${about}`)
        .filter(
          question => !question.startsWith('inventory ') && !unanswered.some(known => known.test(question)),
        );
      expect(open).toEqual([]);
    },
  );

  test('what shares an IOMMU group with a GPU and its functions is told', async () => {
    const snapshot = await openFixture(hostFixture('n100-proxmox9.dkms-working'));
    const devices = '/sys/bus/pci/devices';
    const shared = checkSnapshot(
      {
        ...snapshot,
        files: {
          ...snapshot.files,
          [`${devices}/0000:00:02.0/sriov_numvfs`]: '1\n',
          [`${devices}/0000:00:1f.3/vendor`]: '0x8086\n',
          [`${devices}/0000:00:1f.3/device`]: '0x54c8\n',
          [`${devices}/0000:00:1f.3/class`]: '0x040380\n',
        },
        links: {
          ...snapshot.links,
          [`${devices}/0000:00:02.0/virtfn0`]: '../0000:00:02.1',
          [`${devices}/0000:00:02.1/iommu_group`]: '../../../kernel/iommu_groups/16',
          [`${devices}/0000:00:1f.3/driver`]: '../../../bus/pci/drivers/snd_hda_intel',
        },
        dirs: {
          ...snapshot.dirs,
          '/sys/kernel/iommu_groups/0/devices': ['0000:00:02.0'],
          '/sys/kernel/iommu_groups/16/devices': ['0000:00:02.1', '0000:00:1f.3'],
        },
      },
      'shared',
    );
    const text = collectFrom(shared, dash, await askedOf(shared));
    const { facts } = await collect(replayHost(parseCollected(text, 'collected')));
    expect(facts.value('gpu/group-strangers', '0000:00:02.0')).toEqual([]);
    expect(facts.value('gpu/vf-group-strangers', '0000:00:02.0')).toEqual([
      '0000:00:1f.3 8086:54c8 snd_hda_intel',
    ]);
  });

  test('this machine: every fact is what the live host says, and no question is left open', async () => {
    const { host, asked } = askingHost(replayHost(parseCollected(runCollector(dash), 'collected')));
    const [collected, live] = await Promise.all([collect(host), collect(liveHost())]);
    const told = (facts: typeof live.facts): unknown =>
      facts
        .all()
        .filter(fact => !/^(card|log|type)\//u.test(fact.address))
        .map(({ address, subject, ...rest }) => [address, subject, 'value' in rest ? rest.value : rest.why]);
    expect(told(collected.facts)).toEqual(told(live.facts));
    const open = asked.filter(({ answer }) => answer.state === 'withheld' && answer.why === 'not captured');
    const questions = open.map(({ kind, about }) => `${kind} ${about}`);
    expect(
      questions.filter(one => !/^(inventory|run) /u.test(one) && !unanswered.some(known => known.test(one))),
    ).toEqual([]);
  });
});

describe('every shell prints the same', () => {
  const names = [
    'fnos-hd620.vm-attached',
    'i7-13700-proxmox8.no-root',
    'i5-10400-unraid',
    'everything-denied',
    'nuc10-arch',
  ];
  const hosts = fixtureHosts().filter(host => names.includes(host.name));
  const untimed = (text: string): string =>
    text.replace(/^@@ taken .*$/mu, '').replace(/^\|[-bcdl][-rwx]{9}.*$/gmu, '');

  test.skipIf(!hasProgram('dash') || !hasProgram('bash')).each(hosts)('bash, of $name', async ({ path }) => {
    const snapshot = await openFixture(path);
    const asked = await askedOf(snapshot);
    expect(untimed(collectFrom(snapshot, bash, asked))).toBe(untimed(collectFrom(snapshot, dash, asked)));
  });

  test.skipIf(!hasProgram('dash') || !hasProgram('busybox')).each(hosts)(
    'busybox, of $name',
    async ({ path }) => {
      const snapshot = await openFixture(path);
      const asked = await askedOf(snapshot);
      const [small, plain] = [collectFrom(snapshot, busybox(), asked), collectFrom(snapshot, dash, asked)];
      expect(untimed(small)).toBe(untimed(plain));
      expect(parseCollected(small, 'busybox').stats).toMatchObject(
        Object.fromEntries(
          Object.entries(parseCollected(plain, 'dash').stats).map(([at, { mode }]) => [at, { mode }]),
        ),
      );
    },
  );
});

/** The script's answer to one command, or one file, of an otherwise empty host. */
function collectedOf(snapshot: Record<string, unknown>): Snapshot {
  const whole = checkSnapshot({ schema: 'fngvt.snapshot/1', ...snapshot }, 'test');
  return parseCollected(collectFrom(whole, dash, nothingAsked), 'collected');
}

describe.skipIf(!hasProgram('dash'))('filters', () => {
  test('of the kernel log every line is kept that any known message could be', () => {
    const examples = allLogLines().flatMap(row =>
      examplesOf(row.pattern).map(example => {
        expect(example).toMatch(new RegExp(row.pattern, 'mu'));
        return `[    1.000000] ${example}`;
      }),
    );
    const stdout = `[    0.000000] Linux version 6.1.0 (someone@somewhere) (gcc) #1\n${examples.join('\n')}\n`;
    const [said] = collectedOf({ commands: [{ argv: ['dmesg'], exit: 0, stdout }] }).commands;
    const kept = new Set(said?.stdout.split('\n'));
    expect(examples.filter(line => !kept.has(line))).toEqual([]);
    expect(said?.stdout).toContain('Linux version 6.1.0 (-) (gcc) #1\n');
  });

  test('of a log, lines about other things and the names of who built the kernel where are left out', () => {
    const journal = [
      'Jan 25 20:00:00 zhangsan-nas kernel: Linux version 6.6.38-trim (root@builder) (gcc (Debian)) #80',
      'Jan 25 20:00:00 zhangsan-nas kernel: Kernel command line: root=UUID=0000 ip=192.168.1.5',
      'Jan 25 20:00:01 zhangsan-nas kernel: r8169 0000:02:00.0 eth0: RTL8168h, 00:11:22:33:44:55, XID 541',
      'Jan 25 20:00:01 zhangsan-nas kernel: usb 1-1: SerialNumber: 4C530001',
      'Jan 25 20:00:02 zhangsan-nas kernel: i915 0000:00:02.0: MDEV: Registered',
      '',
    ].join('\n');
    const commands = [
      { argv: ['dmesg'], exit: 1, stdout: '' },
      { argv: ['journalctl', '-k', '-b', '--no-pager'], exit: 0, stdout: journal },
    ];
    expect(collectedOf({ commands }).commands.at(-1)?.stdout).toBe(
      'Linux version 6.6.38-trim (-) (gcc (Debian)) #80\nKernel command line: -\ni915 0000:00:02.0: MDEV: Registered\n',
    );
  });

  test.each([
    [
      '/lib/modules/6.1.0/modules.dep',
      indexKeep,
      ['kernel/drivers/i915x.ko:', 'x/xe_/y.ko: z', 'kernel/kvm-.ko.xz:'],
    ],
    [
      '/boot/config-6.1.0',
      configKeep,
      ['# CONFIG_DRM is not set', 'CONFIG_XE=y', '#CONFIG_KVM=y', ' CONFIG_KVM=y'],
    ],
  ])('%s: what the replay keeps is what the collector of facts would', async (path, keep, others) => {
    const text = [...examplesOf(keep.pattern), ...others].map(line => `${line}: x\n`).join('');
    const host = replayHost(
      collectedOf({ files: { '/proc/sys/kernel/osrelease': '6.1.0\n', [path]: text } }),
    );
    expect(await host.read(path, keep)).toEqual({ state: 'present', value: excerpt(text, keep) });
  });

  test('what is private in VMs, menus and scripts is left out', () => {
    const xml = [
      "<domain type='kvm' id='3' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>",
      '  <name>a&amp;b</name>',
      '  <title>Li Lei</title>',
      '  <description>secret',
      '  &lt;devices&gt;</description>',
      '  <metadata>',
      '    <devices>',
      "    <hostdev mode='subsystem' type='pci'>",
      "      <source secret='yes'/>",
      '      <source>',
      '  <devices>',
      '  </metadata>',
      '  <devices>',
      "    <hostdev mode='subsystem' type='scsi'>",
      "      <source protocol='iscsi' name='iqn.secret'>",
      "        <host name='secret.example' port='3260'/>",
      '      </source>',
      "      <address type='drive' controller='0'/>",
      '    </hostdev>',
      "    <hostdev mode='subsystem' type='mdev' managed='no' model='vfio-pci'>",
      '      <source>',
      "        <address uuid='00000000-0000-0000-0000-000000000011'/>",
      '      </source>',
      "      <rom file='/mnt/secret.rom'/>",
      "      <address type='pci' domain='0x0000' bus='0x06' slot='0x00' function='0x0'/>",
      '    </hostdev>',
      "    <interface type='bridge'>",
      "      <mac address='52:54:00:aa:bb:cc'/>",
      '    </interface>',
      '  </devices>',
      '</domain>',
      '',
    ].join('\n');
    const virsh = ['virsh', '-c', 'qemu:///system'];
    const collected = collectedOf({
      stats: { '/run/libvirtd.pid': { mode: '0644', owner: 0, group: 0, size: 1, mtime: '', free: 1 } },
      files: {
        '/boot/config/go': 'export KEY=secret\nmodprobe kvmgt\n',
        '/boot/grub/grub.cfg':
          'set default="0"\n  password_pbkdf2 root grub.pbkdf2.secret\nmenuentry a {\n}\n',
        '/etc/pve/qemu-server/100.conf':
          '#secret\nname: secret\nhostpci0: 00:02.0\n[secret]\nhostpci1: 00:03.0\n',
        '/proc/meminfo': 'MemTotal:        16 kB\nMemFree:         8 kB\n',
      },
      commands: [
        { argv: [...virsh, 'list', '--all', '--name', '--uuid'], exit: 0, stdout: '0-0 a&b  c\n\n' },
        { argv: [...virsh, 'dumpxml', '--inactive', '--domain', 'a&b  c'], exit: 0, stdout: xml },
      ],
    });
    expect(JSON.stringify(collected)).not.toMatch(/secret|Li Lei|52:54/u);
    expect(collected.files).toMatchObject({
      '/boot/config/go': '\nmodprobe kvmgt\n',
      '/boot/grub/grub.cfg': 'set default="0"\n\nmenuentry a {\n}\n',
      '/etc/pve/qemu-server/100.conf': 'name: -\nhostpci0: 00:02.0\n[-]\nhostpci1: 00:03.0\n',
    });
    expect(collected.commands.find(({ argv }) => argv.includes('dumpxml'))?.stdout).toMatchSnapshot();
  });

  /** What a text went through is told by the name of its cut, so an old text must never pass for one of a new cut. */
  test('a cut that changed has a new name', () => {
    const digest = (name: string): string => {
      const [body = ''] =
        new RegExp(`^${name}\\(\\) \\{.*?^\\}$|^${name}\\(\\) \\{.* \\}$`, 'msu').exec(script) ?? [];
      expect(body).not.toBe('');
      return createHash('sha256')
        .update(body.replace(/\s*#.*$/gmu, ''))
        .digest('hex')
        .slice(0, 12);
    };
    const cuts = ['first1', 'version1', 'menu1', 'go1', 'qm1', 'domain1', 'log2'];
    expect(Object.fromEntries(cuts.map(name => [name, digest(name)]))).toMatchInlineSnapshot(`
      {
        "domain1": "316f512ed85f",
        "first1": "18391d02c014",
        "go1": "f94eb843481f",
        "log2": "588fddb696a2",
        "menu1": "8b178a969805",
        "qm1": "693ef9b43bb4",
        "version1": "d3a057cc21db",
      }
    `);
  });
});

describe('answers', () => {
  test.skipIf(!hasProgram('dash'))(
    'texts come through to the byte: no last newline, CR LF, marks of our own, other scripts',
    () => {
      const files = {
        '/etc/default/grub': 'A=1\r\nB=2\n',
        '/etc/modules': '@@ file /etc/x\n|y\n=1\n\n  kvmgt\t \n显卡\n-\\n%s\\',
        '/etc/os-release': '',
        '/etc/mkinitcpio.conf': '\n\n',
        '/etc/modprobe.d/a b*.conf': 'options i915 enable_gvt=1',
        '/proc/cmdline': '!|<\n',
      };
      const collected = collectedOf({
        files,
        dirs: { '/etc/modprobe.d': ['.hidden', '..x', 'a b*.conf', 'b.txt'] },
      });
      expect(collected.files).toEqual(expect.objectContaining(files));
      expect(collected.dirs['/etc/modprobe.d']).toEqual(['..x', '.hidden', 'a b*.conf', 'b.txt']);
      expect(Object.keys(collected.files)).not.toContain('/etc/x');
    },
  );

  test('the script is clean by shellcheck, prints nothing but reads, and stays short', context => {
    expect(script.split('\n').length).toBeLessThan(340);
    expect(script).toMatch(/\nmain\n$/u);
    const redirections = script.replace(/2>&1 >\/dev\/null|2?>\/dev\/null( 2>&1)?|2>&1|^\s*#.*$/gmu, '');
    expect(redirections).not.toMatch(/(?<![-'])>\s*["$\w/]/u);
    if (!hasProgram('shellcheck')) return context.skip('shellcheck is not here');
    const { stdout } = spawnSync('shellcheck', ['--severity=style', collector], { encoding: 'utf8' });
    expect(stdout).toBe('');
  });
});

beforeAll(() => expect(script.startsWith('#!/bin/sh\n')).toBe(true));
