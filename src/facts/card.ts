import type { Inventory, Reading } from '../host/host.ts';
import { fromReading, type Collector } from './collector.ts';

/** What the machine card shows beside CPU and kernel. No rule rests on it. */
export const cardCollector: Collector = {
  subject: 'card',
  gives: ['card/board', 'card/bios', 'card/memory-mib'],
  collect: async host => {
    const [system, board, bios, mem] = await Promise.all([
      host.inventory('system'),
      host.inventory('baseboard'),
      host.inventory('bios'),
      host.inventory('mem'),
    ]);
    const about = { source: 'DMI' };
    return {
      facts: [
        fromReading('card/board', words(system) === null ? board : system, about, of =>
          joined(of, 'manufacturer', 'model'),
        ),
        fromReading('card/bios', bios, about, of => joined(of, 'version', 'releaseDate')),
        fromReading('card/memory-mib', mem, { source: '/proc/meminfo' }, of =>
          typeof of['total'] === 'number' ? Math.round(of['total'] / (1024 * 1024)) : null,
        ),
      ],
    };
  },
};

function words(reading: Reading<Inventory>): string | null {
  return reading.state === 'present' ? joined(reading.value, 'manufacturer', 'model') : null;
}

/** Fields that say something, one after another; firmware fills the others with words of its own. */
function joined(of: Inventory, ...fields: readonly string[]): string | null {
  const said = fields
    .map(field => String(of[field] ?? '').trim())
    .filter(
      text =>
        text !== '' && !/^(default string|to be filled|system (manufacturer|product)|none|-)/iu.test(text),
    );
  return said.length === 0 ? null : said.join(' ');
}
