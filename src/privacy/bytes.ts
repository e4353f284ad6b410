/** Binary files, of which only the bytes with a known meaning are let through; the others become zero. */

/** Bytes of a capability's body that are kept, by its id. PCI Express 0x10, MSI 0x05, power management 0x01 keep their header alone. */
const sriovId = 0x10;
const sriovLength = 0x40;

/**
 * PCI configuration space (include/uapi/linux/pci_regs.h): the standard header, the graphics control word of Intel GPUs (0x50), the
 * lists of capabilities, and SR-IOV. What a vendor puts into the rest, a serial number among it (capability 0x0003), is not.
 */
export function hideInPciConfig(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array(bytes.length);
  const keep = (offset: number, length: number): void =>
    kept.set(bytes.subarray(offset, offset + length), Math.min(offset, bytes.length));
  keep(0, 64);
  keep(0x50, 2);
  const seen = new Set<number>();
  for (let at = (bytes[0x34] ?? 0) & 0xfc; at >= 0x40 && !seen.has(at); at = (bytes[at + 1] ?? 0) & 0xfc) {
    seen.add(at);
    keep(at, 2);
  }
  for (let at = 0x100; at >= 0x100 && at <= bytes.length - 4 && !seen.has(at);) {
    seen.add(at);
    const [low = 0, high = 0, rest = 0, next = 0] = bytes.subarray(at, at + 4);
    keep(at, low + (high << 8) === sriovId ? sriovLength : 4);
    at = ((rest + (next << 8)) >> 4) & 0xffc;
  }
  return kept;
}

/**
 * The EFI variable LoaderInfo (systemd.io, "Boot Loader Interface"): four bytes of attributes, then UTF-16 text that names the boot
 * loader and its version. `hide` goes through the text.
 */
export function hideInLoaderInfo(bytes: Uint8Array, hide: (text: string) => string): Uint8Array {
  const text = new TextDecoder('utf-16le').decode(bytes.subarray(4));
  const hidden = hide(text);
  const out = new Uint8Array(4 + hidden.length * 2);
  out.set(bytes.subarray(0, 4));
  for (let i = 0; i < hidden.length; i += 1) {
    const unit = hidden.charCodeAt(i);
    out.set([unit & 0xff, unit >> 8], 4 + i * 2);
  }
  return out;
}
