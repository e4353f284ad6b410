import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { platformsOfPciName } from '../../src/knowledge/gpu-names.ts';
import { allGpuGroups } from '../../src/knowledge/pci-ids.ts';
import { platformByName } from '../../src/knowledge/platforms.ts';

/** Debian's list of names, as lspci prints them (package pci.ids). */
const list = '/usr/share/misc/pci.ids';
const isHere = existsSync(list);

/** The names of Intel's devices by their ids. */
function namesOfIntel(): ReadonlyMap<string, string> {
  const text = readFileSync(list, 'utf8');
  const intel = text.slice(text.indexOf('\n8086  '), text.indexOf('\n8087  '));
  return new Map(
    [...intel.matchAll(/^\t([0-9a-f]{4}) {2}(.*)$/gmu)].map(([, id = '', name = '']) => [id, name]),
  );
}

/** Ids that a maker of another device has taken, or a mistake has. */
const notGraphics = /Ethernet|Razor|Analog Output/u;

describe('names that lspci prints without ids', () => {
  test.runIf(isHere || process.env['CI'] !== undefined)('none means another platform than its id', () => {
    expect(isHere, 'package pci.ids').toBe(true);
    const names = namesOfIntel();
    const told = { right: 0, nothing: 0 };
    const wrong: string[] = [];
    const routeOf = (name: string): unknown => {
      const { gvtg, sriov, route } = platformByName(name) ?? {};
      return gvtg == null ? (sriov == null ? route : 'sr-iov') : 'gvt-g';
    };
    for (const { platform, ids } of allGpuGroups())
      for (const id of ids) {
        const name = names.get(id.toString(16).padStart(4, '0'));
        if (name === undefined || notGraphics.test(name)) continue;
        const said = platformsOfPciName(name);
        if (said.length === 0) told.nothing += 1;
        else if (said.includes(platform)) told.right += 1;
        else wrong.push(`${id.toString(16)} ${name}: ${said.join(', ')}, is ${platform}`);
        // What is judged of a name hangs on how all of its platforms share.
        const routes = new Set(said.map(routeOf));
        if (routes.size === 1) expect(routes, name).toContain(routeOf(platform));
      }
    console.log(`names of lspci: ${told.right} right, ${told.nothing} tell nothing`);
    expect(wrong).toEqual([]);
    expect(told.right).toBeGreaterThan(150);
  });

  test.each([
    ['CoffeeLake-S GT2 [UHD Graphics 630]', ['COFFEELAKE', 'COMETLAKE']],
    ['HD Graphics 620', ['KABYLAKE']],
    ['Alder Lake-P GT2 [Iris Xe Graphics]', ['ALDERLAKE_P']],
    ['Haswell-ULT Integrated Graphics Controller', ['HASWELL']],
    ['3rd Gen Core processor Graphics Controller', ['IVYBRIDGE']],
    ['Iris Plus Graphics G7 (Ice Lake)', ['ICELAKE']],
    ['TigerLake-H GT1 [UHD Graphics]', ['TIGERLAKE']],
    ['UHD Graphics 620', ['KABYLAKE', 'COFFEELAKE']],
    // A name that contradicts itself, and names of other things.
    ['TigerLake-H GT1 [UHD Graphics 630]', []],
    ['Ethernet Connection I219-V', []],
    ['Device 4680', []],
  ])('%s', (name, platforms) => {
    expect(platformsOfPciName(name)).toEqual(platforms);
  });
});
