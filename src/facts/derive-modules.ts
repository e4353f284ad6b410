import { isModuleGone } from '../knowledge/kernels.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts } from './fact-index.ts';

/** The modules of the lists for boot that this kernel no longer has, or does not have. */
export function deriveModules(book: Facts): readonly Fact[] {
  const upstream = book.get('kernel/upstream');
  const listed = book
    .members('module-listed')
    .filter(fact => fact.known && fact.value !== null)
    .map(fact => ({ fact, name: fact.address.slice('module-listed/'.length) }))
    .sort((one, other) => comparePlaces(one.fact, other.fact));
  const garbled = book.get('modules/garbled');
  const about = {
    from: [upstream, ...listed.map(one => one.fact)],
    source: '/etc/modules, /etc/modules-load.d',
  };
  if (!garbled.known) {
    return [unknown('modules/obsolete', garbled.why, about), unknown('modules/missing', garbled.why, about)];
  }
  const place = (fact: Fact, name: string): string => `${fact.known ? String(fact.value) : ''} ${name}`;
  const isGone = (name: string): boolean =>
    upstream.known && typeof upstream.value === 'string' && isModuleGone(name, upstream.value) === true;
  // Of a kernel that nobody named it is not known whether it still has what a later one has no more.
  const isOpen = (name: string): boolean => !upstream.known && isModuleGone(name, newest) !== false;
  const fileOf = (name: string): Fact => book.get(`module-file/${name}`);
  const isMissing = (name: string): boolean => {
    const file = fileOf(name);
    return ours.test(name) && !isGone(name) && !isOpen(name) && file.known && file.value === null;
  };
  const said = (
    address: 'modules/obsolete' | 'modules/missing',
    is: (name: string) => boolean,
    open: Fact | undefined,
  ): Fact => {
    const found = listed.filter(({ name }) => is(name)).map(({ fact, name }) => place(fact, name));
    return found.length === 0 && open?.known === false
      ? unknown(address, open.why, about)
      : known(address, found, about);
  };
  const unread = listed.map(({ name }) => name).filter(name => ours.test(name) && !fileOf(name).known);
  return [
    said('modules/obsolete', isGone, listed.some(({ name }) => isOpen(name)) ? upstream : undefined),
    said('modules/missing', isMissing, unread[0] === undefined ? undefined : fileOf(unread[0])),
  ];
}

/** As they stand in the files: by path, then by line. */
function comparePlaces(one: Fact, other: Fact): number {
  const [a, b] = [one, other].map(fact => (fact.known ? String(fact.value) : ''));
  const [[path, line], [otherPath, otherLine]] = [splitPlace(a), splitPlace(b)];
  if (path === otherPath) return line - otherLine;
  return path < otherPath ? -1 : 1;
}

function splitPlace(place = ''): readonly [string, number] {
  const end = place.lastIndexOf(':');
  return [place.slice(0, end), Number(place.slice(end + 1))];
}

/** Later than any kernel. */
const newest = '999';

/** The modules whose presence on disk is looked up; see module.ts. */
const ours = /^(i915|kvmgt|mdev|xe|vfio\w*|kvm\w*)$/u;
