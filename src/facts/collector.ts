import type { Host, Reading } from '../host/reader.ts';
import type { CatalogueKey, FactAddress } from './catalogue.ts';
import { known, unknown, type About, type Fact, type Value } from './fact.ts';
import type { Family } from './fact-index.ts';

/** What a collector brings home. */
export interface Collected {
  readonly facts: readonly Fact[];
  readonly families?: readonly Family[];
}

/** Asks a host about one subject. Its parsing is done by `formats`; it decides only which answer means what. */
export interface Collector {
  readonly subject: string;
  /** The addresses it answers for; each becomes unknown where the collector itself breaks. */
  readonly gives: readonly CatalogueKey[];
  readonly collect: (host: Host) => Promise<Collected>;
}

/** A fact of a reading: absent becomes `whenAbsent` (null unless said otherwise), withheld becomes unknown. */
export function fromReading<T>(
  address: FactAddress,
  reading: Reading<T>,
  about: About,
  read: (value: T) => Value | undefined,
  whenAbsent: Value = null,
): Fact {
  if (reading.state === 'withheld') return unknown(address, reading.why, about);
  if (reading.state === 'absent') return known(address, whenAbsent, about);
  const value = read(reading.value);
  return value === undefined ? unknown(address, 'undecided', about) : known(address, value, about);
}

/** Whether something is there, of any kind of reading. */
export function presence(address: FactAddress, reading: Reading<unknown>, about: About): Fact {
  return fromReading(address, reading, about, () => true, false);
}

/** A family of which one source holds every member: a member that it does not name is known and null. */
export function familyOf(name: string, reading: Reading<ReadonlyMap<string, Value>>, source: string): Family {
  return {
    name,
    member: member =>
      fromReading(
        `${name}/${member}` as FactAddress,
        reading,
        { source },
        values => values.get(member) ?? null,
      ),
  };
}

/** A trimmed text, for files that hold one value. */
export const trimmed = (text: string): string => text.trim();
