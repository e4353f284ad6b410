import { sure } from '../commands.ts';
import type { Image } from '../image.ts';
import type { Machine } from '../machine.ts';
import { usualHardware, type Hardware } from '../scenario.ts';
import { bootPatiently, partsAbove, withoutLibvirt, type Stage } from '../stage.ts';
import { timed } from '../timed.ts';
import { changedSince, foretold, type Foretold } from './foretold.ts';
import { putDriversIn } from './put-in.ts';
import { loadRows, type DriverRow } from './rows.ts';
import { boundDriver, meetGpu, prepareBoot, prepareReload, readAgain, takeSnapshot } from './shell.ts';

/** A GPU that both drivers have in their tables. */
const hardware: Hardware = { ...usualHardware, device: 0x46d1, revision: 0, totalvfs: 7 };

/** A row, what was foretold of it and what the kernel did. */
export interface ShownRow {
  readonly row: DriverRow;
  readonly foretold: Foretold;
  readonly bound: string;
  /** null: nothing. */
  readonly wrong: string | null;
}

/** Compares what fngvt foretells of the GPU's driver with what a booted kernel does, in each row that is played so. */
export async function driverRows(
  by: DriverRow['by'],
  image: Image,
  stage: Stage,
): Promise<{ readonly wrong: string | null; readonly shown: readonly ShownRow[] }> {
  const rows = loadRows().filter(row => row.by === by);
  const parts = partsAbove(image, stage);
  const first = await timed(stage.say, 'boot', () => bootPatiently(parts, hardware, stage.say));
  return compareRows(rows, first, stage.say, async before => {
    await before.shutDown('reboot');
    return bootPatiently(parts, hardware, stage.say);
  });
}

/** Plays rows, one after another; the VM ends with them. */
export async function compareRows(
  rows: readonly DriverRow[],
  first: Machine,
  say: Stage['say'],
  reboot: (before: Machine) => Promise<Machine>,
): Promise<{ readonly wrong: string | null; readonly shown: readonly ShownRow[] }> {
  let machine = first;
  const next = async (): Promise<Machine> => (machine = await reboot(machine));
  // Taken at the first row, with neither driver loaded.
  let snapshot: string | undefined;
  const base = async (): Promise<string> => (snapshot ??= await sure(machine, takeSnapshot));
  const shown: ShownRow[] = [];
  try {
    await sure(machine, withoutLibvirt);
    await timed(say, 'build the two drivers', () => sure(machine, putDriversIn()));
    for (const row of rows) {
      const found = await timed(say, `${row.by}: ${row.says}`, () =>
        orWrong(row, () =>
          row.by === 'boot' ? showByBoot(row, machine, next) : showByReload(row, machine, base),
        ),
      );
      if (found.wrong !== null) say(`         failed: ${found.wrong}`);
      shown.push(found);
    }
  } finally {
    machine.kill();
  }
  const failed = shown.filter(({ wrong }) => wrong !== null);
  return {
    wrong:
      failed.length === 0 ? null : failed.map(({ row, wrong }) => `${row.says}: ${wrong ?? ''}`).join('\n'),
    shown,
  };
}

/** A row that could not be played says why, and the next one has its turn. */
async function orWrong(row: DriverRow, show: () => Promise<ShownRow>): Promise<ShownRow> {
  try {
    return await show();
  } catch (error) {
    return { row, foretold: { driver: 'open', settledBy: null }, bound: '', wrong: (error as Error).message };
  }
}

async function showByBoot(
  row: DriverRow,
  before: Machine,
  reboot: () => Promise<Machine>,
): Promise<ShownRow> {
  await sure(before, prepareBoot(row));
  const snapshot = await sure(before, takeSnapshot);
  const after = await reboot();
  const foreseen = await foretold(snapshot, 'boot');
  return compared(row, foreseen, (await sure(after, boundDriver)).trim());
}

async function showByReload(
  row: DriverRow,
  machine: Machine,
  base: () => Promise<string>,
): Promise<ShownRow> {
  await sure(machine, prepareReload(row));
  // Other modules are more than a reload of a few files.
  const snapshot =
    row.dkms.length > 0
      ? await sure(machine, takeSnapshot)
      : changedSince(await base(), await sure(machine, readAgain));
  await sure(machine, meetGpu);
  return compared(row, await foretold(snapshot, 'reload'), (await sure(machine, boundDriver)).trim());
}

function compared(row: DriverRow, found: Foretold, bound: string): ShownRow {
  const wanted = row.open === null ? row.binds : 'open';
  const wrong = [
    ...(bound === row.binds ? [] : [`the kernel bound ${bound}, expected ${row.binds}`]),
    ...(found.driver === wanted
      ? []
      : [`foretold ${found.driver} (${found.settledBy ?? ''}), expected ${wanted}`]),
    ...(row.open === null || found.settledBy?.includes(row.open) === true
      ? []
      : [`open until ${found.settledBy ?? 'nothing'} is read, expected ${row.open}`]),
  ];
  return { row, foretold: found, bound, wrong: wrong.length === 0 ? null : wrong.join('; ') };
}

/** The row as docs show it. */
export function driverCells({ row, foretold: found, bound }: ShownRow): readonly string[] {
  const code = (text: string): string => (text === '' ? '' : `\`${text}\``);
  const files = Object.entries(row.files).map(
    ([path, text]) => `${path}: ${code(text.replaceAll('\n', '; '))}`,
  );
  const places = [
    ...files,
    ...row.dkms.map(name => `${name} in updates/dkms`),
    ...(row.inside === 'none' ? [] : [`i915 ${row.inside} in the initramfs`]),
    ...(row.image === 'stale' ? ['an older initramfs'] : []),
  ];
  const foreseen = found.settledBy === null ? found.driver : `open: ${found.settledBy}`;
  return [row.by, row.says, code(row.words), places.join(', '), foreseen, bound];
}
