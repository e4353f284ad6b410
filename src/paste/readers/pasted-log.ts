import { isStamped, parseKernelLog } from '../../formats/kernel-log.ts';
import type { SnapshotBuilder } from '../snapshot-builder.ts';
import { pciDevices } from '../../values/pci-device.ts';
import type { Exchange } from '../session.ts';
import { isShortened, programOf, type Reader } from './paste-reader.ts';

/** How messages about what concerns us begin, where no time stands before them. */
const ours =
  /^(?:(?:i915|xe|pci|vfio-pci|vfio_mdev) [\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.[0-7]: |\[drm|(?:i915|kvmgt|gvt|xe|vfio|mdev|kvm|DMAR|iommu|MDEV)(?: \[\w{1,20}\])?: )/u;

/** Lines of the kernel log. They are positive proof only, unless the whole log from the boot on was pasted. */
export const readLog: Reader = (exchange, draft) => {
  const isAsked = ['dmesg', 'journalctl'].includes(programOf(exchange) ?? '');
  const boot = exchange.lines.findLastIndex(line =>
    /^-- (?:Reboot|Boot [\da-f]{4,32}) ?-{0,2}$/u.test(line.trim()),
  );
  const lines = exchange.lines
    .slice(boot + 1)
    .map(line => line.trim())
    .filter(line => isStamped(line) || ours.test(line) || (isAsked && line !== ''));
  if (lines.length === 0) return;
  draft.sees(isAsked ? (programOf(exchange) ?? 'dmesg') : 'dmesg');
  draft.kernelLog(lines, isAsked && isWhole(exchange));
  for (const message of parseKernelLog(lines.join('\n')).lines) identify(message, draft);
};

/** From the first line of the boot to a prompt, unfiltered; a boot of any PC writes more lines than this. */
function isWhole({ command, lines, end }: Exchange): boolean {
  const typed = command?.argv.join(' ') ?? '';
  return (
    /^(?:dmesg(?: -[THtx]| --color=\w{4,6})*|journalctl -k(?: -b| -b 0| --no-pager)*)$/u.test(typed) &&
    command?.filters.length === 0 &&
    end === 'prompt' &&
    lines.length >= 300 &&
    !isShortened(lines.join('\n')) &&
    parseKernelLog(lines.slice(0, 3).join('\n')).reachesBoot
  );
}

/** The id of the GPU, as the kernel read it from the device: when it found it, or by i915. */
function identify(message: string, draft: SnapshotBuilder): void {
  const [, found, vendor, device, pciClass] =
    /^pci ([\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.0): \[([\da-f]{4}):([\da-f]{4})\] type 00 class 0x(03\d{4})/u.exec(
      message,
    ) ?? [];
  if (found !== undefined && vendor === '8086') {
    draft.display([found]);
    draft.file(`${pciDevices}/${found}/class`, `0x${pciClass ?? ''}\n`);
    draft.file(`${pciDevices}/${found}/vendor`, '0x8086\n');
    draft.file(`${pciDevices}/${found}/device`, `0x${device ?? ''}\n`);
  }
  const [, driven, id] =
    /^(?:i915|xe) ([\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.0): .*(?:\/vid_0x8086_did_0x|\(device ID )([\da-f]{4})[_)]/u.exec(
      message,
    ) ?? [];
  if (driven === undefined || id === undefined) return;
  draft.display([driven]);
  // Which of the display classes it has is not told; it has one of them (i915_pci.c, INTEL_VGA_DEVICE).
  draft.fallback(`${pciDevices}/${driven}/class`, '0x030000\n');
  draft.file(`${pciDevices}/${driven}/vendor`, '0x8086\n');
  draft.file(`${pciDevices}/${driven}/device`, `0x${id}\n`);
}
