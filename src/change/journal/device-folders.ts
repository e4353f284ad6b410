import { pciAddressOf } from '../../formats/pci-address.ts';
import type { HostWriter } from '../../host/writer.ts';
import { textOfBytes } from '../../values/lossless-text.ts';

/** Where mdevctl, and libvirt through it, keeps definitions of vGPUs, in a folder for each GPU: mdevctl(8). */
const definitions = '/etc/mdevctl.d';

const address = String.raw`[\da-f]{4,}:[\da-f]{2}:[\da-f]{2}\.[0-7]`;
const folder = new RegExp(`^${definitions}(?:/${address})?$`, 'iu');

/** Whether a command of a plan may make this folder. */
export const isDeviceFolder = (path: string): boolean => folder.test(path);

/**
 * The folders that a command is about to make, the outermost first. `mdevctl undefine` takes the definition away and leaves them (1.2, the one of
 * Debian 12); so does libvirt, which calls it.
 */
export function deviceFoldersToCome(
  argv: readonly string[],
  writer: Pick<HostWriter, 'missingFolders' | 'readFile'>,
): readonly string[] {
  const parent = parentOf(argv, writer);
  if (parent === undefined) return [];
  const missing = writer.missingFolders(`${definitions}/${parent}/definition`);
  return 'reason' in missing ? [] : missing.filter(isDeviceFolder);
}

/** The GPU that a command defines a vGPU on; undefined: it defines none. */
function parentOf(argv: readonly string[], writer: Pick<HostWriter, 'readFile'>): string | undefined {
  if (argv[0] === 'mdevctl' && argv[1] === 'define') return argv[argv.indexOf('--parent') + 1];
  if (!argv.includes('nodedev-define')) return undefined;
  const file = writer.readFile(argv[argv.indexOf('--file') + 1] ?? '');
  const text = file === null || 'reason' in file ? '' : textOfBytes(file.bytes);
  return pciAddressOf(/<parent>(\w+)<\/parent>/u.exec(text)?.[1] ?? '');
}
