import { rmSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { planOf } from '../planned-hosts.ts';
import { furnish, ownFile, plan, touched } from './grub-imitation.ts';
import { canChroot, OwnRoot } from './own-root.ts';
import { furnishAs } from './recorded-root.ts';
import { notRedacted } from '../run-cli.ts';

let root: OwnRoot;
beforeAll(() => {
  if (canChroot) root = new OwnRoot();
});
afterAll(() => root.remove());

/**
 * Proxmox' own part of grub-mkconfig (proxmox-kernel-helper, /etc/grub.d/000_proxmox_boot_header): unless proxmox-boot-tool itself is at work, or
 * dpkg, it refreshes the boot partitions, whatever file the menu was asked for.
 */
const header =
  '[ -n "$DPKG_RUNNING_VERSION" ] || [ -n "$PVE_EFIBOOT_UNSHARED" ] || proxmox-boot-tool refresh\n';

/** The part of `proxmox-boot-tool refresh` that counts here: the menu on the boot partition is made anew (zz-proxmox-boot). */
const bootTool = `set -e
[ "$1" = refresh ]
PVE_EFIBOOT_UNSHARED=1 grub-mkconfig -o /esp/grub.cfg
`;

/** A host whose GRUB lies on partitions that proxmox-boot-tool keeps. The folder /esp stands for them. */
function bootByTool(): void {
  root.script('proxmox-boot-tool', bootTool);
  const mkconfig = root.read('/usr/sbin/grub-mkconfig').replace('#!/bin/sh\n', '');
  root.script('grub-mkconfig', `${header}${mkconfig}`);
  root.put('/esp/grub.cfg', '');
  root.run(['-e', 'require("child_process").execFileSync("update-grub")']);
}

beforeEach(() => root.reset());

describe.runIf(canChroot)('GRUB on partitions of proxmox-boot-tool', () => {
  test('a fix writes nothing there and says what to do', async () => {
    furnish(root);
    rmSync(root.at('/etc/modprobe.d/old.conf'));
    await furnishAs(root, 'e2224g-proxmox8-zfs.boot-tool-grub');
    furnishGrub();
    bootByTool();
    // Whatever fngvt may do here in the end fails, so that it has to take everything back.
    root.script('update-grub', 'exit 3\n');
    const first = root.tree(...touched, '/esp');
    const result = root.cli(['fix', '--yes']);
    expect(result.exit).toBe(1);
    expect(root.tree(...touched, '/esp')).toEqual(first);
    expect(result.stdout).toMatch(
      /even a trial writes there[^]*What you can do:[^]*\/etc\/default\/grub[^]*GRUB_CMDLINE_LINUX_DEFAULT[^]*proxmox-boot-tool refresh/u,
    );
    expect(root.cli(['fix', '--lang', 'zh-CN']).stdout).toContain('连试着生成一次都会写进去');
  });

  test('turned off: what an earlier fngvt wrote stays until it is taken back, and that is said', async () => {
    await furnishAs(root, 'e2224g-proxmox8-zfs.boot-tool-grub');
    root.put(
      '/etc/default/grub.d/99-fngvt.cfg',
      `# By fngvt. Undo: fngvt undo, or delete this file and run update-grub.\n${ownFile}`,
    );
    const first = root.tree(...touched);
    for (const [language, words] of [
      ['en', /\(fngvt\s+undo\),\s+or\s+do\s+it\s+by\s+hand\s+and\s+run\s+proxmox-boot-tool\s+refresh/u],
      ['zh-CN', /fngvt undo[^]*自己动手，\s*再运行\s+proxmox-boot-tool\s+refresh/u],
    ] as const) {
      const result = root.cli(['fix', '--off', '--yes', '--lang', language]);
      expect(result.exit).toBe(1);
      expect(result.stdout).toMatch(words);
      expect(result.stdout).not.toMatch(/99-fngvt.cfg: stays|99-fngvt.cfg 里/u);
    }
    expect(root.tree(...touched)).toEqual(first);
  });

  test('a change of an earlier fngvt is taken back, there too', () => {
    furnish(root);
    bootByTool();
    const first = root.tree(...touched, '/esp');
    root.put('/plan.json', JSON.stringify(plan));
    expect(root.entry(['apply', '/plan.json']).stdout).toContain('"applied"');
    expect(root.read('/esp/grub.cfg')).toContain('i915.enable_gvt=1');
    expect(root.cli(['undo', '--yes'])).toMatchObject({ exit: 0, stderr: notRedacted });
    expect(root.tree(...touched, '/esp')).toEqual(first);
  });
});

/** The recorded file of grub-mkconfig is an excerpt; the imitation is what runs. */
function furnishGrub(): void {
  const settings = root.read('/etc/default/grub').replace(/^GRUB_DISTRIBUTOR=.*\n/mu, '');
  const modules = root.read('/etc/modules');
  furnish(root);
  rmSync(root.at('/etc/modprobe.d/old.conf'));
  root.put('/etc/default/grub', settings);
  root.put('/etc/modules', modules);
}

describe.runIf(canChroot)('Proxmox with systemd-boot', () => {
  test('who is not root sees the plan, and that root is needed', async () => {
    await furnishAs(root, 'e2224g-proxmox8-zfs.not-refreshed');
    root.put('/proc/self/status', 'Uid:\t1000\t1000\t1000\t1000\n');
    root.put('/var/lib/fngvt/journal/20260102-030405-abcdef.json', '{}', 0o600);
    root.run(['-e', 'require("fs").chmodSync("/var/lib/fngvt/journal", 0o700)']);
    const result = root.cli(['fix'], [], '1000:1000');
    expect(result).toMatchObject({ exit: 1, stderr: expect.not.stringContaining('EACCES') as string });
    expect(result.stdout).toContain('Run proxmox-boot-tool refresh');
    expect(result.stdout).toContain('Only root may change this host');
  });
});

test('where the list of boot partitions is there and unreadable, nothing is written by GRUB', async () => {
  const snapshot = await openFixture(fixtureHosts().find(one => one.name === 'fnos-hd620')?.path ?? '');
  const list = '/etc/kernel/proxmox-boot-uuids';
  const absent = snapshot.absent.filter(path => path !== list);
  const host = replayHost({ ...snapshot, absent, denied: [...snapshot.denied, list] });
  const plan = await planOf(host, (await collect(host)).facts);
  expect(plan.steps).toEqual([]);
  expect(plan.refused).toMatchObject([{ reason: 'by-hand', details: { why: 'loader-undecided' } }]);
});
