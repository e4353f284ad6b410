import type { Facts } from '../facts/facts.ts';
import { capacity, leavesHiddenMemory, typeByName, vgpuTable } from '../knowledge/vgpu-types.ts';
import type { VirtualFunction } from './virtual-functions.ts';
import type { Vm } from './vm-inventory.ts';

/** A VM in short. */
export interface VmName {
  readonly name: string;
  readonly title: string | null;
}

/** A vGPU type that a GPU offers. null: that was not read. */
export interface TypeOffer {
  readonly name: string;
  readonly available: number | null;
  readonly lowMib: number | null;
  readonly highMib: number | null;
  readonly fences: number | null;
  readonly resolution: string | null;
  readonly weight: number | null;
}

/** A vGPU that exists, or is defined. null: that was not read. */
export interface VgpuDevice {
  readonly uuid: string;
  readonly type: string | null;
  readonly parent: string | null;
  readonly isActive: boolean | null;
  readonly isDefined: boolean | null;
  /** Its definition asks for a start at boot. */
  readonly autostart: boolean | null;
  /** Something carries that out. */
  readonly autostartWorks: boolean | null;
  /** Its device node's number. */
  readonly group: string | null;
  readonly usedBy: readonly VmName[];
}

/** How a GPU's aperture is divided up, MiB. */
export interface ApertureBudget {
  readonly totalMib: number;
  readonly hostMib: number;
  /** null: a vGPU of unknown size lives. */
  readonly usedMib: number | null;
  readonly freeMib: number | null;
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

/** Rooms of all GPUs, out of the doctor's facts; `vms` were read for this. */
export function roomsOf(
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
      pool: isGvt ? poolOf(book, gpu, vgpus) : null,
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
  const ruleWorks = book.value('mdevctl/rule-works');
  return book.subjects('mdev').map(uuid => {
    const autostart = truth(book.value('mdev/autostart', uuid));
    return {
      uuid,
      type: text(book.value('mdev/type', uuid)),
      parent: text(book.value('mdev/parent', uuid)),
      isActive: truth(book.value('mdev/is-active', uuid)),
      isDefined: truth(book.value('mdev/is-defined', uuid)),
      autostart,
      autostartWorks: autostart === true ? truth(ruleWorks) : autostart,
      group: text(book.value('mdev/iommu-group', uuid)),
      usedBy: vms.filter(vm => vm.mdevs.includes(uuid)).map(nameOf),
    };
  });
}

export const nameOf = (vm: Vm): VmName => ({ name: vm.name, title: vm.title });

function typesOf(book: Facts, gpu: string): readonly TypeOffer[] {
  const names = book.list('gpu/mdev-types', gpu) ?? [];
  const order = vgpuTable().types.map(type => type.suffix as string);
  const rank = (name: string): number => order.indexOf(/_(\d)$/u.exec(name)?.[1] ?? '');
  return [...names]
    .sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1))
    .map(name => {
      const about = `${gpu}/${name}`;
      return {
        name,
        available: number(book.value('type/available', about)),
        lowMib: number(book.value('type/low-mib', about)),
        highMib: number(book.value('type/high-mib', about)),
        fences: number(book.value('type/fences', about)),
        resolution: text(book.value('type/resolution', about)),
        weight: number(book.value('type/weight', about)),
      };
    });
}

function poolOf(book: Facts, gpu: string, vgpus: readonly VgpuDevice[]): ApertureBudget | null {
  const totalMib = number(book.value('gpu/aperture-mib', gpu));
  if (totalMib === null || totalMib === 0) return null;
  const { host } = vgpuTable();
  const sizes = vgpus
    .filter(vgpu => vgpu.isActive === true)
    .map(vgpu => (vgpu.type === null ? undefined : typeByName(vgpu.type)?.lowMib));
  const isKnown = sizes.every(size => size !== undefined);
  const usedMib = isKnown ? sizes.reduce((sum, size) => sum + size, 0) : null;
  const hostMib = Math.min(host.lowMib, totalMib);
  return {
    totalMib,
    hostMib,
    usedMib,
    freeMib: usedMib === null ? null : Math.max(0, totalMib - hostMib - usedMib),
  };
}

/** What firmware offers as "Aperture Size" (MiB); beyond 1024 the hidden memory runs out again. */
const apertures = [256, 512, 1024] as const;

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
const truth = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
