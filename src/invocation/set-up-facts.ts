import type { Records } from '../change/journal/history.ts';
import { textOf, recordOf } from '../change/journal/journal.ts';
import { setUpOn, type SetUp, type Standing } from '../change/journal/set-up.ts';
import { listJournals, readableJournals } from '../change/journal/store.ts';
import { known, unknown, type Fact } from '../facts/fact.ts';
import type { Facts } from '../facts/fact-index.ts';
import { hostWriter } from '../host/live/host-writer.ts';
import type { HostWriter } from '../host/writer.ts';

/**
 * What fngvt set up on this host, by its own journal, and whether it still stands, as facts beside those that the host says. Only root can read
 * the journal, so for anybody else there are none.
 *
 * @param root The root of the host's files; undefined: this machine.
 */
export function setUpFacts(facts: Facts, root: string | undefined): readonly Fact[] {
  const writer = hostWriter(root);
  const journals = readableJournals(() => listJournals(writer));
  return 'reason' in journals ? [] : factsOfSetUps(journals, standingOn(facts, writer));
}

/** The same of a journal that is at hand. */
export const factsOfSetUps = (records: Records, standing: Standing): readonly Fact[] =>
  setUpOn(records, standing).flatMap(factsOfOne);

function factsOfOne({ kind, subject, change, since, missing }: SetUp): readonly Fact[] {
  const about = { subject, source: kind === 'file' ? subject : `fngvt ${change}` };
  return [
    known('setup/kind', kind, about),
    known('setup/since', since, about),
    known('setup/change', change, about),
    ...(missing === undefined
      ? [unknown('setup/stands', 'failed', about), unknown('setup/missing', 'failed', about)]
      : [known('setup/stands', missing.length === 0, about), known('setup/missing', missing, about)]),
  ];
}

/** The host as it is, by its facts and its files. */
export function standingOn(facts: Facts, files: Pick<HostWriter, 'readFile' | 'digest'>): Standing {
  const isThere = (value: unknown): boolean => value !== undefined && value !== null;
  return {
    text: path => {
      const state = files.readFile(path);
      if (state === null) return null;
      return 'reason' in state ? undefined : textOf(recordOf(state, files.digest(state.bytes)));
    },
    isConfigured: parameter => isThere(facts.value(`configured/${parameter}`)),
    isListed: module => isThere(facts.value(`module-listed/${module}`)),
    devicesOf: vm => {
      if (!facts.subjects('vm').includes(vm)) return null;
      const lists = [facts.list('vm/mdevs', vm), facts.list('vm/pci-devices', vm)];
      return lists.every(list => list !== undefined) ? lists.flat() : undefined;
    },
    startsAtBoot: uuid => {
      const own = facts.subjects('mdev').find(one => one.toLowerCase() === uuid);
      if (own === undefined) return facts.value('host/mdev-list-complete') === true ? null : undefined;
      if (typeof facts.value('mdev/boot-unit', own) === 'string') return true;
      const starts = facts.value('mdev/autostart', own);
      return typeof starts === 'boolean' ? starts : undefined;
    },
  };
}
