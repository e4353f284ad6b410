import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
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
  /** What of the product it is to show: files and folders, from the root. */
  readonly of: readonly string[];
}

const changes = ['src/change'];
const printed = [...changes, 'src/report/by-hand'];
const drivers = [
  'src/facts/driver-binding.ts',
  'src/facts/driver-question.ts',
  'src/facts/next-driver.ts',
  'src/formats/force-probe.ts',
  'src/knowledge/driver-ids.ts',
  'rules/tables/driver-ids.yml',
];

/** All plays, in the order of `--all`. */
export function allPlays(): readonly Play[] {
  const scenarios = loadScenarios().flatMap(({ name, title, variants }) =>
    variants.map(variant => ({
      title: `${name}@${variant}`,
      about: title,
      own: `scenarios/${name}.yml`,
      of: changes,
    })),
  );
  const groups = Object.keys(loadFaults()).map(group => ({
    title: `printed-${group}@debian12`,
    about: `What the doctor prints is done to the letter, and the same by \`fix\` and \`undo\`: faults of the group "${group}"`,
    own: 'printed',
    of: printed,
  }));
  return [
    ...scenarios,
    {
      title: 'power-cut@debian12',
      about: 'The power goes at every flush of a change, and between them',
      own: 'power',
      of: changes,
    },
    {
      title: 'drivers-reload@debian13',
      about:
        'Which of two drivers gets the GPU, by what kmod and udev read: foretold, and done by the kernel',
      own: 'drivers',
      of: drivers,
    },
    {
      title: 'drivers-boot@debian13',
      about:
        'Which of two drivers gets the GPU, by what the kernel and the initramfs read: foretold, and done at a boot',
      own: 'drivers',
      of: drivers,
    },
    ...groups,
  ];
}

/** Rooms of test/vm that belong to one play, or to none; `run.ts` chooses plays and notes what came of them. */
const rooms = ['scenarios/', 'variants/', 'power/', 'drivers/', 'printed/', 'shown/', 'run.ts'] as const;

/**
 * What a play was shown with: the part of the product that it is of, `test/vm` as far as all plays share it, its system, and the play's own
 * files. What the doctor judges by lies elsewhere and changes daily; its own tests hold it, on snapshots of these VMs too.
 */
export function digestOf({ title, own, of }: Pick<Play, 'title' | 'own' | 'of'>): string {
  const system = `variants/${title.replace(/^.*@/u, '')}.yml`;
  const files = [...of.flatMap(path => filesAt(join(root, path))), ...filesAt(here)]
    .map(path => relative(root, path))
    .filter(path => isOf(path, [own, system]))
    .sort();
  const hash = createHash('sha256');
  for (const path of files) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  return hash.digest('hex').slice(0, 12);
}

function isOf(path: string, own: readonly string[]): boolean {
  if (path.endsWith('.test.ts')) return false;
  const place = path.replace(/^test\/vm\//u, '');
  return (
    own.some(name => place === name || place.startsWith(`${name}/`)) ||
    !rooms.some(room => place.startsWith(room))
  );
}

function filesAt(path: string): readonly string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}
