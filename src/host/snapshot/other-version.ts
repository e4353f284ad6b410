import { hasStandIn } from '../../values/stand-in.ts';
import type { Snapshot } from './snapshot-schema.ts';

/**
 * Where names are looked for by which a system, a kernel or a virtual machine is recognised, and the lines of them that count. In a name of a
 * processor a stand-in fits no rule, so that it is unknown by itself.
 */
const recognised: Readonly<Record<string, RegExp>> = {
  '/etc/os-release': /^(?:ID|ID_LIKE|VERSION_ID)=.*$/gmu,
  '/proc/sys/kernel/osrelease': /^.*$/gmu,
  '/sys/class/dmi/id/sys_vendor': /^.*$/gmu,
  '/sys/class/dmi/id/product_name': /^.*$/gmu,
};

/**
 * A snapshot in which another version replaced names: a stand-in may be a name that this version knows, so where it is looked for nothing was
 * captured. This version leaves every name that it knows, so that its own stand-ins are names of nothing.
 */
export function ofOtherVersion(snapshot: Snapshot): Snapshot {
  const isOpen = (path: string, text: string): boolean =>
    [...text.matchAll(recognised[path] ?? /$^/gu)].some(([line]) => hasStandIn(line));
  const kept = Object.entries(snapshot.files).filter(
    ([path, file]) =>
      !Object.hasOwn(recognised, path) || !isOpen(path, typeof file === 'string' ? file : file.text),
  );
  return { ...snapshot, files: Object.fromEntries(kept) };
}
