import { allNameRows } from './cpu-names.ts';
import { allGpuGroups } from './pci-ids.ts';
import { allPlatforms } from './platforms.ts';

/** A platform under one of its names. */
export interface NamedPlatform {
  /** Name of a row in platforms.yml. */
  readonly platform: string;
  /** The name people know: Whiskey Lake. */
  readonly family: string;
}

/** Without blanks, dashes and case. */
const plain = (name: string): string => name.toUpperCase().replaceAll(/[\s_-]+/gu, '');

/**
 * The platforms of a code name: `KABYLAKE`, `Kaby Lake`, `Raptor Lake` (which is several), `coffee lake refresh`, `Comet Lake-S`. Empty where no
 * table has it.
 */
export function platformsByName(text: string): readonly NamedPlatform[] {
  const wanted = plain(text).replace(/REFRESH$/u, '');
  if (wanted.length < 3) return [];
  const all = everyName();
  const exact = all.filter(({ label }) => plain(label) === wanted);
  if (exact.length > 0) return firstOfEach(exact);
  // Alder Lake is Alder Lake-S, -P and -N.
  const parts = all.filter(({ label }) => plain(label.replace(/-\w+$/u, '')) === wanted);
  if (parts.length > 0) return firstOfEach(parts);
  // The kernel does not tell these sizes apart; X and SP are server dies without graphics.
  const whole = /^(.*[^\s-])-[HSUY]$/iu.exec(text.trim())?.[1];
  return whole === undefined ? [] : firstOfEach(all.filter(({ label }) => plain(label) === plain(whole)));
}

/** Each platform once, under the first of its names. */
function firstOfEach(
  found: readonly (NamedPlatform & { readonly label: string })[],
): readonly NamedPlatform[] {
  const first = found.filter(
    (one, at) => found.findIndex(({ platform }) => platform === one.platform) === at,
  );
  return first.map(({ platform, family }) => ({ platform, family }));
}

type Labelled = NamedPlatform & { readonly label: string };

function everyName(): readonly Labelled[] {
  const platforms = allPlatforms().flatMap(({ name, family }) =>
    // "Arc B-series (Battlemage)", "Cherry Trail/Braswell".
    [name, family, ...family.split(/[/()]/u)]
      .map(label => label.trim())
      .filter(label => label !== '')
      .map(label => ({ label, platform: name, family })),
  );
  const groups = allGpuGroups().flatMap(({ platform, family }) =>
    family === undefined ? [] : [{ label: family, platform, family }],
  );
  const processors = allNameRows().flatMap(row =>
    row.family === undefined
      ? []
      : row.platforms.map(platform => ({ label: row.family ?? '', platform, family: row.family ?? '' })),
  );
  return [...platforms, ...groups, ...processors];
}
