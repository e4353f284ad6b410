import { readFile } from 'node:fs/promises';
import * as si from 'systeminformation';
import { present, withheld, type Inventory, type InventoryTopic, type Reading } from '../host.ts';
import { smbiosDate } from '../smbios-date.ts';

/** What is taken of each topic. No serial number, UUID, asset tag or address is ever asked for. */
const allowed = {
  cpu: ['manufacturer', 'brand', 'family', 'model', 'stepping', 'physicalCores', 'cores'],
  system: ['manufacturer', 'model'],
  bios: ['vendor', 'version', 'releaseDate'],
  baseboard: ['manufacturer', 'model'],
  mem: ['total'],
} as const satisfies Record<InventoryTopic, readonly string[]>;

const questions: Readonly<Record<InventoryTopic, () => Promise<unknown>>> = {
  cpu: () => si.cpu(),
  system: () => si.system(),
  bios: async () => withFirmwareDate(await si.bios(), await firmwareDate()),
  baseboard: () => si.baseboard(),
  mem: () => si.mem(),
};

/** How long one topic may take (milliseconds). */
const patience = 4000;

/** Asks systeminformation for one topic of the machine card. */
export async function takeInventory(topic: InventoryTopic): Promise<Reading<Inventory>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>(done => {
    timer = setTimeout(() => done('late'), patience);
  });
  try {
    const answer = await Promise.race([questions[topic](), late]);
    if (answer === 'late') return withheld('timed out');
    return present(onlyAllowed(topic, answer as Readonly<Record<string, unknown>>));
  } catch {
    // systeminformation gives no reason that a reader could use; the card goes without this line.
    return withheld('failed');
  } finally {
    clearTimeout(timer);
  }
}

function onlyAllowed(topic: InventoryTopic, answer: Readonly<Record<string, unknown>>): Inventory {
  const card: Record<string, string | number> = {};
  for (const field of allowed[topic]) {
    const value = answer[field];
    if (typeof value === 'number') card[field] = value;
    if (typeof value === 'string' && value.trim() !== '') card[field] = value.trim();
  }
  return card;
}

/** systeminformation reads the table's mm/dd/yyyy as dd/mm/yyyy (parseDateTime of 5.33): the date is taken from the table itself. */
export function withFirmwareDate(answer: object, text: string | null): Readonly<Record<string, unknown>> {
  return { ...answer, releaseDate: text === null ? null : smbiosDate(text) };
}

async function firmwareDate(): Promise<string | null> {
  try {
    return await readFile('/sys/class/dmi/id/bios_date', 'utf8');
  } catch {
    // No table (a container, a board without SMBIOS), or not for us: then there is no date.
    return null;
  }
}
