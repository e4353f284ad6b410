import { pciDevices } from '../values/pci-device.ts';

/** PCI address with its domain. */
const address = '[\\da-f]{4}:[\\da-f]{2}:[\\da-f]{2}\\.[0-7]';

/** An absolute path, as sysfs can be asked for it by one name: the same device has several. undefined: not told. */
export function canonical(path: string, folder?: string): string | undefined {
  const plain = path.replace(/["'`‘’]/gu, '').replaceAll('\\', '');
  const whole = absolute(plain, folder);
  if (whole === undefined || whole.length > 1000 || /[\s*?$~]|\/\.\.?(?:\/|$)/u.test(whole)) return undefined;
  return whole
    .replace(/\/{2,}/gu, '/')
    .replace(/(.)\/$/u, '$1')
    .replace(
      new RegExp(`^/sys/devices/pci[\\da-f:]{1,12}(?:/${address}){0,8}/(${address})(?=/|$)`, 'u'),
      `${pciDevices}/$1`,
    )
    .replace(new RegExp(`^/sys/class/mdev_bus/(${address})(?=/|$)`, 'u'), `${pciDevices}/$1`)
    .replace(new RegExp(`^/sys/bus/pci/drivers/\\w{1,40}/(${address})(?=/|$)`, 'u'), `${pciDevices}/$1`);
}

function absolute(path: string, folder: string | undefined): string | undefined {
  if (path.startsWith('/')) return path;
  return folder === undefined || !/^[\w.:-]/u.test(path) ? undefined : `${folder}/${path}`;
}

/** A path before `:`, as `grep -r` writes it; PCI addresses have colons of their own. */
export const labelled = new RegExp(`^((?:/(?:${address}|[^\\s:/]{1,200})){1,20}):(?:(\\d{1,6}):)?(.*)$`, 'u');
