import { virsh } from '../facts/libvirt.ts';
import { isAtLeast } from '../values/version.ts';
import type { Scene } from './scene.ts';

/**
 * How a vGPU is made to last: by libvirt's node devices where libvirt 7.3 or later and mdevctl, which it calls, are there; by mdevctl
 * alone; by a unit of our own where neither is.
 */
export type Way = 'libvirt' | 'mdevctl' | 'unit';

/** `unknown`: what decides was not read. `none`: nothing on this host could keep it over a reboot. */
export function wayOf({ book, libvirt, hasSystemd }: Scene): Way | 'none' | 'unknown' {
  const mdevctl = book.get('mdevctl/path');
  if (!mdevctl.known) return 'unknown';
  if (mdevctl.value !== null) {
    // nodedev-define came with 7.3.0 (libvirt.org/news.html).
    const isEnough = libvirt.version === null ? false : isAtLeast(libvirt.version, '7.3.0') === true;
    return libvirt.isThere && isEnough ? 'libvirt' : 'mdevctl';
  }
  // Unraid has no systemd, and its root lives in memory.
  if (hasSystemd === null) return book.value('host/platform') === 'unraid' ? 'none' : 'unit';
  return hasSystemd ? 'unit' : 'none';
}

/** libvirt's name of a vGPU: with the parent since 7.8 (`mdevGenerateDeviceName()`, src/node_device/node_device_udev.c). */
export function nodeDeviceName(scene: Scene, uuid: string, parent: string): string {
  const flat = `mdev_${uuid.replaceAll('-', '_')}`;
  const isOld = isAtLeast(scene.libvirt.version ?? '9.0.0', '7.8.0') === false;
  return isOld ? flat : `${flat}_${parent.replace(/[:.]/gu, '_')}`;
}

/** A command about a node device; its name stands behind `--device`. */
export const nodedev = (verb: string, device: string): readonly string[] =>
  virsh(`nodedev-${verb}`, '--device', device);
