/** A device as lspci(8) shows it. What the call did not show is undefined; what it shows to be missing is null. */
export interface LspciDevice {
  /** `0000:00:02.0`; lspci leaves out the domain where there is only one. */
  readonly address: string;
  /** Class and subclass, four hex digits: by `-n` and `-nn`, or by the name of a display class. */
  readonly pciClass?: string;
  /** Four hex digits; of Intel also where only its name is shown. */
  readonly vendor?: string;
  /** Four hex digits, shown by `-n` and `-nn`, and for a device whose name is not known: `Device 4680`. */
  readonly device?: string;
  /** The name of a device of Intel, without its maker and ids: `CoffeeLake-S GT2 [UHD Graphics 630]`. */
  readonly name?: string;
  /** Shown by `-k` and `-v`; null: no driver has it. */
  readonly driver?: string | null;
  /** `IOMMU group`, shown by `-v` where an IOMMU is in use. */
  readonly iommuGroup?: string;
  /** Sizes in bytes by number of the region; `-vv` shows the numbers. */
  readonly regions: readonly Region[];
  /** Has the PCI SR-IOV capability; `-vv` as root shows it. */
  readonly hasSriov?: boolean;
  /** The lines, headline first. */
  readonly lines: readonly string[];
}

/** Memory behind a base address register. */
export interface Region {
  /** Number of the register. */
  readonly index: number;
  /** First address, hex digits. */
  readonly start: string;
  /** Bytes. */
  readonly size: number;
}

/** Class names of pci.ids for what shows pictures. */
const displays: ReadonlyMap<string, string> = new Map([
  ['VGA compatible controller', '0300'],
  ['XGA compatible controller', '0301'],
  ['3D controller', '0302'],
  ['Display controller', '0380'],
]);

const headline = /^(?:([\da-f]{4}):)?([\da-f]{2}:[\da-f]{2}\.[0-7]) (?=\S)(.*)$/;

/** The address in the headline of a device; undefined for any other line. */
export function lspciAddress(line: string): string | undefined {
  const [, domain, place, rest] = headline.exec(line) ?? [];
  if (place === undefined || rest?.includes(': ') !== true) return undefined;
  return `${domain ?? '0000'}:${place}`;
}

/** Every device of a text, in its order; lines before the first are left out. */
export function parseLspci(text: string): LspciDevice[] {
  const blocks: string[][] = [];
  for (const line of text.split('\n')) {
    if (lspciAddress(line) !== undefined) blocks.push([line]);
    else if (line.trim() !== '') blocks.at(-1)?.push(line);
  }
  return blocks.map(deviceOf);
}

function deviceOf(lines: readonly string[]): LspciDevice {
  const [first = '', ...details] = lines;
  const address = lspciAddress(first) ?? '';
  const said = details.map(line => line.trim());
  return {
    address,
    ...identity(headline.exec(first)?.[3] ?? ''),
    ...driverOf(said),
    ...groupOf(said),
    regions: said.flatMap(line => regionOf(line) ?? []),
    ...capabilityOf(said),
    lines,
  };
}

/** `VGA compatible controller [0300]: Intel Corporation … [8086:3e92] (rev 02)`, or with `-n` `0300: 8086:3e92 (rev 02)`. */
function identity(text: string): Pick<LspciDevice, 'pciClass' | 'vendor' | 'device' | 'name'> {
  const [, plainClass, plainVendor, plainDevice] =
    /^(?:Class )?([\da-f]{4}): ([\da-f]{4}):([\da-f]{4})\b/.exec(text) ?? [];
  if (plainClass !== undefined && plainVendor !== undefined && plainDevice !== undefined)
    return { pciClass: plainClass, vendor: plainVendor, device: plainDevice };
  const colon = text.indexOf(': ');
  const [kind, name] = [text.slice(0, colon), text.slice(colon + 2)];
  const [, number] = /\[([\da-f]{4})\]$/.exec(kind) ?? [];
  const ids = [...name.matchAll(/\[([\da-f]{4}):([\da-f]{4})\]/g)].at(-1);
  const pciClass = number ?? displays.get(kind.trim());
  const [, plainName] =
    /^Intel Corporation (.*?)(?: \[[\da-f]{4}:[\da-f]{4}\])?(?: \((?:rev|prog-if) .*)?$/.exec(name) ?? [];
  const vendor = ids?.[1] ?? (plainName === undefined ? undefined : '8086');
  const device = ids?.[2] ?? /^Device ([\da-f]{4})$/.exec(plainName ?? '')?.[1];
  return {
    ...(pciClass === undefined ? {} : { pciClass }),
    ...(vendor === undefined ? {} : { vendor }),
    ...(device === undefined ? {} : { device }),
    ...(plainName === undefined ? {} : { name: plainName }),
  };
}

/** The line of the modules comes last; where it stands without one of a driver before it, no driver has the device. */
function driverOf(lines: readonly string[]): Pick<LspciDevice, 'driver'> {
  const bound = lines.map(line => /^Kernel driver in use: (\S+)$/.exec(line)?.[1]).find(Boolean);
  if (bound !== undefined) return { driver: bound };
  return lines.some(line => line.startsWith('Kernel modules: ')) ? { driver: null } : {};
}

function groupOf(lines: readonly string[]): Pick<LspciDevice, 'iommuGroup'> {
  const group = lines.map(line => /^IOMMU group: (\d{1,5})$/.exec(line)?.[1]).find(Boolean);
  return group === undefined ? {} : { iommuGroup: group };
}

const units: Readonly<Record<string, number>> = { '': 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 };

/** `Region 2: Memory at 4000000000 (64-bit, prefetchable) [size=256M]`. */
function regionOf(line: string): Region | undefined {
  const [, index, start, count, unit = ''] =
    /^Region ([0-5]): Memory at ([\da-f]{1,16}) .*\[size=(\d{1,6})([KMGT]?)\]$/.exec(line) ?? [];
  if (index === undefined || start === undefined || count === undefined) return undefined;
  return { index: Number(index), start, size: Number(count) * (units[unit] ?? 1) };
}

/**
 * Capabilities lie above byte 64 of the configuration space, which only root can read. The driver stands behind them, so its line
 * says that none was cut off.
 */
function capabilityOf(lines: readonly string[]): Pick<LspciDevice, 'hasSriov'> {
  if (lines.some(line => /^Capabilities: \[.{1,9}\] Single Root I\/O Virtuali[sz]ation/.test(line)))
    return { hasSriov: true };
  // Extended capabilities, `[100 v1]`, are shown only where they could be read.
  const isRead = lines.some(line => /^Capabilities: \[[\da-f]{3} v\d\]/.test(line));
  const isWhole = lines.some(line => /^Kernel (?:driver in use|modules): /.test(line));
  return isRead && isWhole ? { hasSriov: false } : {};
}
