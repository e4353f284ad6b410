import * as z from 'zod';
import {
  bootTryEnds,
  kernelChoices,
  looks,
  packageNames,
  parameterRemedies,
  remainders,
  setUpsAgain,
  vgpuRemedies,
  vmRemedies,
  type RemedyValues,
} from './remedy.ts';

/** The shape of remedies in a rule file. A rule holds no command and no sentence of a step: those are words of the kind. */

export const parameterName = z.string().regex(/^[a-z][\w.-]*$/i);
export const moduleName = z.string().regex(/^[a-z0-9_-]+$/);

const factAddress = z.string('expected the address of a fact, as text');

export const kernelArgument = z.strictObject({
  name: parameterName,
  value: z.string().regex(/^(?:[\w.,:/@%+!-]|\{gpu\/[a-z-]+\})*$/),
});

const oneParameter = z.string().regex(/^[\w.]+(?:=[\w.,-]+)?$/);

export const parameterOut = z.union([oneParameter, z.array(oneParameter).min(1)]);

const settingName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const kinds = {
  'kernel-argument': z.union([kernelArgument, z.array(kernelArgument).min(1)]),
  'kernel-argument-out': factAddress,
  'parameter-out': parameterOut,
  parameter: z.enum(parameterRemedies),
  'module-at-boot': moduleName,
  'module-now': moduleName,
  'module-tried': moduleName,
  'module-allowed': moduleName,
  'module-unlisted': moduleName,
  'module-list-lines-out': factAddress,
  'module-names': z.literal('corrected'),
  'grub-file': z.literal('repaired'),
  'boot-loader': z.literal('refreshed'),
  initramfs: z.literal('rebuilt'),
  'initramfs-modules': z.array(moduleName).min(1),
  passthrough: z.literal('taken-back'),
  'firmware-setting': z.union([
    z.strictObject({
      setting: settingName,
      mib: z.array(z.int().positive()).min(1).max(2).optional(),
      'at-most': factAddress.optional(),
    }),
    z.array(settingName).min(1),
  ]),
  firmware: z.literal('updated'),
  'kernel-chosen': z.enum(kernelChoices),
  'package-installed': z.enum(packageNames),
  'dkms-driver': z.enum(['removed', 'built', 'installed']),
  elsewhere: z.enum(['host', 'host-of-guest']),
  'tool-updated': z.literal('gpu-table'),
  'iommu-group': z.enum(['gpu', 'vf']),
  vgpu: z.enum(vgpuRemedies),
  'virtual-functions': z.literal('made'),
  'udev-rule': z.literal('repaired'),
  'vm-changed': z.enum(vmRemedies),
  examined: z.enum(['next-kernel', 'next-technology', 'as-root']),
  'set-up-again': z.enum(setUpsAgain),
  'boot-try': z.enum(bootTryEnds),
  leave: z.literal('as-it-is'),
  rebooted: z.enum(['now', 'not-needed']),
  'what-remains': z.array(z.enum(remainders)).min(1),
  look: z.array(z.enum(looks)).min(1),
} satisfies Record<keyof RemedyValues, z.ZodType>;

const one = z.union(Object.entries(kinds).map(([kind, value]): z.ZodType => z.strictObject({ [kind]: value })));

/** What a person does about a fault, one remedy after the other. */
export const remediesSchema = z
  .array(z.union([one, z.strictObject({ either: z.array(z.array(one).min(1)).min(2) })]))
  .min(1)
  .describe(
    'What a person does, one remedy after the other; what stands in `fix` comes first and is not repeated. `either`: lists of which the first is the default',
  );
