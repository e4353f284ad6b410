import { describe, expect, test } from 'vitest';
import { cardCollector } from '../../src/facts/card.ts';
import type { FactAddress } from '../../src/facts/catalogue.ts';
import { keyedDigest } from '../../src/host/digest.ts';
import { checkSnapshot } from '../../src/host/snapshot/check.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { redactingHost } from '../../src/privacy/redacting-host.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';
import { askingHost } from '../asking-host.ts';

const dmi = (fields: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, text]) => [`/sys/class/dmi/id/${name}`, `${text}\n`]),
  );

const nuc = {
  sys_vendor: 'Intel(R) Client Systems',
  product_name: 'NUC8i5BEH',
  board_vendor: 'Intel Corporation',
  board_name: 'NUC8BEB',
  bios_vendor: 'Intel Corp.',
  bios_version: 'BECFL357.86A.0094',
  bios_date: '03/04/2019',
};

async function card(snapshot: Record<string, unknown>): Promise<Readonly<Record<string, unknown>>> {
  const host = replayHost(checkSnapshot({ schema: 'fngvt.snapshot/1', ...snapshot }, 'test'));
  const { facts } = await cardCollector.collect(host);
  const of = (address: FactAddress): unknown => {
    const fact = facts.find(one => one.address === address);
    return fact?.known === true ? fact.value : fact?.why;
  };
  return { board: of('card/board'), bios: of('card/bios'), memory: of('card/memory-mib') };
}

const inventory = {
  system: { manufacturer: 'LENOVO', model: '20HNA00BCD' },
  baseboard: { manufacturer: 'LENOVO', model: 'board' },
  bios: { vendor: 'LENOVO', version: 'R0IET63W', releaseDate: '2020-11-25' },
  mem: { total: 1024 ** 3 },
};

describe('the machine card', () => {
  test.each([
    [
      'what the firmware says of the machine',
      { files: dmi(nuc) },
      { board: 'Intel(R) Client Systems NUC8i5BEH', bios: 'BECFL357.86A.0094 2019-03-04' },
    ],
    [
      'the board, where the maker left the machine without a name',
      {
        files: dmi({ ...nuc, sys_vendor: 'To Be Filled By O.E.M.', product_name: 'System Product Name' }),
      },
      { board: 'Intel Corporation NUC8BEB' },
    ],
    [
      'the half that is there',
      { files: dmi({ product_name: 'NUC8i5BEH' }), absent: ['/sys/class/dmi/id/sys_vendor'] },
      { board: 'NUC8i5BEH', bios: 'not captured' },
    ],
    ['nothing, where there is no such table', { absent: ['/sys/class/dmi'] }, { board: null, bios: null }],
    [
      'nothing known, where it may not be read',
      { denied: Object.keys(dmi(nuc)) },
      { board: 'denied', bios: 'denied' },
    ],
    [
      'nothing known, where nobody asked',
      {},
      { board: 'not captured', bios: 'not captured', memory: 'not captured' },
    ],
    [
      'what an older snapshot holds instead of the files',
      { inventory },
      { board: 'LENOVO 20HNA00BCD', bios: 'R0IET63W 2020-11-25', memory: 1024 },
    ],
    [
      'what an older snapshot holds, though it has some of the files too',
      { inventory, files: dmi({ sys_vendor: 'QEMU', product_name: 'pc' }) },
      { board: 'LENOVO 20HNA00BCD' },
    ],
    [
      'that it took too long, where an older snapshot says so',
      { failed: { system: 'timed out', baseboard: 'timed out', bios: 'timed out', mem: 'timed out' } },
      { board: 'timed out', bios: 'timed out', memory: 'timed out' },
    ],
  ])('is %s', async (_, snapshot, wanted) => {
    expect(await card(snapshot)).toMatchObject(wanted);
  });

  test('asks for nothing that tells this machine from another one', async () => {
    const { host, asked } = askingHost(replayHost(checkSnapshot({ schema: 'fngvt.snapshot/1' }, 'test')));
    await cardCollector.collect(host);
    expect(asked.map(({ about }) => about).filter(about => /serial|uuid|asset/u.test(about))).toEqual([]);
  });

  test('leaves the machine as it did from a library: words that tell nothing stay, all others have stand-ins', async () => {
    const host = (snapshot: Record<string, unknown>): Promise<unknown> => {
      const replayed = replayHost(checkSnapshot({ schema: 'fngvt.snapshot/1', ...snapshot }, 'test'));
      return cardCollector
        .collect(redactingHost(replayed, new Pseudonymizer(keyedDigest('key'))))
        .then(({ facts }) => facts.slice(0, 2).map(fact => (fact.known ? fact.value : fact.why)));
    };
    const own = { ...nuc, product_name: 'NUC8i5BEH of Zhangsan', bios_version: 'ZHANGSAN42.0094' };
    const recorded = {
      system: { manufacturer: own.sys_vendor, model: own.product_name },
      bios: { version: own.bios_version, releaseDate: '2019-03-04' },
    };
    const shown = await host({ files: dmi(own) });
    expect(shown).toEqual(await host({ inventory: recorded }));
    expect(JSON.stringify(shown)).not.toMatch(/zhangsan/iu);
    expect(JSON.stringify(shown)).toContain('2019-03-04');
  });
});
