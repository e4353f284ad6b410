import type { RemedyValues } from '../../rules/remedy.ts';
import type { KernelArgument } from '../../rules/rule-fix.ts';
import { asAnyone, asRoot, type Deeds, type Maker } from './deeds.ts';
import type { Place } from './place.ts';

type Kinds = 'kernel-argument' | 'kernel-argument-out' | 'parameter-out' | 'parameter' | 'boot-loader';

/** Parameters of the kernel, by hand. */
export const argumentDeeds: { readonly [Kind in Kinds]: Maker<Kind> } = {
  'kernel-argument': added,
  'kernel-argument-out': (fact, place) => takenOut(place.value(fact) ?? place.say.unknown.parameter, place),
  'parameter-out': outEverywhere,
  parameter: judged,
  'boot-loader': (_, place) => carriedOver(place),
};

function added(wanted: RemedyValues['kernel-argument'], place: Place): Deeds {
  const { say, ways } = place;
  const all = [wanted].flat().map(({ name, value }) => ({ name, value: filled(value, place) }));
  // What stands in the settings already need not be written a second time.
  const missing = all.filter(({ name, value }) => place.value(`configured/${name}`) !== value);
  const words = missing.map(wordOf).join(' ');
  const places = all.flatMap(({ name }) => optionFile(name, place));
  return {
    steps: asRoot(
      ...(missing.length === 0 ? [] : say.boot[ways.boot].add(words)),
      missing.length === 0 ? '' : aboutOthers(missing, place),
      ways.isLoaderOpen ? say.otherLoader : '',
      ...places.map(({ name, path }) => say.inModprobe(name, path)),
    ),
    then: places.length === 0 ? ['boot-loader'] : ['initramfs', 'boot-loader'],
    reboot: 'now',
    checks: asAnyone(say.checkThere(all.map(wordOf).join(' '))),
  };
}

/** What to do with another value of the same parameter; nothing where the file that sets parameters is known to hold none. */
function aboutOthers(all: readonly KernelArgument[], { say, isAbsent }: Place): string {
  if (all.some(isList)) return say.oneList;
  const open = all.filter(({ name }) => !isAbsent(`configured/${name}`));
  return open.length === 0 ? '' : say.oneValue(say.or(open.map(({ name }) => `\`${name}=\``)));
}

/** An option of the module that says something else, where the finding knows of one. */
function optionFile(name: string, place: Place): readonly { readonly name: string; readonly path: string }[] {
  const [option] = place.family('modprobe/').filter(({ fact }) => fact === `modprobe/${name}`);
  return option?.source === undefined ? [] : [{ name, path: option.source }];
}

const wordOf = ({ name, value }: KernelArgument): string => `${name}=${value}`;

/** A list of device ids: of several words of the name only the last counts. */
const isList = ({ name }: KernelArgument): boolean => name.endsWith('.force_probe');

const filled = (value: string, { digits, value: valueOf }: Place): string =>
  value
    .replaceAll('{gpu/device-id}', digits)
    .replace(/\{([^{}]+)\}/gu, (whole, address: string) => valueOf(address) ?? whole);

function takenOut(word: string, { say, ways }: Place): Deeds {
  return {
    steps: asRoot(...say.boot[ways.boot].out(word)),
    then: ['boot-loader'],
    reboot: 'now',
    checks: asAnyone(say.checkGone(word)),
  };
}

/** Out of the command line and of the options of modules; of several those that may stand there, and a value only where it was read. */
function outEverywhere(wanted: RemedyValues['parameter-out'], place: Place): Deeds {
  const isThere = (word: string): boolean => {
    const [name = '', value] = word.split('=');
    return value === undefined
      ? !place.isAbsent(`cmdline/${name}`)
      : place.value(`cmdline/${name}`) === value;
  };
  const there = typeof wanted === 'string' ? [wanted] : wanted.filter(isThere);
  if (there.length === 0) return {};
  const names = there.map(word => word.split('=')[0] ?? '');
  const isInFile = (name: string): boolean => !place.isAbsent(`modprobe/${name}`);
  const options = names.filter(isInFile).map(name => place.say.outOfModprobe(name, fileOf(name, place)));
  const isOnLine = (name: string): boolean =>
    !place.isAbsent(`cmdline/${name}`) || !place.isAbsent(`configured/${name}`);
  const deeds = names.some(isOnLine) ? takenOut(there.join(' '), place) : { reboot: 'now' as const };
  return { ...deeds, steps: [...(deeds.steps ?? []), ...asRoot(...options)] };
}

/** The file of modprobe.d that sets a parameter, where the finding names it. */
const fileOf = (name: string, place: Place): string | undefined =>
  place.family('modprobe/').find(({ fact }) => fact === `modprobe/${name}`)?.source;

/** The parameter that the finding is about, in the file that sets it. */
function judged(what: RemedyValues['parameter'], place: Place): Deeds {
  const { say, ways } = place;
  const word = place.subject ?? say.unknown.parameter;
  const text = say.parameter[what](word, say.boot[ways.boot].place);
  if (what === 'out-some-day') return { steps: asAnyone(text, ways.isFnos ? say.filesStay : '') };
  return { steps: asRoot(text), then: ['boot-loader'], reboot: 'now' };
}

/**
 * What is configured, carried into the next boot. Where each entry keeps its own words (grubby), or nothing is generated, the words themselves
 * are set: those that the finding names.
 */
function carriedOver(place: Place): Deeds {
  const { say, ways } = place;
  const { apply, add } = say.boot[ways.boot];
  const words =
    place.value('bootloader/not-generated') ??
    place.family('configured/').map(({ fact, value }) => `${fact.slice('configured/'.length)}=${value}`)[0] ??
    say.unknown.parameter;
  return {
    steps: apply === '' ? asRoot(...add(words)) : [],
    then: ['boot-loader'],
    reboot: 'now',
    checks: asAnyone(say.checkThere(words)),
  };
}
