import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { reportSchema } from '../../../src/report/schema.ts';
import { layerAbove, type Image } from '../image.ts';
import { boot, type Machine } from '../machine.ts';
import { usualHardware } from '../scenario.ts';
import { mounted } from './mounted.ts';
import { fix, listing, patient, record, sure, type PowerStage, type Recording } from './recording.ts';
import { cutsOf, survivors, writeEntries, type Cut } from './replay.ts';
import { treeOf } from './tree.ts';
import { tryDisk, type Sound, type Trial } from './trial.ts';
import type { WriteLog } from './write-log.ts';

/** How often the power goes between two flushes, each time with other writes done. */
const chances = 2;

/** A cut and what came of it. */
export interface CutTrial extends Trial {
  readonly cut: Cut;
  readonly verb: 'apply' | 'undo';
}

/** What came of all cuts. */
export interface PowerFigures {
  readonly trials: readonly CutTrial[];
  /** How many were booted. */
  readonly booted: number;
}

/**
 * Records a change and its undo in a VM, lets the power go at every flush and between them, and looks each time whether every file is whole
 * and `fngvt undo --root` brings the first state. Three of the cuts are booted.
 */
export async function powerCut(
  image: Image,
  stage: PowerStage,
): Promise<{ readonly wrong: string | null; readonly figures: PowerFigures }> {
  const { folder, say } = stage;
  const recording = await timed(say, 'Let fngvt fix and undo while the disk is recorded.', () =>
    record(image, stage),
  );
  const { log, marks } = recording;
  const disk = join(folder, 'disk.raw');
  const reel = new Reel(image, log, disk);
  reel.forward(marks.start);
  const until = async (end: number): Promise<Sound['before']> =>
    mounted({ disk, log, more: log.entries.slice(marks.start, end) }, folder, treeOf);
  const sound = {
    before: await until(marks.start),
    after: await until(marks.applied),
    tool: join(stage.tool, 'dist', 'fngvt.js'),
  };
  const trials = await timed(say, 'Let the power go at every flush, and between them.', async () => {
    const found: CutTrial[] = [];
    for (const cut of cutsOf(log.entries, marks.start, marks.undone, chances)) {
      reel.forward(cut.kept);
      const verb = (cut.chance?.until ?? cut.kept) <= marks.applied ? 'apply' : 'undo';
      found.push({ cut, verb, ...(await tryCut({ disk, log, cut }, folder, sound)) });
    }
    return found;
  });
  const figures = { trials, booted: 0 };
  const faults = trials.filter(({ wrong, torn }) => wrong !== null || torn.length > 0);
  for (const { cut, verb, journal, torn, wrong } of faults)
    say(
      `         ${verb} ${JSON.stringify(cut)} (${journal}): ${[...torn, ...(wrong === null ? [] : [wrong])].join('; ')}`,
    );
  say(`         ${summary(figures)}`);
  const booted = bootable(trials);
  for (const [i, cut] of booted.entries()) {
    await timed(say, `Boot after cut ${i + 1} of ${booted.length}, at entry ${cut.kept}.`, () =>
      bootCut({ image, recording, cut, disk: join(folder, 'booted.raw') }, stage),
    );
  }
  const wrong = faults.length === 0 ? null : `${faults.length} cuts with something lost`;
  return { wrong, figures: { trials, booted: booted.length } };
}

/** The figures in one line. */
export function summary({ trials }: Pick<PowerFigures, 'trials'>): string {
  const flushes = trials.filter(({ cut }) => cut.chance === null).length;
  const lost = trials.filter(({ wrong, torn }) => wrong !== null || torn.length > 0).length;
  return `${flushes} flushes, ${trials.length - flushes} cuts between them, ${lost} with something lost`;
}

async function tryCut(
  { disk, log, cut }: { readonly disk: string; readonly log: WriteLog; readonly cut: Cut },
  folder: string,
  sound: Sound,
): Promise<Trial> {
  try {
    return await mounted({ disk, log, more: survivors(log, cut) }, folder, root => tryDisk(root, sound));
  } catch (error) {
    return { journal: 'unknown', torn: [], wrong: (error as Error).message };
  }
}

/** A raw disk on which a log is played, forward only. */
class Reel {
  readonly #log: WriteLog;
  readonly #disk: string;
  #at = 0;

  constructor(image: Image, log: WriteLog, disk: string) {
    this.#log = log;
    this.#disk = disk;
    execFileSync('cp', ['--reflink=auto', '--sparse=always', image.disk, disk]);
  }

  forward(to: number): void {
    writeEntries(this.#log, this.#log.entries.slice(this.#at, to), this.#disk);
    this.#at = Math.max(this.#at, to);
  }
}

/** Three flushes while a change was being made: an early, a middle and a late one. */
export function bootable(trials: readonly CutTrial[]): readonly Cut[] {
  const during = trials
    .filter(({ verb, journal, cut }) => verb === 'apply' && journal === 'applying' && cut.chance === null)
    .map(({ cut }) => cut);
  const at = [0, Math.floor(during.length / 2), during.length - 1].map(i => during[i]);
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
    await patient(machine, 'fngvt undo --yes');
    await expectListing(machine, recording.first, 'undo');
    await patient(machine, fix);
    await expectListing(machine, recording.second, 'a second fix');
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${machine.consoleEnd()}`, { cause: error });
  } finally {
    machine.kill();
  }
}

async function expectListing(machine: Machine, wanted: string, after: string): Promise<void> {
  const is = await sure(machine, listing);
  if (is === wanted) return;
  const [old, now] = [wanted, is].map(text => text.split('\n')) as [string[], string[]];
  const differs = [
    ...old.filter(line => !now.includes(line)).map(line => `- ${line}`),
    ...now.filter(line => !old.includes(line)).map(line => `+ ${line}`),
  ];
  throw new Error(`after ${after}:\n${differs.join('\n')}`);
}

async function timed<T>(say: (line: string) => void, what: string, work: () => Promise<T>): Promise<T> {
  const before = Date.now();
  try {
    return await work();
  } finally {
    say(`  ${((Date.now() - before) / 1000).toFixed(0).padStart(4)} s  ${what}`);
  }
}
