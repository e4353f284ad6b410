import { pciDevices } from '../../values/pci-device.ts';
import type { SnapshotBuilder } from '../snapshot-builder.ts';
import { canonical } from '../snapshot-paths.ts';
import type { Exchange } from '../session.ts';
import { isShortened, programOf, type Reader } from './paste-reader.ts';

/** What `ls` shows of folders, and what any program says of paths that are missing or closed. */
export const readListings: Reader = (exchange, draft) => {
  readErrors(exchange, draft);
  const program = programOf(exchange);
  if ((program === 'ls' || program === 'll') && exchange.command?.filters.length === 0)
    readLs(exchange, draft);
  if (program === 'ls') readCounted(exchange, draft);
};

/** `ls FOLDER | wc -l`: nothing is in it. */
function readCounted({ command, lines, folder }: Exchange, draft: SnapshotBuilder): void {
  const [filter, ...others] = command?.filters ?? [];
  const isCounted = filter?.join(' ') === 'wc -l' && others.length === 0;
  const targets = command?.argv.slice(1).filter(word => !word.startsWith('-')) ?? [];
  const [target] = targets;
  if (!isCounted || target === undefined || targets.length > 1 || lines.join('').trim() !== '0') return;
  const path = canonical(target.replace(/\/$/u, ''), folder);
  if (path === '/sys/kernel/iommu_groups' || path === '/sys/class/iommu') listed(path, [], draft);
}

function listed(path: string, names: readonly string[], draft: SnapshotBuilder): void {
  draft.sees(path);
  draft.folder(path, names);
  // Groups are made by an IOMMU that runs, of the CPU's kind (drivers/iommu/iommu.c): where there are none, none does.
  if (path === '/sys/kernel/iommu_groups')
    draft.folder('/sys/class/iommu', names.length === 0 ? [] : ['dmar0']);
}

/** The words of the C library for ENOENT and EACCES, in the languages of our readers. */
const missing = /(?:No such file or directory|没有那个文件或目录|沒有此一檔案或目錄|无此文件或目录)\.?$/u;
const closed = /(?:Permission denied|权限不够|拒絕不符權限的操作|权限不足)\.?$/u;

/** `ls: cannot access '/x': No such file or directory`, `cat: /x: 没有那个文件或目录`, `bash: cd: /x: Permission denied`. */
function readErrors(exchange: Exchange, draft: SnapshotBuilder): void {
  for (const raw of exchange.lines) {
    const line = raw.trim();
    const isMissing = missing.test(line);
    if (!isMissing && !closed.test(line)) continue;
    const words =
      /(?:^|[\s'"‘“`:：])((?:\/|\.?[\w-]{1,60}\/)[^\s'"’”`]{1,400}?)['"’”`]?[:：]\s?\S[^:：]{0,60}$/u.exec(
        line,
      )?.[1];
    const path = words === undefined ? undefined : canonical(words, exchange.folder);
    if (path === undefined || !/^\/(?:sys|proc|etc|dev|boot)\//u.test(path)) continue;
    // A write that fails says nothing of a file's being there (sysfs gives ENOENT for other reasons too).
    if (/(?:tee|write error|写入错误|echo)/u.test(line)) continue;
    draft.sees(path);
    if (isMissing) absentPath(path, draft);
    else draft.denied(path);
  }
}

function absentPath(path: string, draft: SnapshotBuilder): void {
  draft.absent(path);
  // Without that class no device has registered types: drivers/vfio/mdev/mdev_core.c makes it for the first one.
  if (path === '/sys/class/mdev_bus') draft.absent(`${pciDevices}/0000:00:02.0/mdev_supported_types`);
}

function readLs(exchange: Exchange, draft: SnapshotBuilder): void {
  const typed = exchange.command?.argv.slice(1) ?? [];
  if (typed.some(word => /^-\w*[dR]/u.test(word))) return;
  const targets = typed.filter(word => !word.startsWith('-'));
  const isLong = exchange.command?.argv[0] === 'll' || typed.some(word => /^-\w*l/u.test(word));
  for (const [target, lines] of sections(targets, exchange)) {
    const path = canonical(target, exchange.folder);
    if (path === undefined || !path.startsWith('/sys/')) continue;
    const names = lines.flatMap(line => namesOf(line, isLong));
    if (!isWholeListing(path, names, exchange)) continue;
    listed(path, names, draft);
    if (path === '/sys/class/mdev_bus' && !names.includes('0000:00:02.0'))
      draft.absent(`${pciDevices}/0000:00:02.0/mdev_supported_types`);
  }
}

/** The lines of each folder: below its name where there are several. */
function sections(
  targets: readonly string[],
  { lines, folder }: Exchange,
): readonly (readonly [string, readonly string[]])[] {
  const isError = (line: string): boolean => /^(?:\S{1,20}: )?ls: /u.test(line.trim());
  const clean = lines.filter(line => !isError(line));
  const [first] = targets;
  if (targets.length <= 1 && !clean.some(line => /^\/\S{1,300}:$/u.test(line))) {
    const target = first ?? folder;
    return target === undefined || clean.length < lines.length ? [] : [[target, clean]];
  }
  const parts: [string, string[]][] = [];
  for (const line of clean) {
    const heading = /^['"]?(\/[^'"]{1,300})['"]?:$/u.exec(line.trim())?.[1];
    if (heading !== undefined) parts.push([heading, []]);
    else parts.at(-1)?.[1].push(line);
  }
  return parts;
}

/** Names in columns, or the last word of a long line; a link's name stands before its arrow. */
function namesOf(line: string, isLong: boolean): readonly string[] {
  const text = line.trim();
  if (text === '' || /^(?:total|总用量|总计|總計) \d/u.test(text)) return [];
  const words = text.split(/\s+/u);
  if (!/^[-bcdlps][-rwxsStT]{9}/u.test(text))
    return isLong ? [] : words.map(name => name.replace(/^['"]|['"/@]$/gu, ''));
  const arrow = words.indexOf('->');
  const name = words[arrow === -1 ? words.length - 1 : arrow - 1] ?? '';
  return name === '.' || name === '..' ? [] : [name];
}

/** Nothing is missing at its end, and every word could be a name there. */
function isWholeListing(path: string, names: readonly string[], { lines, end }: Exchange): boolean {
  if (isShortened(lines.join('\n')) || !names.every(name => /^[\w.:+-]{1,120}$/u.test(name))) return false;
  // Every PCI device has these, the last of them at the end of the alphabet (drivers/pci/pci-sysfs.c).
  if (/^\/sys\/bus\/pci\/devices\/[^/]+$/u.test(path))
    return ['class', 'config', 'device', 'resource', 'uevent', 'vendor'].every(name => names.includes(name));
  if (path.endsWith('/mdev_supported_types'))
    return names.length > 0 && names.every(name => /^i915-GVTg_V\d_\d{1,2}$/u.test(name));
  return end === 'prompt' || (end === 'box' && names.length > 0);
}
