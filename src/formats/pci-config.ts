/**
 * Readings from PCI configuration space, the sysfs file `config` of a device. Without root the kernel gives only its
 * first 64 bytes (`pci_read_config()` in drivers/pci/pci-sysfs.c). Offsets: include/uapi/linux/pci_regs.h.
 */

const sriovId = 0x10;
const fullSize = 4096;
const conventionalSize = 256;

/**
 * The ids of the extended capabilities, in their order. undefined where that part was not readable. 256 bytes are all
 * that a device without the PCI Express capability has (`pci_cfg_space_size()` in drivers/pci/probe.c): it has none.
 */
export function extendedCapabilities(bytes: Uint8Array): number[] | undefined {
  return extendedHeaders(bytes)?.map(header => header.id);
}

/** Is there an SR-IOV capability? undefined where that part of the space was not readable. */
export function hasSriovCapability(bytes: Uint8Array): boolean | undefined {
  return extendedCapabilities(bytes)?.includes(sriovId);
}

/**
 * MiB that the global GTT of an Intel GPU of graphics version 8 or later maps. Bits 7:6 of the word at 0x50
 * (SNB_GMCH_CTRL) are the power of two of the table's size in MiB, an entry has 8 bytes and maps 4096:
 * `gen8_get_total_gtt_size()` and `gen8_gmch_probe()` in drivers/gpu/drm/i915/gt/intel_ggtt.c. Not for Cherry Trail.
 */
export function ggttMib(bytes: Uint8Array): number | undefined {
  const word = wordAt(bytes, 0x50);
  if (word === undefined) return undefined;
  const exponent = (word >> 6) & 3;
  const tableMib = exponent === 0 ? 0 : 1 << exponent;
  return (tableMib / 8) * 4096;
}

interface ExtendedHeader {
  readonly id: number;
  readonly offset: number;
}

/** The list starts at 0x100; a first header of zeros or ones means that it is empty. */
function extendedHeaders(bytes: Uint8Array): ExtendedHeader[] | undefined {
  if (wordAt(bytes, 0) === 0xffff) return undefined;
  if (bytes.length < fullSize) return isConventional(bytes) ? [] : undefined;
  const headers: ExtendedHeader[] = [];
  const seen = new Set<number>();
  let offset = 0x100;
  while (offset >= 0x100 && offset <= fullSize - 4 && !seen.has(offset)) {
    seen.add(offset);
    const id = wordAt(bytes, offset) ?? 0;
    const rest = wordAt(bytes, offset + 2) ?? 0;
    if ((id === 0 && rest === 0) || (id === 0xffff && rest === 0xffff)) break;
    headers.push({ id, offset });
    offset = (rest >> 4) & 0xffc;
  }
  return headers;
}

/** All 256 bytes are there, and the list of ordinary capabilities has no PCI Express (0x10) in it. */
function isConventional(bytes: Uint8Array): boolean {
  if (bytes.length < conventionalSize) return false;
  const hasList = ((bytes[0x06] ?? 0) & 0x10) !== 0;
  const seen = new Set<number>();
  let offset = hasList ? (bytes[0x34] ?? 0) & 0xfc : 0;
  while (offset >= 0x40 && !seen.has(offset)) {
    seen.add(offset);
    if (bytes[offset] === 0x10) return false;
    offset = (bytes[offset + 1] ?? 0) & 0xfc;
  }
  return true;
}

function wordAt(bytes: Uint8Array, offset: number): number | undefined {
  const low = bytes[offset];
  const high = bytes[offset + 1];
  return low === undefined || high === undefined ? undefined : low | (high << 8);
}
