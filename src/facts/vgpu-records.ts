import type { Facts } from './fact-index.ts';

/** The vGPU types and the vGPUs of a host, put together from their facts: what the report, the lists and the plans of vGPUs draw from. */

/** A vGPU type that a GPU offers. null: that was not read. */
export interface TypeOffer {
  /** The GPU's address. */
  readonly gpu: string;
  /** Its name below `mdev_supported_types`: `i915-GVTg_V5_4`. */
  readonly name: string;
  readonly available: number | null;
  readonly lowMib: number | null;
  readonly highMib: number | null;
  readonly fences: number | null;
  readonly resolution: string | null;
  readonly weight: number | null;
}

/** A vGPU that exists, or is defined. null: that was not read. */
export interface VgpuRecord {
  readonly uuid: string;
  readonly type: string | null;
  /** The address of its GPU. */
  readonly parent: string | null;
  readonly isActive: boolean | null;
  readonly isDefined: boolean | null;
  /** Its definition asks for a start at boot, or a unit of fngvt's does. */
  readonly autostart: boolean | null;
  /** Something carries that out. */
  readonly autostartWorks: boolean | null;
  /** Its device node's number. */
  readonly group: string | null;
  /** Names of the VMs whose definitions take it. */
  readonly takenBy: readonly string[];
}

/** The types of all GPUs, in the order of the facts. */
export function typeOffers(facts: Facts): readonly TypeOffer[] {
  return facts.subjects('type').map(subject => ({
    gpu: text(facts.value('type/gpu', subject)) ?? '',
    name: subject.slice(subject.indexOf('/') + 1),
    available: number(facts.value('type/available', subject)),
    lowMib: number(facts.value('type/low-mib', subject)),
    highMib: number(facts.value('type/high-mib', subject)),
    fences: number(facts.value('type/fences', subject)),
    resolution: text(facts.value('type/resolution', subject)),
    weight: number(facts.value('type/weight', subject)),
  }));
}

/** Every vGPU, also one whose GPU is gone. */
export function vgpuRecords(facts: Facts): readonly VgpuRecord[] {
  const ruleWorks = truth(facts.value('mdevctl/rule-works'));
  return facts.subjects('mdev').map(uuid => {
    const hasUnit = typeof facts.value('mdev/boot-unit', uuid) === 'string';
    const autostart = hasUnit || truth(facts.value('mdev/autostart', uuid));
    return {
      uuid,
      type: text(facts.value('mdev/type', uuid)),
      parent: text(facts.value('mdev/parent', uuid)),
      isActive: truth(facts.value('mdev/is-active', uuid)),
      isDefined: truth(facts.value('mdev/is-defined', uuid)),
      autostart,
      autostartWorks: autostart === true && !hasUnit ? ruleWorks : autostart,
      group: text(facts.value('mdev/iommu-group', uuid)),
      takenBy: facts.list('mdev/used-by', uuid) ?? [],
    };
  });
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const truth = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
