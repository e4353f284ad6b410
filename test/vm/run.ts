import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { driverCells, driverRows } from './drivers/play.ts';
import { image, type Image } from './image.ts';
import { play } from './play.ts';
import { allCuts, powerCut, someCuts } from './power/power-cut.ts';
import { writeFigures } from './power/page.ts';
import { loadFaults } from './printed/faults.ts';
import { printedSteps, ruleCells } from './printed/play.ts';
import { missing } from './requirements.ts';
import { loadScenarios } from './scenario.ts';
import { shownPage } from './shown/page.ts';
import { allPlays, digestOf } from './shown/plays.ts';
import { noteShown, readShown, stale, type Shown } from './shown/shown.ts';
import type { Stage } from './stage.ts';
import { loadVariant } from './variant.ts';

/**
 * npm run test:vm: plays scenarios in virtual machines with a real kernel and a stand-in GPU; docs/vm-tests.md tells of them.
 * Ends with "N passed, N failed".
 */

const root = dirname(dirname(import.meta.dirname));
const usual = { scenario: 'guide', variant: 'debian12' };

const { values: flags } = parseArgs({
  options: {
    all: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    snapshots: { type: 'string' },
    keep: { type: 'boolean', default: false },
    /** How many play side by side; each is a virtual machine of its own. */
    lanes: { type: 'string', default: '1' },
    /** Of what is tried many times, some. */
    short: { type: 'boolean', default: false },
    /** Notes what passed, as --all does. */
    record: { type: 'boolean', default: false },
    /** Plays nothing; says what was not shown with what stands here now. */
    check: { type: 'boolean', default: false },
    /** Writes what was counted into docs. */
    figures: { type: 'boolean', default: false },
  },
});

const lanes = Number(flags.lanes);
if (!Number.isInteger(lanes) || lanes < 1)
  throw new Error(`--lanes ${flags.lanes}: expected a number from 1`);

interface Performance {
  readonly name: string;
  readonly about: string;
  readonly variant: string;
  readonly digest: () => string;
  readonly play: (image: Image, stage: Stage) => Promise<Played>;
}

interface Played {
  /** What went wrong; null: nothing. */
  readonly wrong: string | null;
  /** Of a play that compares many things. */
  readonly rows?: readonly (readonly string[])[];
}

interface Outcome {
  readonly failed: boolean;
  /** Of its image. */
  readonly accelerator: Image['accelerator'] | null;
}

/** What is done for a play, by its title; docs tell what it is (shown/plays.ts). */
const performances: ReadonlyMap<string, Performance['play']> = new Map([
  ...loadScenarios().flatMap(scenario =>
    scenario.variants.map(
      variant =>
        [
          `${scenario.name}@${variant}`,
          async (found: Image, stage: Stage) => ({ wrong: await play(scenario, variant, found, stage) }),
        ] as const,
    ),
  ),
  ['power-cut@debian12', cutPower] as const,
  ...(['reload', 'boot'] as const).map(
    by =>
      [
        `drivers-${by}@debian13`,
        async (found: Image, stage: Stage) => {
          const { wrong, shown } = await driverRows(by, found, stage);
          return { wrong, rows: shown.map(driverCells) };
        },
      ] as const,
  ),
  ...Object.entries(loadFaults()).map(
    ([name, group]) =>
      [
        `printed-${name}@debian12`,
        async (found: Image, stage: Stage) => {
          const { wrong, shown } = await printedSteps(group, found, stage);
          return { wrong, rows: shown.map(rule => ruleCells(rule, name)) };
        },
      ] as const,
  ),
]);

async function cutPower(found: Image, stage: Stage): Promise<Played> {
  const { wrong, figures } = await powerCut(found, stage, flags.short ? someCuts : allCuts);
  if (flags.figures) writeFigures(figures);
  return { wrong };
}

const all: readonly Performance[] = allPlays().map(known => {
  const { title, about } = known;
  const [name = '', variant = ''] = title.split('@');
  const play = performances.get(title);
  if (play === undefined) throw new Error(`${title} can't be played`);
  return { name, about, variant, digest: () => digestOf(known), play };
});
const title = ({ name, variant }: Performance): string => `${name}@${variant}`;

function chosen(): readonly Performance[] {
  if (flags.all) return all;
  if (flags.only.length === 0)
    return all.filter(({ name, variant }) => name === usual.scenario && variant === usual.variant);
  return flags.only.flatMap(name => {
    const found = all.filter(performance =>
      [title(performance), performance.name, performance.variant].includes(name),
    );
    if (found.length === 0) throw new Error(`--only ${name}: expected one of\n${all.map(title).join('\n')}`);
    return found;
  });
}

