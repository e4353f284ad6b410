import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { loadFaults } from '../printed/faults.ts';
import { loadScenarios } from '../scenario.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const here = join(root, 'test', 'vm');

/** A play, and the files that it has for itself. */
export interface Play {
  /** `guide@debian12`. */
  readonly title: string;
  readonly about: string;
  /** Below test/vm: a file, or a folder. */
  readonly own: string;
}

/** All plays, in the order of `--all`. */
export function allPlays(): readonly Play[] {
  const scenarios = loadScenarios().flatMap(({ name, title, variants }) =>
    variants.map(variant => ({
      title: `${name}@${variant}`,
      about: title,
      own: `scenarios/${name}.yml`,
    })),
  );
  const printed = Object.keys(loadFaults()).map(group => ({
    title: `printed-${group}@debian12`,
    about: `What the doctor prints is done to the letter, and the same by \`fix\` and \`undo\`: faults of the group "${group}"`,
    own: 'printed',
  }));
  return [
    ...scenarios,
    {
      title: 'power-cut@debian12',
      about: 'The power goes at every flush of a change, and between them',
      own: 'power',
    },
    {
      title: 'drivers@debian13',
      about: 'Which of two drivers gets the GPU: foretold, and done by the kernel',
      own: 'drivers',
    },
    ...printed,
  ];
}

/** Rooms of test/vm that belong to one play, or to none. */
const rooms = ['scenarios', 'power', 'drivers', 'printed', 'shown'] as const;

/**
 * What a play was shown with: `src/change`, `test/vm` as far as all plays share it, and the play's own files. What the doctor judges by lies
 * elsewhere and changes daily; its own tests hold it, on snapshots of these VMs too.
 */
export function digestOf({ own }: Pick<Play, 'own'>): string {
  const files = [...filesBelow(join(root, 'src', 'change')), ...filesBelow(here)]
    .map(path => relative(root, path))
    .filter(path => isOf(path, own))
    .sort();
  const hash = createHash('sha256');
  for (const path of files) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 12);
}

function isOf(path: string, own: string): boolean {
  if (path.endsWith('.test.ts')) return false;
  const place = path.replace(/^test\/vm\//u, '');
  const isOwn = place === own || place.startsWith(`${own}/`);
  return isOwn || !rooms.some(room => place.startsWith(`${room}/`));
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}
