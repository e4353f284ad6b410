import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { reportSchema } from '../../../src/judge/report-schema.ts';
import { differsFrom, sure } from '../commands.ts';
import { layerAbove, type Image } from '../image.ts';
import { boot, type Machine } from '../machine.ts';
import { usualHardware } from '../scenario.ts';
import { mounted } from './mounted.ts';
import {
  fix,
  listing,
  mounts,
  record,
  type Mount,
  type PowerStage,
  type Recording,
  type Round,
} from './recording.ts';
import { cutsOf, survivors, writeEntries, type Cut } from './replay.ts';
import { treeOf, type Tree } from './tree.ts';
import { tryDisk, type Sound, type Trial } from './trial.ts';
import type { WriteLog } from './write-log.ts';
import { timed } from '../timed.ts';

/** How often the power goes between two flushes, each time with other writes done. */
const chances = 2;

/** How much of it is tried. */
export interface Extent {
  readonly mounts: readonly Mount[];
  /** Of so many cuts one is tried. Every third is one after a flush. */
  readonly oneOf: number;
  /** After how many of them the disk is booted. */
  readonly boots: number;
}

/** All of it. */
export const allCuts: Extent = { mounts, oneOf: 1, boots: 3 };

/** What CI has the time for, where ext4 helps least. */
export const someCuts: Extent = { mounts: [mounts[1]], oneOf: 2, boots: 1 };

/** A cut and what came of it. */
export interface CutTrial extends Trial {
  readonly cut: Cut;
  readonly verb: 'apply' | 'undo';
  /** How the root was mounted. */
  readonly mount: string;
}

/** What came of all cuts. */
export interface PowerFigures {
  readonly trials: readonly CutTrial[];
  /** How many were booted. */
  readonly booted: number;
}

/**
 * Records a change and its undo in a VM, lets the power go at every flush and between them, and looks each time whether every file is whole
 * and `fngvt undo --root` brings the first state. Some of the cuts are booted.
 */
export async function powerCut(
  image: Image,
  stage: PowerStage,
  extent: Extent,
): Promise<{ readonly wrong: string | null; readonly figures: PowerFigures }> {
  const { folder, say } = stage;
  const { recording, trials } = await recordAndCut(image, stage, extent);
  const booted = bootable(trials, extent);
  for (const [i, cut] of booted.entries()) {
    await timed(say, `Boot after cut ${i + 1} of ${booted.length}, at entry ${cut.kept}.`, () =>
      bootCut({ image, recording, cut, disk: join(folder, 'booted.raw') }, stage),
    );
  }
  const lost = trials.filter(({ wrong }) => wrong !== null).length;
  const wrong =
    lost > 0
      ? `${lost} cuts with something lost`
      : booted.length < extent.boots
        ? `expected ${extent.boots} cuts in the middle of a change to boot after, found ${booted.length}`
        : null;
  return { wrong, figures: { trials, booted: booted.length } };
}

/** All but the boots. */
async function recordAndCut(
  image: Image,
  stage: PowerStage,
  extent: Extent,
): Promise<{ readonly recording: Recording; readonly trials: readonly CutTrial[] }> {
  const { folder, say } = stage;
  const recording = await timed(say, 'Let fngvt fix and undo while the disk is recorded.', () =>
    record(image, stage, extent.mounts),
  );
  const reel = new Reel(image, recording.log, join(folder, 'disk.raw'));
  const trials: CutTrial[] = [];
  for (const round of recording.rounds) {
    const found = await timed(say, `Let the power go, mounted ${round.mount}.`, () =>
      cutRound(reel, { log: recording.log, round, oneOf: extent.oneOf }, stage),
    );
    say(`         ${summary(found)}`);
    for (const { cut, verb, journal, wrong } of found)
      if (wrong !== null) say(`         ${verb} ${JSON.stringify(cut)} (${journal}): ${wrong}`);
    trials.push(...found);
  }
  return { recording, trials };
}

interface RoundToCut {
  readonly log: WriteLog;
  readonly round: Round;
  readonly oneOf: number;
}

