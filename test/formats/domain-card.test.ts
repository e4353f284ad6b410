import { describe, expect, it } from 'vitest';
import { parseDomainCard } from '../../src/formats/domain-card.ts';

const card = (inner: string): ReturnType<typeof parseDomainCard> =>
  parseDomainCard(`<domain>${inner}</domain>`);

it('what a person recognises a VM by', () => {
  expect(
    card(`<name>rvb8l0pj</name><uuid>6D0F2C8E-4D5B-4A42-9B2F-2F6F3A7C1E01</uuid><title>Windows 10</title>
      <description>for the scanner</description>
      <metadata><customMeta xmlns="customMeta"><osType xmlns="osType">windows</osType></customMeta></metadata>
      <memory unit='GiB'>4</memory><vcpu>2</vcpu>
      <os><type machine='pc-q35-7.2'>hvm</type></os>
      <devices>
        <disk device='disk'><source file='/vol1/a.qcow2'/><target dev='vda'/></disk>
        <disk device='cdrom'><target dev='sda'/></disk>
        <disk><source pool='vol1' volume='b.qcow2'/><target dev='vdb'/></disk>
        <interface type='bridge'><mac address='52:54:00:11:22:33'/></interface>
        <video><model type='vga'/></video><video><model type='none'/></video>
      </devices>`),
  ).toMatchObject({
    name: 'rvb8l0pj',
    uuid: '6d0f2c8e-4d5b-4a42-9b2f-2f6f3a7c1e01',
    title: 'Windows 10',
    description: 'for the scanner',
    guest: 'windows',
    memoryMib: 4096,
    cpus: 2,
    machine: 'q35',
    firmware: 'bios',
    disks: [
      { device: 'disk', source: '/vol1/a.qcow2', target: 'vda' },
      { device: 'cdrom', source: null, target: 'sda' },
      { device: 'disk', source: 'b.qcow2', target: 'vdb' },
    ],
    networks: 1,
    videos: ['vga'],
    hasGraphics: false,
  });
});

describe('memory', () => {
  it.each<[string, number | null]>([
    [`<memory>4194304</memory>`, 4096],
    [`<memory unit='KiB'>1048576</memory>`, 1024],
    [`<memory unit='bytes'>1073741824</memory>`, 1024],
    [`<memory unit='M'>512</memory>`, 512],
    [`<memory unit='parsec'>1</memory>`, null],
    [`<memory>much</memory>`, null],
    [``, null],
  ])('%s', (inner, wanted) => {
    expect(card(inner).memoryMib).toBe(wanted);
  });
});

describe('firmware', () => {
  it.each<[string, string]>([
    [`<os firmware='efi'/>`, 'uefi'],
    [`<os><loader type='pflash'>/x</loader></os>`, 'uefi'],
    [`<os><loader type='rom'>/x</loader></os>`, 'bios'],
    [`<os/>`, 'bios'],
  ])('%s', (inner, wanted) => {
    expect(card(inner).firmware).toBe(wanted);
  });
});

describe('what gets in the way of a vGPU', () => {
  it.each<[string, keyof ReturnType<typeof parseDomainCard>, boolean]>([
    [`<devices><graphics type='spice'><gl enable='yes'/></graphics></devices>`, 'hasOpenGl', true],
    [`<devices><graphics type='egl-headless'/></devices>`, 'hasOpenGl', true],
    [`<devices><graphics type='vnc'><gl enable='no'/></graphics></devices>`, 'hasOpenGl', false],
    [
      `<q:commandline xmlns:q='http://libvirt.org/schemas/domain/qemu/1.0'><q:arg value='vfio-pci,x-vga=on'/></q:commandline>`,
      'asksXVga',
      true,
    ],
    [`<metadata><x value='x-vga=on'/></metadata>`, 'asksXVga', false],
    [`<features><kvm><hidden state='on'/></kvm></features>`, 'hidesHypervisor', true],
    [`<cpu><feature policy='disable' name='hypervisor'/></cpu>`, 'hidesHypervisor', true],
    [`<cpu><feature policy='require' name='hypervisor'/></cpu>`, 'hidesHypervisor', false],
  ])('%s', (inner, field, wanted) => {
    expect(card(inner)[field]).toBe(wanted);
  });
});
