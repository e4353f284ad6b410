import type { Facts } from '../facts/fact-index.ts';
import { typeOffers, vgpuRecords, type TypeOffer, type VgpuRecord } from '../facts/vgpu-records.ts';
import { apertureBudget, type ApertureBudget } from '../knowledge/aperture-budget.ts';
import { apertures, capacity, leavesHiddenMemory, vgpuTable } from '../knowledge/vgpu-types.ts';
import type { VirtualFunction } from './virtual-functions.ts';
import type { Vm } from './vm-inventory.ts';

/** A VM in short. */
export interface VmName {
  readonly name: string;
  readonly title: string | null;
}

/** A vGPU that exists, or is defined, with the VMs that take it. */
export interface VgpuDevice extends VgpuRecord {
  readonly usedBy: readonly VmName[];
}

/** What a GPU would offer with another aperture, on a host without vGPUs. */
export interface ApertureOption {
  readonly apertureMib: number;
  readonly types: readonly { readonly name: string; readonly instances: number }[];
}

/** A virtual function with the VMs that take it. */
export interface FunctionUse extends VirtualFunction {
  readonly usedBy: readonly VmName[];
}

/** A GPU, what it offers and what was made of it. */
export interface GpuInventory {
  readonly gpu: string;
  readonly name: string | null;
  readonly id: string | null;
  readonly driver: string | null;
  readonly technology: 'gvt-g' | 'sr-iov' | 'none' | null;
  readonly types: readonly TypeOffer[];
  /** The types were read: an empty list means that there are none. */
  readonly areTypesKnown: boolean;
  readonly vgpus: readonly VgpuDevice[];
  /** null where the aperture is not known, or nothing is shared by GVT-g. */
  readonly pool: ApertureBudget | null;
  /** Larger apertures that firmware offers, where the one in force is smaller. */
  readonly outlook: readonly ApertureOption[];
  readonly totalVfs: number | null;
  readonly functions: readonly FunctionUse[];
}

/** All GPUs, out of the doctor's facts; `vms` were read for this. */
export function gpuInventories(
  book: Facts,
  vms: readonly Vm[],
  functions: ReadonlyMap<string, readonly VirtualFunction[]>,
): readonly GpuInventory[] {
  return book.subjects('gpu').map(gpu => {
    const types = typesOf(book, gpu);
    const vgpus = vgpusOf(book, vms).filter(vgpu => vgpu.parent === gpu);
    const technology = book.value('gpu/technology', gpu);
    const isGvt = technology === 'gvt-g' || types.length > 0;
    return {
      gpu,
      name: text(book.value('gpu/name', gpu)),
      id: text(book.value('gpu/id', gpu)),
      driver: text(book.value('gpu/driver', gpu)),
      technology: isTechnology(technology) ? technology : null,
      types,
      areTypesKnown: book.get('gpu/mdev-types', gpu).known,
      vgpus,
      pool: isGvt ? apertureBudget(number(book.value('gpu/aperture-mib', gpu)), vgpus, types) : null,
      outlook: isGvt ? outlookOf(book, gpu, types) : [],
      totalVfs: number(book.value('gpu/sriov-totalvfs', gpu)),
      functions: (functions.get(gpu) ?? []).map(one => ({
        ...one,
        usedBy: vms.filter(vm => vm.pciDevices.includes(one.address)).map(nameOf),
      })),
    };
  });
}

/** Every vGPU, also one whose GPU is gone. */
export function vgpusOf(book: Facts, vms: readonly Vm[]): readonly VgpuDevice[] {
  return vgpuRecords(book).map(vgpu => ({
    ...vgpu,
    usedBy: vms.filter(vm => vm.mdevs.includes(vgpu.uuid)).map(nameOf),
  }));
}

export const nameOf = (vm: Vm): VmName => ({ name: vm.name, title: vm.title });

/** What a GPU offers, the largest first. */
function typesOf(book: Facts, gpu: string): readonly TypeOffer[] {
  const order = vgpuTable().types.map(type => type.suffix as string);
  const rank = (name: string): number => order.indexOf(/_(\d)$/u.exec(name)?.[1] ?? '');
  return typeOffers(book)
    .filter(type => type.gpu === gpu)
    .sort((a, b) => rank(b.name) - rank(a.name) || (a.name < b.name ? -1 : 1));
}

function outlookOf(book: Facts, gpu: string, types: readonly TypeOffer[]): readonly ApertureOption[] {
  const now = number(book.value('gpu/aperture-mib', gpu));
  const ggttMib = number(book.value('gpu/ggtt-mib', gpu));
  const prefix = /_(V[45])_/u.exec(
    types[0]?.name ?? (book.list('gpu/expected-types', gpu) ?? [])[0] ?? '',
  )?.[1];
  if (now === null || ggttMib === null || prefix === undefined) return [];
  return apertures
    .filter(apertureMib => apertureMib > now && leavesHiddenMemory(apertureMib, ggttMib))
    .map(apertureMib => ({
      apertureMib,
      types: capacity({ apertureMib, ggttMib })
        .filter(type => type.available > 0)
        .map(type => ({ name: `i915-GVTg_${prefix}_${type.suffix}`, instances: type.available })),
    }));
}

const isTechnology = (value: unknown): value is 'gvt-g' | 'sr-iov' | 'none' =>
  value === 'gvt-g' || value === 'sr-iov' || value === 'none';
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
