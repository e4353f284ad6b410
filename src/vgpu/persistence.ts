import { virsh } from '../formats/virsh.ts';
import { isAtLeast } from '../values/version.ts';
import { refusal, type VgpuProposal } from './vgpu-proposal.ts';
import type { VgpuInventory } from './vgpu-inventory.ts';

/**
 * How a vGPU is made to last: by libvirt's node devices where libvirt 7.3 or later and mdevctl, which it calls, are there; by mdevctl
 * alone; by a unit of our own where neither is.
 */
export type Persistence = 'libvirt' | 'mdevctl' | 'unit';

/**
 * `unknown`: what decides was not read. `silent`: libvirt is there and gave no answer; what is made past it may not be what it keeps.
 * `none`: nothing on this host could keep it over a reboot.
 */
export function persistenceOf({
  book,
  libvirt,
  hasSystemd,
}: VgpuInventory): Persistence | 'none' | 'unknown' | 'silent' {
  const mdevctl = book.get('mdevctl/path');
  if (!mdevctl.known) return 'unknown';
  if (mdevctl.value !== null) {
    if (!libvirt.isThere) return 'mdevctl';
    if (libvirt.version === null) return 'silent';
    // nodedev-define came with 7.3.0 (libvirt.org/news.html).
    return isAtLeast(libvirt.version, '7.3.0') === true ? 'libvirt' : 'mdevctl';
  }
  // Unraid has no systemd, and its root lives in memory.
  if (hasSystemd === null) return book.value('host/platform') === 'unraid' ? 'none' : 'unit';
  return hasSystemd ? 'unit' : 'none';
}

/** Why no way can be taken; undefined: it can, or there is none. */
export function hindranceOf(way: ReturnType<typeof persistenceOf>): VgpuProposal | undefined {
  if (way === 'silent') return refusal('libvirt-unread');
  return way === 'unknown' ? refusal('way-unread') : undefined;
}

/** libvirt's name of a vGPU: with the parent since 7.8 (`mdevGenerateDeviceName()`, src/node_device/node_device_udev.c). */
export function nodeDeviceName(inventory: VgpuInventory, uuid: string, parent: string): string {
  const flat = `mdev_${uuid.replaceAll('-', '_')}`;
  const isOld = isAtLeast(inventory.libvirt.version ?? '9.0.0', '7.8.0') === false;
  return isOld ? flat : `${flat}_${parent.replace(/[:.]/gu, '_')}`;
}

/** A command about a node device; its name stands behind `--device`. */
export const nodedev = (verb: string, device: string): readonly string[] =>
  virsh(`nodedev-${verb}`, '--device', device);
