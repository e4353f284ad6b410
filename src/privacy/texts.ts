import { allLogLines } from '../knowledge/log-lines.ts';
import { parseKernelLog } from '../formats/kernel-log.ts';
import { hideWords, type HidingMode } from './known-tokens.ts';

/** Texts whose shape tells what may be left of them; whatever else stands in them is dropped, not replaced. */

const cpuFields = /^(?:vendor_id|cpu family|model|stepping|flags|cpu cores|siblings)\s*:/u;

/** /proc/cpuinfo: the first processor, the fields that the doctor reads, and what tells its size. */
export function hideInCpuinfo(text: string, manner: HidingMode): string {
  const [first = ''] = text.replace(/^\s+/u, '').split(/\n\s*\n/u);
  const lines = first.split('\n').flatMap(line => {
    if (/^model name\s*:/u.test(line)) return [hideCpuName(line, manner)];
    return cpuFields.test(line) ? [hideWords(line, manner)] : [];
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`;
}

/** `model name : …`: what stands before the colon is the kernel's. */
function hideCpuName(line: string, manner: HidingMode): string {
  const [, field = '', name = ''] = /^([^:]*:)(.*)$/u.exec(line) ?? [];
  return `${field}${hideWords(name, { ...manner, place: 'cpu' })}`;
}

/** /proc/modules: sizes and uses stay, the addresses tell where the kernel lies. */
export function hideInModules(text: string, manner: HidingMode): string {
  return hideWords(text.replaceAll(/\b0x[0-9a-f]{9,16}\b/giu, '0x0000000000000000'), manner);
}

/** A `resource` file of sysfs: three numbers a line and nothing else. */
export function hideInResource(text: string): string {
  return text
    .split('\n')
    .filter(line => line === '' || /^0x[0-9a-f]{16} 0x[0-9a-f]{16} 0x[0-9a-f]{16}$/u.test(line))
    .join('\n');
}

/** What a line of the kernel's log must be about to be kept. */
const relevant =
  /\b(?:i915|xe|drm|gvt|kvmgt|vfio|mdev|kvm|vgaarb|fbcon|DMAR|IOMMU|iommu|VT-d|VT-x|SR-IOV|VFs?)\b|\[8086:[0-9a-f]{4}\]|^Linux version |ommand line: |^DMI: /u;

let known: readonly RegExp[] | undefined;

/**
 * The kernel's log: what table and doctor know, and what is about graphics, VFIO, KVM and IOMMU. The rest names disks, networks and
 * people. The time of a line stays; the date and the name of the host that a journal puts before it do not.
 */
export function hideInKernelLog(text: string, manner: HidingMode): string {
  known ??= allLogLines().map(line => new RegExp(line.pattern, 'u'));
  const patterns = known;
  const lines = text.split('\n').flatMap(line => {
    const [message] = parseKernelLog(line.slice(0, longest)).lines;
    if (message === undefined) return [];
    if (!relevant.test(message) && !patterns.some(pattern => pattern.test(message))) return [];
    const time = /^(?:<\d{1,3}>)?\[ *\d{1,12}\.\d{1,9}\] /u.exec(line)?.[0] ?? '';
    const place = /^DMI: /u.test(message) ? 'machine' : 'anywhere';
    return [`${time}${hideWords(message, { ...manner, place })}`];
  });
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** As long as a line is looked at (src/knowledge/log-lines.ts). */
const longest = 2048;
