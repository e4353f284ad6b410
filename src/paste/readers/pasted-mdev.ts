import { pciDevices } from '../../values/pci-device.ts';
import type { Reader } from './paste-reader.ts';

/** `mdevctl types`: a GPU, its types, and what is left of each. */
export const readMdev: Reader = (exchange, draft) => {
  let gpu: string | undefined;
  let type: string | undefined;
  const types = new Map<string, Set<string>>();
  for (const raw of exchange.lines) {
    const line = raw.trim();
    if (/^[\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.[0-7]$/u.test(line)) [gpu, type] = [line, undefined];
    else if (gpu === undefined) continue;
    else if (/^i915-GVTg_V\d_\d{1,2}$/u.test(line)) {
      type = line;
      types.set(gpu, (types.get(gpu) ?? new Set()).add(type));
    } else if (type !== undefined) {
      const [name, text] = fileSaying(line) ?? [];
      if (name !== undefined && text !== undefined) draft.file(`${typesOf(gpu)}/${type}/${name}`, text);
    }
  }
  for (const [address, names] of types) {
    draft.sees('mdevctl types');
    draft.folder(typesOf(address), [...names]);
  }
};

const typesOf = (gpu: string): string => `${pciDevices}/${gpu}/mdev_supported_types`;

/** The file of a type in sysfs that says what this line says, and its text. */
function fileSaying(line: string): readonly [string, string] | undefined {
  const left = /^Available instances: (\d{1,3})$/u.exec(line)?.[1];
  if (left !== undefined) return ['available_instances', `${left}\n`];
  const about = /^Description: (low_gm_size: .{1,200})$/u.exec(line)?.[1];
  if (about === undefined) return undefined;
  // mdevctl writes the five lines of the file as one.
  return ['description', `${about.replace(/ (?=high_gm_size|fence|resolution|weight)/gu, '\n')}\n`];
}
