import { known, unknown, type Fact } from '../../../facts/fact.ts';
import type { Facts, Said } from '../../../facts/fact-index.ts';
import type { FirmwareRemedy } from '../../../rules/remedy.ts';
import { familyWith, logOpen, offersOpen, type Assume, type Assumed } from './assumption.ts';

/** What a setting of the firmware makes true. Of several settings nobody knows which a board has, nor what they do there. */
export const assumeFirmware: Assume<'firmware-setting'> = (wanted, about) => {
  if (!('setting' in wanted)) return undefined;
  const { setting } = wanted;
  if (setting === 'aperture-size') return aperture(wanted, about);
  if (setting === 'vt-d') return translation(about.facts);
  return setting === 'vt-x' ? virtualization(about.facts) : undefined;
};

/** The aperture (PCI BAR 2) gets that size; what GVT-g makes of it is its own arithmetic, at its next start. */
function aperture(wanted: FirmwareRemedy, { facts, subject }: Assumed): Said | undefined {
  const now = Number(facts.value('gpu/aperture-mib', subject));
  const size = sizeOf(wanted, { facts, subject }, now);
  if (size === undefined || subject === undefined) return undefined;
  return {
    facts: [known('gpu/aperture-mib', size, { subject }), ...offersOpen(facts)],
    families: [logOpen(facts)],
  };
}

/** The first size that changes something; undefined: what decides it could not be read, or none is offered. */
function sizeOf(
  { mib, 'at-most': most }: FirmwareRemedy,
  { facts, subject }: Assumed,
  now: number,
): number | undefined {
  if (mib !== undefined) return mib.find(size => size > now);
  const largest = most === undefined ? undefined : facts.value(most, subject);
  return typeof largest === 'number' && largest < now ? largest : undefined;
}

/**
 * The firmware hands over a DMAR table, and the kernel uses what it names where the command line or its own default says so:
 * drivers/iommu/intel/iommu.c, CONFIG_INTEL_IOMMU_DEFAULT_ON.
 */
function translation(facts: Facts): Said {
  const isOn = isTranslating(facts);
  const open = (['gpu/iommu-group', 'gpu/group-strangers'] as const).flatMap(address =>
    facts.subjects('gpu').map(subject => unknown(address, 'undecided', { subject })),
  );
  return {
    facts: [
      known('iommu/has-dmar', true),
      isOn === undefined ? unknown('iommu/is-on', 'undecided') : known('iommu/is-on', isOn),
      unknown('iommu/groups', 'undecided'),
      ...open,
    ],
  };
}

function isTranslating(facts: Facts): boolean | undefined {
  const word = facts.value('cmdline/intel_iommu');
  if (word === undefined) return undefined;
  const words = String(word ?? '').split(',');
  if (words.includes('off')) return false;
  if (words.includes('on')) return true;
  const byDefault = facts.value('kernel-config/INTEL_IOMMU_DEFAULT_ON');
  return byDefault === undefined ? undefined : byDefault === 'y';
}

/**
 * The CPU shows vmx, and its module of KVM comes by itself (arch/x86/kvm/vmx/vmx.c, x86_match_cpu), where this kernel has it and nothing denies it.
 */
function virtualization(facts: Facts): Said {
  return {
    facts: [known('cpu/has-vmx', true), kvmDevice(facts)],
    families: [familyWith(facts, 'log', { 'kvm-disabled-by-bios': null, 'kvm-no-vmx': null })],
  };
}

function kvmDevice(facts: Facts): Fact {
  const file = facts.value('module-file/kvm_intel');
  const comes = typeof file === 'string' && facts.value('module-denied/kvm_intel') === null;
  return comes ? known('kvm/has-device', true) : unknown('kvm/has-device', 'undecided');
}
