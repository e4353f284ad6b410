import { derive } from '../../../facts/derive.ts';
import type { Facts } from '../../../facts/fact-index.ts';
import type { OneRemedy, RemedyValues } from '../../../rules/remedy.ts';
import { assumeDriver, assumePackage } from './assume-files.ts';
import { assumeFirmware } from './assume-firmware.ts';
import { assumeKernel } from './assume-kernel.ts';
import { assumeVgpu, assumeVm } from './assume-vm.ts';
import type { Assume } from './assumption.ts';

/** The kinds of remedies that are somebody else's act and have an effect that can be told. Of all others it only shows then. */
const assumptions: { readonly [Kind in keyof RemedyValues]?: Assume<Kind> } = {
  'firmware-setting': assumeFirmware,
  'kernel-chosen': assumeKernel,
  'package-installed': assumePackage,
  'dkms-driver': assumeDriver,
  'vm-changed': assumeVm,
  vgpu: assumeVgpu,
};

/** Lays what an act makes true over the facts of a host, with all that follows from it; undefined: nobody can tell what that is. */
export function assume(facts: Facts, remedy: OneRemedy, subject: string | undefined): Facts | undefined {
  const [[kind, value]] = Object.entries(remedy) as [[keyof RemedyValues, never]];
  const said = (assumptions[kind] as Assume<never> | undefined)?.(value, { facts, subject });
  return said === undefined ? undefined : derive(facts.with(said.facts, said.families ?? []));
}
