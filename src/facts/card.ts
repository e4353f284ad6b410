import { smbiosDate } from '../formats/smbios-date.ts';
import type { Host, Inventory, InventoryTopic, Reading } from '../host/reader.ts';
import { fromReading, type Collector } from './collector.ts';

/** What the machine card shows beside CPU and kernel. No rule rests on it. */
export const cardCollector: Collector = {
  subject: 'card',
  gives: ['card/board', 'card/bios', 'card/memory-mib'],
  collect: async host => {
    const [system, board, bios, mem] = await Promise.all([
      readPart(host, parts.system),
      readPart(host, parts.board),
      readPart(host, parts.bios),
      host.inventory('mem'),
    ]);
    const named = saysSomething(system) ? system : board;
    return {
      facts: [
        fromReading('card/board', named.reading, named, joined),
        fromReading('card/bios', bios.reading, bios, ([version = '', date = '']) =>
          joined([version, smbiosDate(date)]),
        ),
        fromReading('card/memory-mib', mem, { source: '/proc/meminfo' }, of =>
          typeof of['total'] === 'number' ? Math.round(of['total'] / (1024 * 1024)) : null,
        ),
      ],
    };
  },
};

/**
 * What the firmware says of the machine (SMBIOS, DMTF DSP0134): drivers/firmware/dmi-id.c shows these fields to
 * everybody. Those that tell one machine from another (serial numbers, asset tags, the UUID) are root's alone there,
 * and are never asked for.
 */
const folder = '/sys/class/dmi/id';

interface Part {
  readonly files: readonly string[];
  /** What snapshots hold instead that were taken before these files were read. */
  readonly topic: InventoryTopic;
  readonly fields: readonly string[];
}

const parts = {
  system: { files: ['sys_vendor', 'product_name'], topic: 'system', fields: ['manufacturer', 'model'] },
  board: { files: ['board_vendor', 'board_name'], topic: 'baseboard', fields: ['manufacturer', 'model'] },
  bios: { files: ['bios_version', 'bios_date'], topic: 'bios', fields: ['version', 'releaseDate'] },
} as const satisfies Record<string, Part>;

/** The fields of a part in their order; one that is not there is empty. */
interface Said {
  readonly reading: Reading<readonly string[]>;
  readonly source: string;
}

/**
 * Where a snapshot answers for the topic it does so alone: it is told as it was when it was taken. No other host
 * answers for it.
 */
async function readPart(host: Host, { files, topic, fields }: Part): Promise<Said> {
  const card = await host.inventory(topic);
  if (card.state !== 'withheld' || card.why !== 'not captured')
    return { source: 'DMI', reading: fieldsOf(card, fields) };
  const texts = await Promise.all(files.map(file => host.read(`${folder}/${file}`)));
  return { source: folder, reading: together(texts) };
}

function fieldsOf(card: Reading<Inventory>, fields: readonly string[]): Reading<readonly string[]> {
  if (card.state !== 'present') return card;
  return { state: 'present', value: fields.map(field => String(card.value[field] ?? '')) };
}

/** What is there of several texts; where nothing is, why. */
function together(texts: readonly Reading<string>[]): Reading<readonly string[]> {
  if (texts.some(text => text.state === 'present'))
    return { state: 'present', value: texts.map(text => (text.state === 'present' ? text.value : '')) };
  return texts.find(text => text.state === 'withheld') ?? { state: 'absent' };
}

const saysSomething = ({ reading }: Said): boolean =>
  reading.state === 'present' && joined(reading.value) !== null;

/** Texts that say something, one after another; firmware fills the others with words of its own. */
function joined(texts: readonly string[]): string | null {
  const said = texts
    .map(text => text.trim())
    .filter(
      text =>
        text !== '' && !/^(default string|to be filled|system (manufacturer|product)|none|-)/iu.test(text),
    );
  return said.length === 0 ? null : said.join(' ');
}
