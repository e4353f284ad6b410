/** A PCI device that a VM of Proxmox VE takes: a `hostpciN` line of qm.conf(5). */
export interface ProxmoxHostPci {
  /** The N. */
  readonly index: number;
  /**
   * Its PCI address with the domain: 0000:00:02.0, or 0000:00:02 for all functions. null where a cluster-wide mapping
   * names it instead. Of several addresses the first.
   */
  readonly address: string | null;
  /** The type of mdev to make of it; null where the device is taken whole. */
  readonly mdev: string | null;
  /** The name of a cluster-wide mapping. */
  readonly mapping: string | null;
}

/** What a VM's file says about itself and its devices. */
export interface ProxmoxVm {
  /** Its name. */
  readonly name: string | null;
  /** Its PCI devices, in the order of the lines. */
  readonly hostpci: readonly ProxmoxHostPci[];
}

/**
 * A file of /etc/pve/qemu-server. What follows the first `[section]` belongs to a snapshot or to pending changes and is
 * left out (`parse_vm_config()` in qemu-server's PVE/QemuServer.pm).
 */
export function parseProxmoxVm(text: string): ProxmoxVm {
  let name: string | null = null;
  const hostpci: ProxmoxHostPci[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('[')) break;
    const [, key = '', value = ''] = /^([a-z]\w*): *(\S.*)$/s.exec(line) ?? [];
    if (key === 'name') name = value.trim();
    const index = /^hostpci(\d{1,2})$/.exec(key)?.[1];
    if (index !== undefined) hostpci.push({ index: Number(index), ...devicesOf(value.trim()) });
  }
  return { name, hostpci };
}

/** Comma-separated properties; the first one may stand without its key `host` (pve-common, PVE/JSONSchema.pm). */
function devicesOf(value: string): Omit<ProxmoxHostPci, 'index'> {
  const properties = new Map<string, string>();
  for (const part of value.split(',')) {
    const equals = part.indexOf('=');
    if (equals === -1) properties.set('host', part);
    else properties.set(part.slice(0, equals), part.slice(equals + 1));
  }
  const host = properties.get('host')?.split(';')[0];
  return {
    address: host === undefined || host === '' ? null : withDomain(host),
    mdev: properties.get('mdev') ?? null,
    mapping: properties.get('mapping') ?? null,
  };
}

function withDomain(address: string): string {
  return /^[\da-f]{2}:/i.test(address) ? `0000:${address}` : address;
}
