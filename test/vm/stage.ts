import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { layerAbove, type Image } from './image.ts';
import { boot, type Machine, type MachineParts } from './machine.ts';
import type { Hardware } from './scenario.ts';

/** Where a scenario is played. */
export interface Stage {
  /** An empty folder of its own, with a short path. */
  readonly folder: string;
  /** The tool as a package holds it; the VM sees it as /opt/fngvt. */
  readonly tool: string;
  /** Where snapshots are kept; null: nowhere. */
  readonly snapshots: string | null;
  readonly say: (line: string) => void;
}

/** What a VM is made of that writes to a layer of its own above the image. */
export function partsAbove(image: Image, { folder, tool }: Stage): MachineParts {
  mkdirSync(folder, { recursive: true });
  const layer = join(folder, 'disk.qcow2');
  layerAbove(image.disk, layer);
  const variables = join(folder, 'vars.fd');
  if (image.variables !== null) copyFileSync(image.variables, variables);
  return {
    folder,
    tool,
    disk: { path: layer, format: 'qcow2' },
    accelerator: image.accelerator,
    ...(image.variables === null ? {} : { variables }),
  };
}

/** Boots; where that fails, once more: an emulated kernel on a busy machine may lose its way before it is up. */
export async function bootPatiently(
  parts: MachineParts,
  hardware: Hardware,
  say: (line: string) => void,
): Promise<Machine> {
  try {
    return await boot(parts, hardware);
  } catch (error) {
    say(`  the boot failed, once more:\n${(error as Error).message}`);
    return boot(parts, hardware);
  }
}

/** No VM is needed where nothing but the host itself is looked at; libvirt's start is half of an emulated boot. */
export const withoutLibvirt = `
set -eu
systemctl mask --quiet --now libvirtd.service libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket virtlogd.socket virtlockd.socket 2>/dev/null
`;
