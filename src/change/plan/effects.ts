import type { FactAddress } from '../../facts/catalogue.ts';
import type { Facts } from '../../facts/fact-index.ts';
import { withoutDevice } from '../../formats/vfio-ids.ts';
import { argumentsOf, remedyNames, type Fix } from '../../rules/rule-fix.ts';
import { isRight } from '../remedies/kernel-argument.ts';
import { meantHere } from '../remedies/parameter-out.ts';

/** A host before a plan and behind the boot after it. */
interface Change {
  readonly before: Facts;
  readonly booted: Facts;
  /** The GPU or other thing that the fault is about. */
  readonly subject: string | undefined;
}

/** Did it come? undefined: the host does not tell. */
type Effect = (fix: Fix, change: Change) => boolean | undefined;

/** Where vfio-pci is told which devices to take. */
const vfioLists = ['cmdline/vfio_pci.ids', 'modprobe/vfio_pci.ids'] as const;

/**
 * What each remedy must have led to, beside the rule that asked for it: a rule may pass for another reason, while what was to go still stands
 * there.
 */
const effects: Readonly<Record<(typeof remedyNames)[number], Effect>> = {
  'grub-file': (_, { booted }) => isEmpty(booted, 'bootloader/faults'),
  'kernel-argument-out': ({ 'kernel-argument-out': address = 'gpu/switched-off-by' }, change) => {
    const [was, is] = [change.before, change.booted].map(facts => facts.value(address, change.subject));
    return is === undefined ? undefined : is === null || is !== was;
  },
  'parameter-out': ({ 'parameter-out': wanted = [] }, { before, booted }) => {
    const isThere = meantHere(before, wanted).map(word => {
      const [name = '', value] = word.split('=');
      const is = booted.value(`cmdline/${name}`);
      return is === undefined ? undefined : is !== null && (value === undefined || is === value);
    });
    return isThere.includes(true) ? false : !isThere.includes(undefined) || undefined;
  },
  // The GPU's ids are gone, and vfio-pci still has all others.
  passthrough: (_, { before, booted, subject }) => {
    const id = String(before.value('gpu/id', subject) ?? '');
    const lists = vfioLists.map(address => [before.value(address), booted.value(address)] as const);
    const isRight = lists.map(([was, is]) =>
      was === undefined || is === undefined
        ? undefined
        : withoutDevice(String(was ?? ''), id).left.join(',') === String(is ?? ''),
    );
    return isRight.includes(false) ? false : !isRight.includes(undefined) || undefined;
  },
  'kernel-argument': (fix, { before, booted, subject }) => {
    const answers = argumentsOf(fix).map(({ name, value }) => {
      const wanted = value.replaceAll(/\{([^{}]+)\}/gu, (_, address: string) =>
        String(before.value(address as FactAddress, subject)),
      );
      const is = booted.value(`cmdline/${name}`);
      return is === undefined ? undefined : isRight(name, wanted, is);
    });
    return answers.includes(false) ? false : !answers.includes(undefined) || undefined;
  },
  'module-allowed': ({ 'module-allowed': module = '' }, { booted }) =>
    isNone(booted, `module-denied/${module}`),
  'module-list-lines-out': ({ 'module-list-lines-out': address = 'modules/obsolete' }, { booted }) =>
    isEmpty(booted, address),
  'module-unlisted': ({ 'module-unlisted': module = '' }, { booted }) =>
    isNone(booted, `module-listed/${module}`),
  'module-at-boot': ({ 'module-at-boot': module = '' }, { booted }) => {
    if (booted.value(`module-file/${module}`) === '(built-in)') return true;
    const isMissing = isNone(booted, `module-listed/${module}`);
    return isMissing === undefined ? undefined : !isMissing;
  },
  // What is loaded now is no matter of the boot.
  'module-now': () => undefined,
  // Once its command has run that is known, also where nobody sees what it wrote.
  'boot-loader': (_, { booted }) => isEmpty(booted, 'bootloader/not-generated') ?? false,
};

function isNone(facts: Facts, address: FactAddress): boolean | undefined {
  const value = facts.value(address);
  return value === undefined ? undefined : value === null;
}

function isEmpty(facts: Facts, address: FactAddress): boolean | undefined {
  const found = facts.list(address);
  return found === undefined ? undefined : found.length === 0;
}

/** Is it known of some remedy of this fix that it did not do what it is for, or that another driver has the GPU? */
export function isInVain(fix: Fix, change: Change): boolean {
  const driver = change.booted.value('gpu/driver', change.subject);
  if (fix['for-driver'] !== undefined && driver !== undefined && driver !== fix['for-driver']) return true;
  return remedyNames.some(name => fix[name] !== undefined && effects[name](fix, change) === false);
}
