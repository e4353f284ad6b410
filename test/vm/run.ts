import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { image, type Image } from './image.ts';
import { play, type Stage } from './play.ts';
import { allCuts, powerCut, someCuts } from './power/power-cut.ts';
import { writeFigures } from './power/page.ts';
import { missing } from './requirements.ts';
import { loadScenarios } from './scenario.ts';
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
  /** What went wrong; null: nothing. */
  readonly play: (image: Image, stage: Stage) => Promise<string | null>;
}

interface Outcome {
  readonly failed: boolean;
  /** Of its image. */
  readonly accelerator: Image['accelerator'] | null;
}

const scenarios: readonly Performance[] = loadScenarios().flatMap(scenario =>
  scenario.variants.map(variant => ({
    name: scenario.name,
    about: scenario.title,
    variant,
    play: (found, stage) => play(scenario, variant, found, stage),
  })),
);
const powerCuts: Performance = {
  name: 'power-cut',
  about: 'The power goes at every flush of a change, and between them',
  variant: 'debian12',
  play: async (found, stage) => {
    const { wrong, figures } = await powerCut(found, stage, flags.short ? someCuts : allCuts);
    if (flags.figures) writeFigures(figures);
    return wrong;
  },
};
const all = [...scenarios, powerCuts];
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
  const wrong = await attempt(async () => {
    const found = await images.get(performance.variant, () =>
      image(loadVariant(performance.variant), { folder, tool }, tell),
    );
    accelerator = found.accelerator;
    return performance.play(found, { folder, tool, snapshots: flags.snapshots ?? null, say: tell });
  });
  if (wrong !== null) tell(`FAILED ${title(performance)}: ${wrong}`);
  tell(`${wrong === null ? 'passed' : 'failed'} in ${seconds(before)}`);
  if (!flags.keep) rmSync(folder, { recursive: true, force: true });
  return { failed: wrong !== null, accelerator };
}

/** The built tool with what its package holds. */
function stageTool(folder: string): string {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const part of ['dist', 'collector', 'package.json'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  return folder;
}

async function attempt(work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work();
  } catch (error) {
    return (error as Error).message;
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
