import { create } from 'xmlbuilder';
import { pciNodeDevice } from './pci-address.ts';

/** Devices as libvirt reads them. Each text ends without a line end. */

/** How a vGPU is put into a VM: libvirt.org/formatdomain.html, "Host device assignment". */
export interface MdevHostdev {
  readonly uuid: string;
  /** Shows the vGPU's picture in the VM's own console; needs a graphics element with OpenGL. */
  readonly display: boolean;
  /** A boot picture before the guest's driver runs; QEMU ties it to `display`. */
  readonly ramfb: boolean;
  /** An option ROM: a file on the host. */
  readonly rom?: string;
}

/** A mediated device. No address: libvirt picks one, and the controllers for it. */
export function mdevHostdev({ uuid, display, ramfb, rom }: MdevHostdev): string {
  const hostdev = create('hostdev', { headless: true })
    .att('mode', 'subsystem')
    .att('type', 'mdev')
    .att('managed', 'no')
    .att('model', 'vfio-pci')
    .att('display', display ? 'on' : 'off');
  if (ramfb) hostdev.att('ramfb', 'on');
  hostdev.ele('source').ele('address', { uuid });
  if (rom !== undefined) hostdev.ele('rom', { file: rom });
  return written(hostdev);
}

/** A PCI device, for virtual functions. `managed`: libvirt gives it to vfio-pci when the VM starts, and back. */
export function pciHostdev(address: string): string {
  const hostdev = create('hostdev', { headless: true })
    .att('mode', 'subsystem')
    .att('type', 'pci')
    .att('managed', 'yes');
  hostdev.ele('source').ele('address', pciAttributes(address));
  return written(hostdev);
}

/**
 * A vGPU as a node device: libvirt.org/formatnode.html. The schema of the `<name>` wants one; libvirt makes its own name of UUID and
 * parent whatever stands there (`nodeDeviceDefineXML()`, src/node_device/node_device_driver.c of 9.0).
 */
export function mdevNodeDevice(vgpu: {
  readonly name: string;
  readonly uuid: string;
  readonly parent: string;
  readonly type: string;
}): string {
  const device = create('device', { headless: true });
  device.ele('name', vgpu.name);
  device.ele('parent', pciNodeDevice(vgpu.parent));
  const capability = device.ele('capability', { type: 'mdev' });
  capability.ele('type', { id: vgpu.type });
  capability.ele('uuid', vgpu.uuid);
  return written(device);
}

/** `0000:00:02.1` as libvirt's attributes. */
function pciAttributes(address: string): Record<string, string> {
  const [, domain = '', bus = '', slot = '', fn = ''] =
    /^([\da-f]{4,8}):([\da-f]{2}):([\da-f]{2})\.([\da-f])$/iu.exec(address) ?? [];
  return { domain: `0x${domain}`, bus: `0x${bus}`, slot: `0x${slot}`, function: `0x${fn}` };
}

function written(element: { readonly end: (options: { pretty: boolean }) => string }): string {
  return element.end({ pretty: true });
}
