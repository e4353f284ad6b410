import { parseCmdline } from '../../src/formats/kernel-cmdline.ts';
import { ggttMib } from '../../src/formats/pci-config.ts';
import { barSize } from '../../src/formats/pci-resource.ts';
import { capacity, typeByName } from '../../src/knowledge/vgpu-types.ts';
import { unless, type Law } from './law.ts';
import { isBefore, isRunning } from './modules.ts';
import { deviceFolder, namesAt, type Recorded } from './recorded.ts';

/** The vGPU types of a GPU; undefined: not recorded. */
const typesOf = (host: Recorded, address: string): readonly string[] | undefined =>
  host.has(`${deviceFolder(address)}/mdev_supported_types`) === true
    ? (host.snapshot.dirs[`${deviceFolder(address)}/mdev_supported_types`] ?? [])
    : undefined;

const parents = (host: Recorded): readonly string[] =>
  namesAt(host.snapshot, /^\/sys\/bus\/pci\/devices\/([^/]+)\/mdev_supported_types(?:\/|$)/u);

/** The types of the vGPUs that live on a GPU. */
const liveTypes = (host: Recorded, address: string): readonly string[] =>
  Object.entries(host.snapshot.links).flatMap(([path, target]) => {
    const device = /^(.*)\/mdev_type$/u.exec(path)?.[1];
    const isHere = device !== undefined && host.snapshot.links[device]?.includes(`/${address}/`) === true;
    return isHere ? [target.slice(target.lastIndexOf('/') + 1)] : [];
  });

/** drivers/gpu/drm/i915/gvt/vgpu.c, vgpu_types[] and VGPU_WEIGHT(): the same from 4.15 to 7.3. */
const descriptions: Readonly<Record<string, string>> = {
  '8': 'low_gm_size: 64MB\nhigh_gm_size: 384MB\nfence: 4\nresolution: 1024x768\nweight: 2\n',
  '4': 'low_gm_size: 128MB\nhigh_gm_size: 512MB\nfence: 4\nresolution: 1920x1200\nweight: 4\n',
  '2': 'low_gm_size: 256MB\nhigh_gm_size: 1024MB\nfence: 4\nresolution: 1920x1200\nweight: 8\n',
  '1': 'low_gm_size: 512MB\nhigh_gm_size: 2048MB\nfence: 4\nresolution: 1920x1200\nweight: 16\n',
};

const virsh = (host: Recorded, ...args: readonly string[]): string | undefined => {
  const argv = ['virsh', '-c', 'qemu:///system', ...args].join(' ');
  const said = host.snapshot.commands.find(command => command.argv.join(' ') === argv);
  return said?.exit === 0 ? said.stdout : undefined;
};

