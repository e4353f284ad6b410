import { pciDevice } from '../values/pci-device.ts';

/**
 * Units of our own that bring vGPUs and virtual functions back at boot. Each waits for what it needs: the types exist only once kvmgt
 * has met i915, and nothing else tells systemd about it (sysfs gives no inotify events, so a `.path` unit would sleep forever).
 */

export const functionsUnit = 'fngvt-functions.service';

/** Services that start VMs; the unit comes before them and goes after them. */
const before = 'Before=libvirtd.service virtqemud.service libvirt-guests.service pve-guests.service';

/** How long a unit waits for the driver (seconds). */
const patience = 60;

/**
 * Makes a vGPU by sysfs: Documentation/driver-api/vfio-mediated-device.rst. `$$` is systemd's `$` (systemd.service(5)). At shutdown
 * nothing is taken away: a VM that still holds the device would make it wait, and it vanishes anyway.
 */
export function vgpuUnitText(vgpu: {
  readonly uuid: string;
  readonly parent: string;
  readonly type: string;
}): string {
  const device = `/sys/bus/mdev/devices/${vgpu.uuid}`;
  const create = `${pciDevice(vgpu.parent)}/mdev_supported_types/${vgpu.type}/create`;
  return unit({
    description: `vGPU ${vgpu.uuid} (${vgpu.type})`,
    start: `${waitFor(`[ -e ${create} ]`)}; [ -e ${device} ] || echo ${vgpu.uuid} >${create}`,
    stop: `[ ! -e ${device} ] || echo 1 >${device}/remove`,
  });
}

/**
 * Makes virtual functions: Documentation/PCI/pci-iov-howto.rst. `sriov_drivers_autoprobe` goes first, so that the host's own driver
 * does not take them; libvirt and Proxmox still can, because `driver_override` outranks it (`pci_device_can_probe()`,
 * drivers/pci/pci-driver.c). What it was is kept until the unit stops.
 */
export function functionsUnitText(gpu: string, count: number): string {
  const folder = pciDevice(gpu);
  const number = `${folder}/sriov_numvfs`;
  const autoprobe = `${folder}/sriov_drivers_autoprobe`;
  const kept = '/run/fngvt-autoprobe';
  return unit({
    description: `${count} virtual functions of the GPU ${gpu}`,
    start: [
      waitFor(`[ -e ${number} ] && [ -e ${folder}/driver ]`),
      `[ -e ${kept} ] || cat ${autoprobe} >${kept}`,
      `echo 0 >${autoprobe}`,
      `[ "$$(cat ${number})" = ${count} ] || { echo 0 >${number}; echo ${count} >${number}; }`,
    ].join('; '),
    stop: `echo 0 >${number}; [ ! -e ${kept} ] || cat ${kept} >${autoprobe}; rm -f ${kept}`,
  });
}

function waitFor(condition: string): string {
  return `i=0; until ${condition} || [ $$i -ge ${patience} ]; do sleep 1; i=$$((i+1)); done`;
}

function unit(of: { readonly description: string; readonly start: string; readonly stop: string }): string {
  return `# Written by fngvt; "fngvt undo" takes it away.
[Unit]
Description=${of.description}
After=systemd-modules-load.service
${before}

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -ec '${of.start}'
ExecStop=/bin/sh -c '[ "$$(systemctl is-system-running)" = stopping ] || { ${of.stop}; }'
TimeoutStopSec=20

[Install]
WantedBy=multi-user.target
`;
}
