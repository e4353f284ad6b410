import { pciDevices } from '../../values/pci-device.ts';
import type { Reader } from './paste-reader.ts';

/** A GPU as inxi tells of it (inxi 3.3, Graphics): its driver, where it is, its id. */
const device =
  /Device-\d{1,2}: Intel (?:(?!Device-\d).){1,300}? driver: (\S{1,40}) (?:(?!Device-\d).){0,200}?bus[- ]ID: (00:\d\d\.\d) chip[- ]ID: 8086:([\da-f]{4})/u;

/** inxi breaks its lines where the window ends; what belongs together is found in the whole. Its `arch` is a guess from the processor. */
export const readInxi: Reader = ({ lines }, draft) => {
  const text = lines
    .map(line => line.trim())
    .join(' ')
    .slice(0, 20_000);
  if (!/\bSystem: +Host: |\bGraphics: +Device-1: /u.test(text)) return;
  draft.sees('inxi');
  const release = /\bKernel: (\d\.\d{1,2}[\w.+~-]{0,50})/u.exec(text)?.[1];
  if (release !== undefined) draft.running(release);
  const cmdline = / parameters: (BOOT_IMAGE=\S{1,200} .{1,2000}?)(?= [A-Z][\w-]{1,20}: |$)/u.exec(text)?.[1];
  if (cmdline !== undefined) draft.file('/proc/cmdline', `${cmdline.trim()}\n`);
  const [, driver, address, id] = device.exec(text) ?? [];
  if (driver === undefined || address === undefined || id === undefined) return;
  const folder = `${pciDevices}/0000:${address}`;
  draft.display([`0000:${address}`]);
  draft.fallback(`${folder}/class`, '0x030000\n');
  draft.file(`${folder}/vendor`, '0x8086\n');
  draft.file(`${folder}/device`, `0x${id}\n`);
  draft.link(`${folder}/driver`, `../../../bus/pci/drivers/${driver}`);
};
