import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { verifySchema } from '../../src/report/json/vgpu-schema.ts';
import { cli, hostFixture } from '../run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'fngvt-verify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const uuid = '00000000-0000-0000-0000-000000000011';
const ownNodes = `/sys/bus/mdev/devices/${uuid}/vfio-dev`;
const qemu = (name: string): string =>
  [
    '/usr/bin/qemu-system-x86_64',
    '-name',
    `guest=${name},debug-threads=on`,
    '-device',
    `vfio-pci,sysfsdev=/sys/bus/mdev/devices/${uuid}`,
    '',
  ].join('\0');

interface Running {
  /** Name of the VM whose QEMU runs; undefined: none. */
  readonly qemu?: string;
  /** What its seventh file is. */
  readonly fd?: string;
  /** The device's own nodes; undefined: the kernel has none. null: they could not be read. */
  readonly nodes?: readonly string[] | null;
  /** State by virsh. */
  readonly state?: string;
  readonly log?: string;
  readonly dmesg?: string;
}

/** The guide's host with the VM as it may be while somebody verifies it. */
async function verify(name: string, running: Running) {
  const base = await openFixture(hostFixture('fnos-hd620.vm-attached'));
  const info = `Id: 1\nState: ${running.state ?? 'running'}\nPersistent: yes\nAutostart: disable\nManaged save: no\n`;
  const snapshot = {
    ...base,
    files: {
      ...base.files,
      ...(running.qemu === undefined
        ? {}
        : {
            '/proc/4711/cmdline': qemu(running.qemu),
            '/proc/4711/stat': `4711 (qemu) S ${'0 '.repeat(18)}500 0`,
          }),
      '/var/log/libvirt/qemu/rvb8l0pj.log': {
        keep: 'starting up libvirt version|vfio|VFIO|egl|dmabuf|IGD|host device|mediated device|locked memory',
        text: `x starting up libvirt version: 9.0.0\n${running.log ?? ''}`,
      },
    },
    links: { ...base.links, '/proc/4711/fd/7': running.fd ?? '/dev/vfio/14' },
    dirs: {
      ...base.dirs,
      '/proc': running.qemu === undefined ? ['1', 'cmdline'] : ['1', '4711', 'cmdline'],
      '/proc/1/fd': [],
      '/proc/4711/fd': ['7'],
      ...(running.nodes ? { [ownNodes]: running.nodes } : {}),
    },
    failed: { ...base.failed, ...(running.nodes === null ? { [ownNodes]: 'failed' } : {}) },
    absent: [...base.absent, ...(running.nodes === undefined ? [ownNodes] : [])],
    commands: [
      {
        argv: ['virsh', '-c', 'qemu:///system', 'dominfo', '--domain', 'rvb8l0pj'],
        exit: 0,
        stdout: info,
        stderr: '',
      },
      ...base.commands.map(command =>
        command.argv[0] === 'dmesg' && running.dmesg !== undefined
          ? { ...command, stdout: `${command.stdout}${running.dmesg}` }
          : command,
      ),
    ],
  };
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(snapshot));
  const argv = ['vm', 'verify', 'rvb8l0pj', '--from', path, '--no-redact', '--yes'];
  const json = cli([...argv, '--format', 'json']);
  const text = cli([...argv, '--lang', 'en']);
  const proof = verifySchema.parse(JSON.parse(json.stdout));
  return {
    proof,
    exit: json.exit,
    text: text.stdout,
    rungs: Object.fromEntries(proof.rungs.map(step => [step.id, step.is])),
  };
}

describe('what counts as proof', () => {
  test('this QEMU holds the device node', async () => {
    const { proof, exit, text } = await verify('proved', { qemu: 'rvb8l0pj' });
    expect([proof.verdict, exit]).toEqual(['proved', 0]);
    expect(text).toContain('its QEMU (process 4711) holds the device node');
    expect(text).toContain('Win');
  });

  test('so does the QEMU with IOMMUFD that holds the node of the device', async () => {
    const held = await verify('iommufd', {
      qemu: 'rvb8l0pj',
      fd: '/dev/vfio/devices/vfio3',
      nodes: ['vfio3'],
    });
    expect([held.proof.verdict, held.exit]).toEqual(['proved', 0]);
  });

  test('unknown, where the nodes of the device could not be read', async () => {
    const held = await verify('nodes-unread', {
      qemu: 'rvb8l0pj',
      fd: '/dev/vfio/devices/vfio3',
      nodes: null,
    });
    expect([held.proof.verdict, held.exit]).toEqual(['unknown', 3]);
  });

  test.each<[string, Running, string]>([
    [
      'the node of another device',
      { qemu: 'rvb8l0pj', fd: '/dev/vfio/devices/vfio4', nodes: ['vfio3'] },
      'no QEMU holds',
    ],
    ['a QEMU that only names it', { qemu: 'rvb8l0pj', fd: '/dev/null' }, 'no QEMU holds the device node'],
    ['another VM', { qemu: 'router' }, 'router holds the device node'],
    ['no QEMU', {}, 'no QEMU holds the device node'],
    ['a VM that is off', { state: 'shut off' }, 'the VM does not run'],
  ])('%s is none', async (name, running, said) => {
    const { proof, exit, text } = await verify(name.replaceAll(' ', '-'), running);
    expect([proof.verdict, exit]).toEqual(['not', 1]);
    expect(text).toContain(said);
  });
});

describe('logs', () => {
  test('a known error of this start, and what to do', async () => {
    const { rungs, text } = await verify('opengl', {
      qemu: 'rvb8l0pj',
      log: 'vfio-display-dmabuf: opengl not available\n',
    });
    expect(rungs['qemu-log']).toBe('no');
    expect(text).toContain('attach it without --display');
  });

  test('trouble of the kernel counts from the start of the VM on', async () => {
    const before = await verify('hang-before', {
      qemu: 'rvb8l0pj',
      dmesg: '[    4.000000] i915 0000:00:02.0: [drm] GPU HANG: ecode 9:1:0\n',
    });
    const after = await verify('hang-after', {
      qemu: 'rvb8l0pj',
      dmesg: '[   99.000000] i915 0000:00:02.0: [drm] GPU HANG: ecode 9:1:0\n',
    });
    expect([before.rungs['kernel-log'], after.rungs['kernel-log']]).toEqual(['yes', 'no']);
    expect(after.proof.verdict).toBe('proved');
  });
});

test('what a snapshot does not hold is unknown, not false', () => {
  const argv = [
    'vm',
    'verify',
    'rvb8l0pj',
    '--from',
    hostFixture('fnos-hd620.vm-attached'),
    '--no-redact',
    '--yes',
  ];
  const { exit, stdout } = cli([...argv, '--format', 'json']);
  expect([exit, verifySchema.parse(JSON.parse(stdout)).verdict]).toEqual([3, 'unknown']);
});
