import type { Facts } from '../facts/fact-index.ts';
import type { Host } from '../host/reader.ts';
import { readFunctions, type VirtualFunction } from './virtual-functions.ts';
import { readLibvirt, type Libvirt } from './libvirt-state.ts';
import { gpuInventories, vgpusOf, type GpuInventory, type VgpuDevice } from './gpu-inventory.ts';
import type { Vms } from './vm-inventory.ts';
import { readVms } from './vms.ts';

/** All that the verbs about vGPUs and VMs look at; plans are made of it and of nothing else. */
export interface VgpuInventory {
  readonly book: Facts;
  readonly libvirt: Libvirt;
  readonly vms: Vms;
  readonly gpus: readonly GpuInventory[];
  /** Every vGPU, also one whose GPU is gone. */
  readonly vgpus: readonly VgpuDevice[];
  /** Units of systemd are what this host starts services by; null: that was not read. */
  readonly hasSystemd: boolean | null;
}

/** Asks, beyond the doctor's facts, for VMs and virtual functions. */
export async function readInventory(host: Host, book: Facts): Promise<VgpuInventory> {
  const libvirt = await readLibvirt(host);
  const [vms, functions, systemd] = await Promise.all([
    readVms(host, libvirt),
    functionsOf(host, book),
    // sd_booted(3).
    host.stat('/run/systemd/system'),
  ]);
  return {
    book,
    libvirt,
    vms,
    gpus: gpuInventories(book, vms.vms, functions),
    vgpus: vgpusOf(book, vms.vms),
    hasSystemd: systemd.state === 'withheld' ? null : systemd.state === 'present',
  };
}

async function functionsOf(
  host: Host,
  book: Facts,
): Promise<ReadonlyMap<string, readonly VirtualFunction[]>> {
  const gpus = book.subjects('gpu');
  const found = await Promise.all(
    gpus.map(async gpu => {
      const count = Number(book.value('gpu/sriov-numvfs', gpu) ?? 0);
      return [gpu, count > 0 ? await readFunctions(host, gpu, count) : []] as const;
    }),
  );
  return new Map(found);
}
