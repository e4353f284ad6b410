import { expect, it } from 'vitest';
import { freeHostPci, parseProxmoxCard } from '../../src/formats/proxmox-card.ts';

const conf = `#Windows%3A for the %E6%89%AB%E6%8F%8F scanner
agent: 1
bios: ovmf
boot: order=scsi0
cores: 2
hostpci0: 0000:00:02.0,mdev=i915-GVTg_V5_4
hostpci2: 0000:03:00,pcie=1
machine: pc-q35-8.1
memory: 4096
name: win10
net0: virtio=BC:24:11:22:33:44,bridge=vmbr0
onboot: 1
ostype: win10
scsi0: local-lvm:vm-100-disk-0,size=64G
ide2: none,media=cdrom
sockets: 2
vga: std,memory=32

[PENDING]
memory: 8192

[snap]
name: other
memory: 1
`;

it('a VM of Proxmox', () => {
  expect(parseProxmoxCard(conf)).toMatchObject({
    name: 'win10',
    description: 'Windows: for the 扫描 scanner',
    memoryMib: 4096,
    cpus: 4,
    machine: 'q35',
    firmware: 'uefi',
    disks: [
      { key: 'scsi0', volume: 'local-lvm:vm-100-disk-0' },
      { key: 'ide2', volume: 'none' },
    ],
    networks: 1,
    video: 'std',
    guest: 'win10',
    autostart: true,
    isTemplate: false,
    hasPending: true,
  });
});

it('the first free place for a device', () => {
  expect(freeHostPci(parseProxmoxCard(conf))).toBe(1);
  const all = Array.from({ length: 16 }, (_, at) => `hostpci${at}: 0000:01:00.0`).join('\n');
  expect(freeHostPci(parseProxmoxCard(all))).toBeUndefined();
});

it.each<[string, string | null]>([
  ['vga: none', null],
  ['vga: type=none', null],
  ['vga: qxl', 'qxl'],
  ['', 'std'],
])('%j has the video card %j', (text, wanted) => {
  expect(parseProxmoxCard(text).video).toBe(wanted);
});
