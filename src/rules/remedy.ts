import type { FactAddress } from '../facts/catalogue.ts';
import type { KernelArgument } from './rule-fix.ts';

/**
 * The closed set of what can be done about a fault, by whomever, and what each kind is told. Those that fngvt does too stand in `rule-fix.ts`;
 * their words for a person are the same. The words of all of them stand in `src/words/remedy.*`.
 */
export interface RemedyValues {
  /** Parameters of the kernel that the next boot needs. */
  readonly 'kernel-argument': KernelArgument | readonly KernelArgument[];
  /** A parameter in the way; the fact holds it as it is written. */
  readonly 'kernel-argument-out': FactAddress;
  /** Parameters in the way, by their names whatever their values, or as `name=value`; in options of modules as well. */
  readonly 'parameter-out': string | readonly string[];
  /** The parameter that the finding is about. */
  readonly parameter: ParameterRemedy;
  readonly 'module-at-boot': string;
  readonly 'module-now': string;
  /** A module that a person loads to see what comes of it. */
  readonly 'module-tried': string;
  readonly 'module-allowed': string;
  readonly 'module-unlisted': string;
  readonly 'module-list-lines-out': FactAddress;
  readonly 'module-names': 'corrected';
  readonly 'grub-file': 'repaired';
  readonly 'boot-loader': 'refreshed';
  readonly initramfs: 'rebuilt';
  /** Modules that must be at hand before the root file system is. */
  readonly 'initramfs-modules': readonly string[];
  /** A GPU that vfio-pci has, given back to its own driver. */
  readonly passthrough: 'taken-back';
  readonly 'firmware-setting': FirmwareRemedy | readonly string[];
  readonly firmware: 'updated';
  readonly 'kernel-chosen': KernelChoice;
  readonly 'package-installed': PackageName;
  /** The build of i915 from outside of the kernel. */
  readonly 'dkms-driver': 'removed' | 'built' | 'installed';
  readonly elsewhere: 'host' | 'host-of-guest';
  readonly 'tool-updated': 'gpu-table';
  readonly 'iommu-group': 'gpu' | 'vf';
  readonly vgpu: VgpuRemedy;
  readonly 'virtual-functions': 'made';
  readonly 'udev-rule': 'repaired';
  readonly 'vm-changed': VmRemedy;
  readonly examined: 'next-kernel' | 'next-technology' | 'as-root';
  /** What fngvt set up once and has since been lost. */
  readonly 'set-up-again': SetUpAgain;
  /** A try of kernel parameters for one boot: made the default, or taken away. */
  readonly 'boot-try': BootTryEnd;
  /** Nothing has to be done, and what fngvt would do on request is no advice. */
  readonly leave: 'as-it-is';
  readonly rebooted: 'now' | 'not-needed';
  /** Nothing can be done about it, or need not be: what is possible instead. */
  readonly 'what-remains': readonly Remainder[];
  /** What a person looks at, of a closed set of commands; all its words stand in `src/words/remedy.*`. */
  readonly look: readonly Look[];
}

export const parameterRemedies = ['out-if-unneeded', 'out-some-day', 'corrected'] as const;
export type ParameterRemedy = (typeof parameterRemedies)[number];

/** What a kernel is chosen for. */
export const kernelChoices = [
  'with-gvt-g-for-gpu',
  'built-with-gvt-g',
  'without-that-fault',
  'with-sriov-in-xe',
  'as-before',
] as const;
export type KernelChoice = (typeof kernelChoices)[number];

export const packageNames = ['kvmgt', 'mdevctl'] as const;
export type PackageName = (typeof packageNames)[number];

export const vgpuRemedies = [
  'autostart',
  'started',
  'restarted',
  'remade',
  'another-made',
  'defined-as-named',
] as const;
export type VgpuRemedy = (typeof vgpuRemedies)[number];

export const vmRemedies = ['gpu-out', 'gpu-kept', 'one-vgpu-out', 'missing-vgpu-out'] as const;
export type VmRemedy = (typeof vmRemedies)[number];

export const setUpsAgain = ['files', 'vm', 'vgpu'] as const;
export type SetUpAgain = (typeof setUpsAgain)[number];

export const bootTryEnds = ['kept', 'taken-back'] as const;
export type BootTryEnd = (typeof bootTryEnds)[number];

export const remainders = ['containers', 'whole-gpu', 'other-system'] as const;
export type Remainder = (typeof remainders)[number];

/** What is looked at before something is done, and what is checked when it was. */
export const looks = [
  'gvt-log',
  'gvt-parameter',
  'driver-log',
  'kvm-log',
  'sriov-log',
  'pf-mode',
  'every-enable-gvt',
  'libvirt-parents',
  'mdevctl-rule',
  'iommu-there',
  'dmar-there',
  'vmx-there',
  'gpu-listed',
  'message',
  'gpu-driver',
  'driver-there',
  'sriov-capability',
  'total-functions',
  'aperture-there',
  'instances-there',
  'forum',
] as const;
export type Look = (typeof looks)[number];

/** A setting of the firmware, by its row in `rules/tables/firmware-settings.yml`. */
export interface FirmwareRemedy {
  readonly setting: string;
  /** Sizes in MiB, the one that will do first. */
  readonly mib?: readonly number[] | undefined;
  /** The fact that holds the largest size in MiB. */
  readonly 'at-most'?: FactAddress | undefined;
}

/** One remedy: an object of one key. */
export type OneRemedy = {
  [Kind in keyof RemedyValues]: { readonly [Key in Kind]: RemedyValues[Kind] };
}[keyof RemedyValues];

/** A remedy, or a choice of the owner: lists of which the first is the default. */
export type RuleRemedy = OneRemedy | { readonly either: readonly (readonly OneRemedy[])[] };