async function cutRound(
  reel: Reel,
  { log, round: { mount, start, applied, undone }, oneOf }: RoundToCut,
  { folder, tool }: PowerStage,
): Promise<readonly CutTrial[]> {
  const { disk } = reel;
  reel.forward(start);
  const treeAt = (end: number): Promise<Tree> =>
    mounted({ disk, log, more: log.entries.slice(start, end) }, folder, treeOf);
  const sound = {
    before: await treeAt(start),
    after: await treeAt(applied),
    tool: join(tool, 'dist', 'fngvt.js'),
  };
  const found: CutTrial[] = [];
  const cuts = cutsOf(log.entries, start, undone, chances).filter((_, i) => i % oneOf === 0);
  for (const cut of cuts) {
    reel.forward(cut.kept);
    const verb = (cut.chance?.until ?? cut.kept) <= applied ? 'apply' : 'undo';
    found.push({ cut, verb, mount, ...(await tryCut({ disk, log, cut }, folder, sound)) });
  }
  return found;
}

/** The figures in one line. */
export function summary(trials: readonly CutTrial[]): string {
  const flushes = trials.filter(({ cut }) => cut.chance === null).length;
  const count = (test: (trial: CutTrial) => boolean): number => trials.filter(test).length;
  const lost = count(({ wrong }) => wrong !== null);
  const half = count(({ isGrubHalf }) => isGrubHalf);
  return `${flushes} flushes, ${trials.length - flushes} cuts between them, ${lost} with something lost, ${half} in the middle of grub.cfg`;
}

async function tryCut(
  { disk, log, cut }: { readonly disk: string; readonly log: WriteLog; readonly cut: Cut },
  folder: string,
  sound: Sound,
): Promise<Trial> {
  try {
    return await mounted({ disk, log, more: survivors(log, cut) }, folder, root => tryDisk(root, sound));
  } catch (error) {
    return { journal: 'unknown', isGrubHalf: false, wrong: (error as Error).message };
  }
}

/** A raw disk on which a log is played, forward only. */
class Reel {
  readonly disk: string;
  readonly #log: WriteLog;
  #at = 0;

  constructor(image: Image, log: WriteLog, disk: string) {
    this.#log = log;
    this.disk = disk;
    execFileSync('cp', ['--reflink=auto', '--sparse=always', image.disk, disk]);
  }

  forward(to: number): void {
    writeEntries(this.#log, this.#log.entries.slice(this.#at, to), this.disk);
    this.#at = Math.max(this.#at, to);
  }
}

/** Flushes while a change was being made, from early to late. */
function bootable(trials: readonly CutTrial[], { mounts: [first], boots }: Extent): readonly Cut[] {
  const during = trials
    .filter(({ mount, verb }) => mount === first?.name && verb === 'apply')
    .filter(({ journal, cut }) => journal === 'applying' && cut.chance === null)
    .map(({ cut }) => cut);
  const at = Array.from({ length: boots }, (_, i) => during[Math.floor(((i + 0.5) * during.length) / boots)]);
  return [...new Set(at)].filter(cut => cut !== undefined);
}

interface BootedCut {
  readonly image: Image;
  readonly recording: Recording;
  readonly cut: Cut;
  readonly disk: string;
}

/** Boots the disk by its own GRUB; the doctor must answer, undo bring the first state, and a second fix the other one. */
async function bootCut({ image, recording, cut, disk }: BootedCut, stage: PowerStage): Promise<void> {
  new Reel(image, recording.log, disk).forward(cut.kept);
  const layer = join(stage.folder, 'booted.qcow2');
  layerAbove(disk, layer);
  const machine = await boot(
    {
      folder: stage.folder,
      tool: stage.tool,
      disk: { path: layer, format: 'qcow2' },
      accelerator: image.accelerator,
    },
    usualHardware,
  );
  try {
    const doctor = await machine.run('fngvt doctor --format json');
    reportSchema.parse(JSON.parse(doctor.stdout));
    await sure(machine, 'fngvt undo --yes');
    await expectListing(machine, recording.first, 'undo');
    await sure(machine, fix);
    await expectListing(machine, recording.second, 'a second fix');
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${machine.consoleEnd()}`, { cause: error });
  } finally {
    machine.kill();
  }
}

async function expectListing(machine: Machine, wanted: string, after: string): Promise<void> {
  const is = await sure(machine, listing);
  if (is !== wanted) throw new Error(`after ${after}:\n${differsFrom(wanted, is)}`);
}