export const sharingLaws: readonly Law[] = [
  {
    // drivers/vfio/mdev/mdev_core.c, mdev_init(): the bus is registered by the module.
    says: 'there is a bus of mediated devices where mdev runs',
    broken: host => {
      const [bus, runs] = [host.has('/sys/bus/mdev'), isRunning(host, 'mdev')];
      if (bus === undefined || runs === undefined) return [];
      return unless(bus === runs, `bus ${String(bus)}, mdev ${String(runs)}`);
    },
  },
  {
    // drivers/gpu/drm/i915/gvt/kvmgt.c: kvmgt registers the types, of a GPU of i915, with the switch on.
    says: 'a GPU with vGPU types has all that GVT-g wants',
    broken: host =>
      parents(host).flatMap(address => [
        ...unless(isRunning(host, 'kvmgt') !== false, `${address}: kvmgt is not loaded`),
        ...unless(isRunning(host, 'mdev') !== false, `${address}: mdev is not loaded`),
        ...unless(
          (host.drivers.get(address) ?? 'i915') === 'i915',
          `${address}: ${host.drivers.get(address) ?? ''}`,
        ),
        ...unless(
          (host.text('/sys/module/i915/parameters/enable_gvt') ?? 'Y').trim() === 'Y',
          `${address}: the switch is off`,
        ),
      ]),
  },
  {
    // mdev_core.c, mdev_register_parent() (before 5.19 mdev_register_device()).
    says: 'the log registers the GPU that has vGPU types, and no other',
    broken: host =>
      host.log === undefined
        ? []
        : host.devices
            .filter(address => host.has(`${deviceFolder(address)}/mdev_supported_types`) !== undefined)
            .flatMap(address => {
              const isSaid = host.log?.lines.includes(`i915 ${address}: MDEV: Registered`) === true;
              const isThere = host.has(`${deviceFolder(address)}/mdev_supported_types`) === true;
              return unless(
                isSaid === isThere,
                `${address}: types ${String(isThere)}, log ${String(isSaid)}`,
              );
            }),
  },
  {
    // gvt/vgpu.c: V4 on graphics version 8 (Broadwell), V5 on 9. Ids of Broadwell: include/drm/intel/pciids.h, 0x16xx.
    says: "the types carry the GPU's generation in their name",
    broken: host =>
      parents(host).flatMap(address => {
        const isBroadwell = host.text(`${deviceFolder(address)}/device`)?.startsWith('0x16') === true;
        return (typesOf(host, address) ?? []).flatMap(type =>
          unless(type.startsWith(`i915-GVTg_V${isBroadwell ? 4 : 5}_`), `${address}: ${type}`),
        );
      }),
  },
  {
    says: 'a type is described as the kernel does',
    broken: host =>
      parents(host).flatMap(address =>
        (typesOf(host, address) ?? []).flatMap(type => {
          const text = host.text(`${deviceFolder(address)}/mdev_supported_types/${type}/description`);
          return unless(
            text === undefined || text === descriptions[type.slice(-1)],
            `${type}: ${text ?? ''}`,
          );
        }),
      ),
  },
  {
    // i915/gvt/vgpu.c, intel_gvt_init_vgpu_types(), and kvmgt.c, intel_vgpu_get_available() from 6.1 on.
    says: 'the types and what is free of them follow from the registers and the vGPUs that live',
    broken: host =>
      isBefore(host, [6, 1])
        ? []
        : parents(host).flatMap(address => {
            const base64 = host.snapshot.binary[`${deviceFolder(address)}/config`];
            const ggtt = base64 === undefined ? undefined : ggttMib(Buffer.from(base64, 'base64'));
            const aperture = barSize(host.text(`${deviceFolder(address)}/resource`) ?? '', 2);
            if (ggtt === undefined || aperture === undefined) return [];
            const live = liveTypes(host, address).flatMap(type => typeByName(type)?.suffix ?? []);
            const counted = capacity({ apertureMib: aperture / 1024 / 1024, ggttMib: ggtt, live });
            const wanted = counted
              .filter(type => type.exposed)
              .map(type => `_${type.suffix} ${type.available}`);
            const shown = (typesOf(host, address) ?? []).map(type => {
              const free = host.text(
                `${deviceFolder(address)}/mdev_supported_types/${type}/available_instances`,
              );
              return `_${type.slice(-1)} ${free?.trim() ?? ''}`;
            });
            return unless(
              [...wanted].sort().join() === [...shown].sort().join(),
              `${address}: ${shown.join()} for ${wanted.join()}`,
            );
          }),
  },
  {
    // mdev_sysfs.c, mdev_create_sysfs_files(), mdev_core.c, mdev_device_create().
    says: 'a vGPU lies below its GPU, is of one of its types, and in a group of its own',
    broken: host =>
      (host.snapshot.dirs['/sys/bus/mdev/devices'] ?? []).flatMap(uuid => {
        const { links, dirs } = host.snapshot;
        const at = `/sys/bus/mdev/devices/${uuid}`;
        const parent = /\/([^/]+)\/[^/]+$/u.exec(links[at] ?? '')?.[1];
        const type = /([^/]+)$/u.exec(links[`${at}/mdev_type`] ?? '')?.[1];
        const group = /([^/]+)$/u.exec(links[`${at}/iommu_group`] ?? '')?.[1];
        const groups = dirs['/sys/kernel/iommu_groups'];
        return [
          ...unless(
            parent === undefined || typesOf(host, parent) !== undefined,
            `${uuid}: below ${parent ?? ''}`,
          ),
          ...unless(
            type === undefined || parent === undefined || typesOf(host, parent)?.includes(type) !== false,
            `${uuid}: of ${type ?? ''}`,
          ),
          ...unless(
            group === undefined || groups?.includes(group) !== false,
            `${uuid}: in group ${group ?? ''}`,
          ),
        ];
      }),
  },
  {
    // libvirt, src/node_device/node_device_driver.c: the capability mdev_types is a type or more in
    // mdev_supported_types.
    says: 'libvirt names the devices that have vGPU types',
    broken: host => {
      const told = virsh(host, 'nodedev-list', '--cap', 'mdev_types');
      if (told === undefined) return [];
      const names = told
        .split('\n')
        .filter(line => line.startsWith('pci_'))
        .sort();
      const there = parents(host)
        .filter(address => (typesOf(host, address) ?? []).length > 0)
        .map(address => `pci_${address.replace(/[:.]/gu, '_')}`)
        .sort();
      return unless(names.join(' ') === there.join(' '), `${names.join(' ')} against ${there.join(' ')}`);
    },
  },
  {
    says: 'libvirt lists the VMs whose definition it gave',
    broken: host => {
      const list = virsh(host, 'list', '--all', '--name', '--uuid');
      const asked = host.snapshot.commands.filter(({ argv, exit }) => argv.includes('dumpxml') && exit === 0);
      if (list === undefined) return [];
      return asked.flatMap(({ argv }) => unless(list.includes(argv.at(-1) ?? ''), argv.at(-1) ?? ''));
    },
  },
  {
    // drivers/vfio/pci/vfio_pci.c, vfio_pci_fill_ids(): prints the ids it was given.
    says: 'vfio-pci was given the ids that the log says it took',
    broken: host =>
      (host.log?.lines ?? []).flatMap(line => {
        const id = /^vfio_pci: add \[(\w{4}:\w{4})/u.exec(line)?.[1];
        const given = parseCmdline(host.text('/proc/cmdline') ?? '').filter(
          word => word.name === 'vfio_pci.ids',
        );
        const isGiven =
          given.some(word => word.value.toLowerCase().includes(id ?? '')) ||
          host.options.some(
            option => option.module === 'vfio_pci' && option.value.toLowerCase().includes(id ?? ''),
          );
        return unless(id === undefined || isGiven, line);
      }),
  },
  {
    // Since 5.1 kvmgt loads by itself, and before 5.19 it refuses where i915 has not started GVT-g (kvmgt_init():
    // -ENODEV).
    says: 'kvmgt of 5.1 to 5.18 is loaded only where GVT-g runs',
    broken: host =>
      isBefore(host, [5, 1]) || !isBefore(host, [5, 19]) || host.modules?.has('kvmgt') !== true
        ? []
        : unless(parents(host).length > 0, 'kvmgt is loaded, no GPU has types'),
  },
];
