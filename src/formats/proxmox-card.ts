import { parseProxmoxVm, type ProxmoxVm } from './proxmox.ts';

/** A VM of Proxmox VE with what helps a person recognise it, and what decides how a vGPU fits into it. */
export interface ProxmoxCard extends ProxmoxVm {
  /** The notes, decoded. */
  readonly description: string | null;
  readonly memoryMib: number | null;
  readonly cpus: number | null;
  readonly machine: 'q35' | 'i440fx' | null;
  readonly firmware: 'uefi' | 'bios';
  /** The key with the volume: `scsi0`, `local-lvm:vm-100-disk-0`. */
  readonly disks: readonly { readonly key: string; readonly volume: string }[];
  readonly networks: number;
  /** The type of the emulated video card; null where it is `none`. */
  readonly video: string | null;
  /** `l26`, `win10`, … */
  readonly guest: string | null;
  /** It starts with the host. */
  readonly autostart: boolean;
  /** The lines `hostpciN`, as they are written, by their key. */
  readonly hostpciLines: ReadonlyMap<string, string>;
  /** A template can't be started. */
  readonly isTemplate: boolean;
  /** Changes that wait for the next cold start: qm.conf(5), the section `[PENDING]`. */
  readonly hasPending: boolean;
}

/** Default of `memory` in qm.conf(5): 512 MiB. */
const defaultMemory = 512;

/** A file of /etc/pve/qemu-server: qm.conf(5). */
export function parseProxmoxCard(text: string): ProxmoxCard {
  const lines = text.split(/\r?\n/u);
  const end = lines.findIndex(line => line.startsWith('['));
  const own = end === -1 ? lines : lines.slice(0, end);
  const fields = new Map(
    own.flatMap(line => {
      const [, key, value] = /^([a-z]\w*): *(\S.*)$/su.exec(line) ?? [];
      return key === undefined || value === undefined ? [] : [[key, value.trim()] as const];
    }),
  );
  const vga = fields.get('vga') ?? 'std';
  return {
    ...parseProxmoxVm(text),
    description: notesOf(own),
    memoryMib: numberOf(fields.get('memory')?.replace(/^current=/u, '')) ?? defaultMemory,
    cpus: (numberOf(fields.get('cores')) ?? 1) * (numberOf(fields.get('sockets')) ?? 1),
    machine: fields.get('machine')?.includes('q35') === true ? 'q35' : 'i440fx',
    firmware: fields.get('bios') === 'ovmf' ? 'uefi' : 'bios',
    disks: [...fields]
      .filter(([key]) => /^(?:ide|sata|scsi|virtio)\d{1,2}$/u.test(key))
      .map(([key, value]) => ({ key, volume: value.split(',')[0]?.replace(/^file=/u, '') ?? '' })),
    networks: [...fields.keys()].filter(key => /^net\d{1,2}$/u.test(key)).length,
    video: /(?:^|type=)none\b/u.test(vga) ? null : (vga.split(',')[0]?.replace(/^type=/u, '') ?? 'std'),
    guest: fields.get('ostype') ?? null,
    autostart: fields.get('onboot') === '1',
    hostpciLines: new Map([...fields].filter(([key]) => /^hostpci\d{1,2}$/u.test(key))),
    isTemplate: fields.get('template') === '1',
    hasPending: lines.some(line => line.trim() === '[PENDING]'),
  };
}

/** The first free N of `hostpciN` (0 to 15); undefined where all are taken. */
export function freeHostPci(vm: ProxmoxVm): number | undefined {
  const taken = new Set(vm.hostpci.map(device => device.index));
  return Array.from({ length: 16 }, (_, index) => index).find(index => !taken.has(index));
}

/** Notes stand in comment lines, percent-encoded (`PVE::Tools::encode_text()`); older files have a `description:`. */
function notesOf(lines: readonly string[]): string | null {
  const comments = lines.filter(line => line.startsWith('#')).map(line => line.slice(1));
  const field = lines.find(line => line.startsWith('description:'))?.slice('description:'.length);
  const text = comments.length > 0 ? comments.join('\n') : field;
  if (text === undefined || text.trim() === '') return null;
  return text.replace(/(?:%[\da-f]{2})+/giu, decoded).trim();
}

function decoded(encoded: string): string {
  const bytes = encoded.slice(1).split('%');
  return new TextDecoder().decode(Uint8Array.from(bytes, byte => Number.parseInt(byte, 16)));
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/u.test(text) ? Number(text) : undefined;
}
