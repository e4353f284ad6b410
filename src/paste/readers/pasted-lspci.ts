import { parseLspci, type LspciDevice, type Region } from '../../formats/lspci.ts';
import type { SnapshotBuilder } from '../snapshot-builder.ts';
import { pciDevices } from '../../values/pci-device.ts';
import type { Exchange } from '../session.ts';
import { programOf, type Reader } from './paste-reader.ts';

/** No machine has more pciDevices; a paste could. */
const most = 1000;

/** lspci, of one device or of all: the files that it reads in sysfs. */
export const readLspci: Reader = (exchange, draft) => {
  const all = parseLspci(unwrapped(exchange.lines).join('\n')).slice(0, most);
  const shown = all.filter(device => device.pciClass !== undefined || programOf(exchange) === 'lspci');
  if (shown.length === 0) {
    readDriver(exchange, draft);
    return;
  }
  draft.sees('lspci');
  const gpus = all.filter(isIntelDisplay);
  const real = gpus.filter(gpu => !isVirtual(gpu, gpus));
  for (const gpu of real) {
    fill(gpu, draft);
    countFunctions(gpu, gpus, exchange, draft);
  }
  if (isWhole(exchange, all)) {
    const rest = all.filter(device => !gpus.includes(device));
    for (const device of rest) identify(device, draft);
    draft.display([...rest, ...real].map(device => device.address));
  } else draft.display(real.map(gpu => gpu.address));
};

const isIntelDisplay = (device: LspciDevice): boolean =>
  device.pciClass?.startsWith('03') === true && device.vendor === '8086';

/** Functions 1 to 7 of a GPU with the id of function 0 are its virtual functions (SR-IOV gives all of them one id). */
function isVirtual(gpu: LspciDevice, gpus: readonly LspciDevice[]): boolean {
  const first = `${gpu.address.slice(0, -1)}0`;
  return gpu.address !== first && gpus.some(other => other.address === first && other.device === gpu.device);
}

/** The kernel makes as many virtual functions as `sriov_numvfs` says (drivers/pci/iov.c); a list that was cut may hold fewer. */
function countFunctions(
  gpu: LspciDevice,
  gpus: readonly LspciDevice[],
  { command }: Exchange,
  draft: SnapshotBuilder,
): void {
  const isCut = command?.filters.some(([name]) => name === 'head' || name === 'tail') === true;
  const bus = gpu.address.slice(0, -1);
  const count = gpus.filter(one => one.address.startsWith(bus) && isVirtual(one, gpus)).length;
  if (count > 0 && gpu.device !== undefined && !isCut)
    draft.fallback(`${pciDevices}/${gpu.address}/sriov_numvfs`, `${String(count)}\n`);
}

/** `lspci -k -s 00:02.0 | grep use`: one device was asked for, and only its driver is left of it. */
function readDriver(exchange: Exchange, draft: SnapshotBuilder): void {
  const { command, lines } = exchange;
  const at = command?.argv.findIndex(word => /^-\w*s$/u.test(word)) ?? -1;
  const asked = /^(?:(?:0000:)?00:)?0?2\.0$/u.test(command?.argv[at + 1] ?? '');
  const drivers = lines.flatMap(line => /^\s*Kernel driver in use: (\S{1,40})$/u.exec(line)?.[1] ?? []);
  const [driver, ...others] = drivers;
  if (programOf(exchange) !== 'lspci' || at < 0 || !asked || driver === undefined || others.length > 0)
    return;
  draft.sees('lspci');
  draft.link(`${pciDevices}/0000:00:02.0/driver`, `../../../bus/pci/drivers/${driver}`);
}

/** Every device of the machine: nothing chosen, nothing filtered, from the host bridge to a prompt. */
function isWhole({ command, end }: Exchange, all: readonly LspciDevice[]): boolean {
  if (command?.argv[0] !== 'lspci' || command.isCompound || command.filters.length > 0 || end === 'open')
    return false;
  const isChosen = command.argv.some(word => /^-\w*[sd]/u.test(word));
  return !isChosen && all.length >= 6 && all[0]?.address === '0000:00:00.0';
}

function identify(device: LspciDevice, draft: SnapshotBuilder): void {
  const folder = `${pciDevices}/${device.address}`;
  if (device.pciClass !== undefined) draft.file(`${folder}/class`, `0x${device.pciClass}00\n`);
  if (device.vendor !== undefined) draft.file(`${folder}/vendor`, `0x${device.vendor}\n`);
  if (device.device !== undefined) draft.file(`${folder}/device`, `0x${device.device}\n`);
}

function fill(gpu: LspciDevice, draft: SnapshotBuilder): void {
  const folder = `${pciDevices}/${gpu.address}`;
  identify(gpu, draft);
  if (gpu.driver === null) draft.absent(`${folder}/driver`);
  else if (gpu.driver !== undefined) draft.link(`${folder}/driver`, `../../../bus/pci/drivers/${gpu.driver}`);
  if (gpu.iommuGroup !== undefined)
    draft.link(`${folder}/iommu_group`, `../../../kernel/iommu_groups/${gpu.iommuGroup}`);
  if (gpu.regions.some(region => region.index === 2)) draft.file(`${folder}/resource`, resource(gpu.regions));
  // What its files can't hold: the capability, and the name where no id was shown.
  if (gpu.hasSriov !== undefined || gpu.device === undefined)
    draft.command(['lspci', '-vv', '-s', gpu.address], `${gpu.lines.join('\n')}\n`);
}

/** The sysfs file `resource` as far as lspci shows it: first and last address of a region; its flags are not shown. */
function resource(regions: readonly Region[]): string {
  const last = regions.reduce((most, region) => Math.max(most, region.index), 0);
  const hex = (value: bigint): string => `0x${value.toString(16).padStart(16, '0')}`;
  return Array.from({ length: last + 1 }, (_, index) => {
    const region = regions.find(one => one.index === index);
    if (region === undefined) return `${hex(0n)} ${hex(0n)} ${hex(0n)}\n`;
    const start = BigInt(`0x${region.start}`);
    return `${hex(start)} ${hex(start + BigInt(region.size) - 1n)} ${hex(0n)}\n`;
  }).join('');
}

/** A headline that was cut before its ids, put together again. */
function unwrapped(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const raw of lines) {
    const line = raw.replace(/^ {4}(?=[\da-f]{2}:[\da-f]{2}\.\d )/u, '').replace(/^\s+/u, '\t');
    const before = whole.at(-1);
    const isCut =
      before !== undefined &&
      /\[03\d\d\]: (?!.*\[[\da-f]{4}:[\da-f]{4}\])/u.test(before) &&
      /^[\w[(/:.-]/u.test(line);
    if (isCut && /^[^\t]{0,60}[\da-f]{1,4}\](?: \(|$)/u.test(line)) {
      whole[whole.length - 1] = /\[[\da-f]{0,4}:?[\da-f]{0,3}$/u.test(before)
        ? before + line
        : `${before} ${line}`;
    } else whole.push(line);
  }
  return whole;
}
