import { kernelBoolean } from '../values/kernel-boolean.ts';
import type { FactAddress } from './catalogue.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts, Said } from './fact-index.ts';
import { isOtherKernel } from './next-modules.ts';

const family = 'module-parameter/';
const gvtSwitch = 'module-parameter/i915.enable_gvt';

/** The parameters of modules, as these will show them. */
export function nextParameters(now: Facts, next: Facts): Said {
  const others = now
    .members('module-parameter')
    .map(({ address }) => address)
    .filter(address => address !== gvtSwitch)
    .flatMap(address => parameterFact(now, next, address));
  return { facts: [...others, ...switchFact(now, next)] };
}

/** Which parameters a module has, its kernel decides; their values, the words that it is given. */
function parameterFact(now: Facts, next: Facts, address: FactAddress): readonly Fact[] {
  const name = address.slice(family.length);
  const [module = ''] = name.split('.');
  const about = { from: [next.get('kernel/release')] };
  if (isOtherKernel(now)) return [unknown(address, 'not captured', about)];
  const shown = now.get(address);
  if (!shown.known) return [];
  // A module that does not run shows nothing.
  if (shown.value === null)
    return now.value(`module-loaded/${module}`) === true || next.value(`module-loaded/${module}`) !== true
      ? []
      : [unknown(address, 'undecided', about)];
  const [before, after] = [now.get(`cmdline/${name}`), next.get(`cmdline/${name}`)];
  if (before.known && after.known && before.value === after.value) return [];
  return after.known && after.value !== null
    ? [known(address, after.value, { from: [after] })]
    : [unknown(address, 'undecided', { from: [after] })];
}

/** The switch as i915 will show it. */
function switchFact(now: Facts, next: Facts): readonly Fact[] {
  const cmdline = next.get('cmdline/i915.enable_gvt');
  const option = next.get('modprobe/i915.enable_gvt');
  const decides = cmdline.known && cmdline.value === null ? option : cmdline;
  // The same words lead to the same answer: an option that the running driver did not see it will not see next time.
  const comes = next.subjects('gpu').some(gpu => next.value('gpu/driver', gpu) === 'i915');
  const wasAsked = now.value('module-loaded/i915') !== false || !comes;
  if (wasAsked && cmdline.known && cmdline.value === now.value('cmdline/i915.enable_gvt')) {
    const release = next.get('kernel/release');
    return isOtherKernel(now) ? [unknown(gvtSwitch, 'undecided', { from: [release] })] : [];
  }
  const built = next.get('kernel/gvt-built');
  const about = { from: [cmdline, option, built] };
  if (built.known && built.value === false) return [known(gvtSwitch, null, about)];
  if (!decides.known) return [unknown(gvtSwitch, decides.why, about)];
  const isOn = decides.value !== null && kernelBoolean(String(decides.value)) === true;
  return [known(gvtSwitch, isOn ? 'Y' : 'N', about)];
}
