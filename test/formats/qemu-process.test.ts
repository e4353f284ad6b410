import { expect, it } from 'vitest';
import { parseQemuCmdline } from '../../src/formats/qemu-process.ts';

const uuid = '11111111-2222-4333-8444-555555555555';

it.each<[string, readonly string[], unknown]>([
  [
    "libvirt's",
    [
      '/usr/bin/qemu-system-x86_64',
      '-name',
      'guest=a,,b,debug-threads=on',
      '-device',
      `{"driver":"vfio-pci","sysfsdev":"/sys/bus/mdev/devices/${uuid}"}`,
    ],
    { vm: 'a,b', mdevs: [uuid] },
  ],
  [
    "Proxmox's",
    [
      '/usr/bin/kvm',
      '-id',
      '100',
      '-name',
      'win10,debug-threads=on',
      '-device',
      `vfio-pci,sysfsdev=/sys/bus/mdev/devices/${uuid},id=hostpci0`,
    ],
    { vm: '100', mdevs: [uuid] },
  ],
  ['one without a vGPU', ['qemu-system-x86_64', '-m', '512'], { vm: null, mdevs: [] }],
  ['another program', ['/usr/bin/less', `/sys/bus/mdev/devices/${uuid}`], undefined],
  ['a kernel thread', [''], undefined],
])('%s', (_, args, wanted) => {
  expect(parseQemuCmdline(args.map(arg => `${arg}\0`).join(''))).toEqual(wanted);
});
