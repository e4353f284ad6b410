import { gpuById } from '../../knowledge/pci-ids.ts';
import { platformByName } from '../../knowledge/platforms.ts';
import type { Reader } from './paste-reader.ts';

/** lspci's words for a display device, without the address before them: posts quote them so. */
const display =
  /(?:VGA compatible|XGA compatible|Display|3D) controller \[(03\d\d)\]: Intel Corporation [^\n]{0,120}?\[8086:([\da-f]{4})\]/iu;
const addressed = /^\s{0,12}(?:[\da-f]{4}:)?[\da-f]{2}:[\da-f]{2}\.[0-7] /u;
const type = /^(?:[dl][rwxst-]{9}[.+]? .{1,60} )?(i915-GVTg_V\d_\d{1,2})(?: -> \S+)?$/u;

/**
 * What says by itself what it is about, where no command is shown: the GPU by its id, its vGPU types by their names, a vGPU by what libvirt says
 * of it. An integrated GPU of Intel is always device 00:02.0.
 */
export const readNamed: Reader = ({ command, lines, isBoxed }, draft) => {
  for (const line of lines) {
    const [, pciClass, device] = addressed.test(line) ? [] : (display.exec(line) ?? []);
    if (pciClass === undefined || device === undefined || !isIntegrated(device)) continue;
    draft.sees('lspci');
    draft.integrated({ pciClass, device: device.toLowerCase() });
  }
  const listed = lines.map(line => line.trim()).filter(line => line !== '' && !/^total \d+$/u.test(line));
  const types = listed.flatMap(line => type.exec(line)?.[1] ?? []);
  if (isBoxed && command === undefined && types.length > 0 && types.length === listed.length) {
    draft.sees('mdev_supported_types');
    draft.offered(types);
  }
  readNodeDevice(lines, draft);
};

function isIntegrated(device: string): boolean {
  const row = gpuById(`8086:${device.toLowerCase()}`);
  return row !== undefined && platformByName(row.platform)?.discrete !== true;
}

/** `virsh nodedev-info`: a vGPU that is active is there, below its GPU. */
function readNodeDevice(lines: readonly string[], draft: Parameters<Reader>[1]): void {
  const text = lines.join('\n');
  const [, id = '', parent = ''] =
    /^Name: +mdev_([\da-f_]{36})\S*\nParent: +pci_([\da-f]{4}_[\da-f]{2}_[\da-f]{2}_[0-7])\nActive: +yes$/mu.exec(
      text,
    ) ?? [];
  if (id === '') return;
  const uuid = id.replaceAll('_', '-');
  const [domain, bus, slot, fn] = parent.split('_');
  const gpu = `${domain ?? ''}:${bus ?? ''}:${slot ?? ''}.${fn ?? ''}`;
  draft.sees('virsh nodedev-info');
  draft.folder('/sys/bus/mdev/devices', [uuid]);
  draft.link(`/sys/bus/mdev/devices/${uuid}`, `../../../devices/pci0000:00/${gpu}/${uuid}`);
}