async function main(): Promise<number> {
  if (flags.short && flags.figures) throw new Error('--figures: expected all cuts of the power, not --short');
  if (flags.list) {
    for (const performance of all) say(`${title(performance)}: ${performance.about}`);
    return 0;
  }
  if (flags.check) {
    const wanting = stale(readShown());
    for (const line of wanting) say(line);
    return wanting.length === 0 ? 0 : 1;
  }
  const wanted = missing();
  if (wanted.length > 0) {
    say(`The tests in virtual machines need ${wanted.join('; ')}.`);
    if (process.env['CI'] === undefined) {
      say('Skipped.');
      return 0;
    }
    say('0 passed, 1 failed');
    return 1;
  }
  const work = mkdtempSync(join(tmpdir(), 'fngvt-vm-'));
  const tool = stageTool(join(work, 'tool'));
  if (flags.snapshots !== undefined) mkdirSync(flags.snapshots, { recursive: true });
  const began = Date.now();
  const performances = chosen();
  const outcomes: Outcome[] = [];
  const waiting = [...performances.entries()];
  const images = new ImageShelf();
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [i, performance] = next;
      outcomes[i] = await perform(performance, { images, tool, folder: join(work, String(i)) });
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (flags.keep) say(`kept: ${work}`);
  else rmSync(work, { recursive: true, force: true });
  const how = outcomes[0]?.accelerator === 'kvm' ? 'with KVM' : 'emulated';
  say(`${performances.length} in ${seconds(began)}, ${how}`);
  const failed = performances.filter((_, i) => outcomes[i]?.failed !== false);
  for (const performance of failed) say(`FAILED ${title(performance)}`);
  say(`${performances.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

/** Images by variant, built one after another: they are made of the same base. */
class ImageShelf {
  readonly #images = new Map<string, Promise<Image>>();
  #last: Promise<unknown> = Promise.resolve();

  get(variant: string, make: () => Promise<Image>): Promise<Image> {
    const known = this.#images.get(variant);
    if (known !== undefined) return known;
    const image = this.#last.then(make);
    this.#last = image.catch(() => undefined);
    this.#images.set(variant, image);
    return image;
  }
}

/** Plays one and tells of it as it goes along, under its name where several play. */
async function perform(
  performance: Performance,
  { images, tool, folder }: { readonly images: ImageShelf; readonly tool: string; readonly folder: string },
): Promise<Outcome> {
  const before = Date.now();
  const tell = lanes === 1 ? say : (line: string): void => say(`${title(performance)} | ${line}`);
  let accelerator: Image['accelerator'] | null = null;
  mkdirSync(folder);
  tell(`== ${title(performance)}: ${performance.about}`);
  const digest = performance.digest();
  const { wrong, rows = [] } = await attempt(async () => {
    const found = await images.get(performance.variant, () =>
      image(loadVariant(performance.variant), { folder, tool }, tell),
    );
    accelerator = found.accelerator;
    return performance.play(found, { folder, tool, snapshots: flags.snapshots ?? null, say: tell });
  });
  if (wrong !== null) tell(`FAILED ${title(performance)}: ${wrong}`);
  tell(`${wrong === null ? 'passed' : 'failed'} in ${seconds(before)}`);
  if ((flags.all || flags.record) && !flags.short) {
    const took = Math.round((Date.now() - before) / 1000);
    const when = new Date().toISOString().slice(0, 10);
    note(
      title(performance),
      wrong === null ? { when, seconds: took, digest, rows: rows.map(row => [...row]) } : null,
    );
  }
  if (!flags.keep) rmSync(folder, { recursive: true, force: true });
  return { failed: wrong !== null, accelerator };
}

/** Notes what came of a play, and writes the page anew. */
function note(name: string, shown: Shown | null): void {
  noteShown(name, shown);
  writeFileSync(join(root, 'docs', 'vm-shown.md'), shownPage(readShown()));
}

/** The built tool with what its package holds. */
function stageTool(folder: string): string {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const part of ['dist', 'collector', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  return folder;
}

async function attempt(work: () => Promise<Played>): Promise<Played> {
  try {
    return await work();
  } catch (error) {
    return { wrong: (error as Error).message };
  }
}

function seconds(since: number): string {
  return `${Math.round((Date.now() - since) / 1000)} s`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = await main();
