import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { journalSchema } from '../../../src/change/journal/journal-schema.ts';
import { differing, treeOf, type Tree } from './tree.ts';

/** The two sound states of a host, and the tool that is to bring the first of them. */
export interface Sound {
  readonly before: Tree;
  readonly after: Tree;
  /** The built command line. */
  readonly tool: string;
}

/** What was found on a disk after a power cut. */
export interface Trial {
  /** How far the newest change had come, by its journal; none: there was none yet. */
  readonly journal: string;
  /**
   * Whether grub.cfg was half-written. grub-mkconfig itself writes it in place, so that can't be helped while update-grub runs: then only what
   * undo makes of it counts.
   */
  readonly isGrubHalf: boolean;
  /** What is wrong; null: nothing. */
  readonly wrong: string | null;
}

const grubConfig = '/boot/grub/grub.cfg';

/** Nobody reads these: what fngvt and grub-mkconfig write before it takes its place. */
const isScratch = (path: string): boolean => path.endsWith('.fngvt-new') || path.endsWith('/grub.cfg.new');

/** Looks at the files below `root`, then lets `fngvt undo --root` take the change back, twice. */
export function tryDisk(root: string, { before, after, tool }: Sound): Trial {
  const is = treeOf(root);
  const torn = differing(is, before).filter(path => is[path] !== after[path] && !isScratch(path));
  const journals = readJournals(root);
  const isAtWork = journals.newest === 'applying' || journals.newest === 'undoing';
  const lost = isAtWork ? torn.filter(path => path !== grubConfig) : torn;
  const wrong =
    journals.wrong ??
    (lost.length === 0 ? null : `neither as before nor as after: ${lost.join(', ')}`) ??
    undo(root, tool) ??
    unlike(treeOf(root), before) ??
    undo(root, tool) ??
    unlike(treeOf(root), before);
  return { journal: journals.newest, isGrubHalf: torn.includes(grubConfig), wrong };
}

function readJournals(root: string): { readonly newest: string; readonly wrong: string | null } {
  const folder = join(root, 'var/lib/fngvt/journal');
  const names = existsSync(folder)
    ? readdirSync(folder).filter(name => name.endsWith('.json') && !name.startsWith('.'))
    : [];
  let newest = 'none';
  for (const name of names.sort()) {
    try {
      newest = journalSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))).state;
    } catch (error) {
      return { newest: 'broken', wrong: `${name} is no journal: ${(error as Error).message}` };
    }
  }
  return { newest, wrong: null };
}

/** What is wrong with how an undo ended. That a command waits for the host itself is none of it. */
function undo(root: string, tool: string): string | null {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [tool, 'undo', '--root', root, '--yes', '--format', 'json'],
    { encoding: 'utf8' },
  );
  // Into a pipe it says that names are real; docs/security.md.
  const complaint = stderr.replace(/^fngvt: this output is not redacted: .*\n/, '');
  if (complaint !== '' || (status !== 0 && status !== 1))
    return `undo ended with ${String(status)}: ${stdout}${stderr}`;
  const { refused } = JSON.parse(stdout) as { readonly refused: readonly { readonly reason: string }[] };
  const left = refused.filter(({ reason }) => reason !== 'no-commands');
  return left.length === 0 ? null : `undo left something: ${JSON.stringify(left).slice(0, 600)}`;
}

function unlike(is: Tree, wanted: Tree): string | null {
  const others = differing(is, wanted).filter(path => !path.endsWith('/grub.cfg.new'));
  return others.length === 0
    ? null
    : `after undo: ${others.map(path => `${path} is ${is[path] ?? 'gone'}, was ${wanted[path] ?? 'not there'}`).join('; ')}`;
}
