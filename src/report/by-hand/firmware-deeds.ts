import { firmwareSetting, type FirmwareSetting } from '../../knowledge/firmware-settings.ts';
import type { FirmwareRemedy, Look } from '../../rules/remedy.ts';
import { asAnyone, type Deeds, type HandStep, type Maker } from './deeds.ts';
import { lookStep } from './look-deeds.ts';
import type { Place } from './place.ts';

type Kinds = 'firmware-setting' | 'firmware';

/** Settings of the firmware, by hand; nobody can do them otherwise. */
export const firmwareDeeds: { readonly [Kind in Kinds]: Maker<Kind> } = {
  'firmware-setting': (wanted, place) =>
    'setting' in wanted ? oneSetting(wanted, place) : severalSettings(wanted, place),
  firmware: (_, { say }) => ({ steps: asAnyone(say.firmware.updated) }),
};

function oneSetting(wanted: FirmwareRemedy, place: Place): Deeds {
  const { say } = place;
  const setting = firmwareSetting(wanted.setting);
  if (setting === undefined) return {};
  const to = aim(wanted, setting, place);
  if (to === undefined) return { steps: asAnyone(say.firmware.sizeUnread) };
  const { off, not, hidden, optional } = setting;
  const enter = optional === true ? say.firmware.lookFor : say.firmware.enter;
  return {
    steps: asAnyone(
      // What is true of the setting is no step of its own.
      say.joined([
        enter(namesOf(setting, place), to),
        ...(not === undefined ? [] : [say.firmware.notThis(not)]),
        ...(hidden === true ? [say.firmware.hidden] : []),
      ]),
      off === true ? say.firmware.saveAndOff : say.firmware.save,
    ),
    checks: proofOf(setting, place),
  };
}

/** Settings of which a board has some: those are switched on together. */
function severalSettings(ids: readonly string[], place: Place): Deeds {
  const { say } = place;
  const settings = ids.flatMap(id => firmwareSetting(id) ?? []);
  return {
    steps: asAnyone(
      say.firmware.ifThere(say.or(settings.map(setting => namesOf(setting, place)))),
      say.firmware.save,
    ),
  };
}

const namesOf = ({ names }: FirmwareSetting, { say }: Place): string =>
  say.or(names.map(name => `\`${name}\``));

/** What it is set to; undefined: that hangs on a fact that could not be read. */
function aim(wanted: FirmwareRemedy, setting: FirmwareSetting, place: Place): string | undefined {
  const { firmware } = place.say;
  if (wanted.mib !== undefined) return firmware.sizes(wanted.mib);
  if (wanted['at-most'] === undefined) return setting.to === 'not-auto' ? firmware.notAuto : firmware.enabled;
  const most = place.value(wanted['at-most']);
  return most === undefined ? undefined : firmware.oneOf(sizesUpTo(Number(most)));
}

/** Sizes of an aperture that firmware offers (MiB), the largest first; below 256 no vGPU fits. */
function sizesUpTo(most: number): readonly number[] {
  const sizes = [2048, 1024, 512, 256].filter(mib => mib <= most);
  return sizes.length > 0 ? sizes : [most];
}

function proofOf({ check }: FirmwareSetting, place: Place): readonly HandStep[] {
  return check === undefined ? [] : [lookStep(check as Look, place)];
}
