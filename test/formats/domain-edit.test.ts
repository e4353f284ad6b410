import { describe, expect, it } from 'vitest';
import { mdevHostdev } from '../../src/formats/device-xml.ts';
import { deviceElement, withDevice, withoutDevice } from '../../src/formats/domain-edit.ts';
import { parseDomain } from '../../src/formats/domain-xml.ts';
import { parseXml } from '../../src/formats/xml.ts';
import { shapes } from './domain-shapes.ts';

const uuid = '11111111-2222-4333-8444-555555555555';
const device = mdevHostdev({ uuid, display: false, ramfb: false });

describe('a device more', () => {
  it.each(shapes)('%s', (_, before) => {
    const after = withDevice(before, device) ?? '';
    // It is there, once, beside those that were there.
    expect(parseDomain(after).mdevs.map(mdev => mdev.uuid)).toEqual([
      ...parseDomain(before).mdevs.map(mdev => mdev.uuid),
      uuid,
    ]);
    expect(parseXml(deviceElement(after, uuid) ?? '')).toEqual(parseXml(device));
    // Nothing else changed: without it the text is what it was, empty devices apart, which had to open.
    const again = withoutDevice(after, uuid);
    if (/<devices\s*\/>|<devices>(<!--.*?-->)?<\/devices>/u.test(before)) {
      expect(parseXml(again)).toEqual(parseXml(before));
    } else {
      expect(again).toBe(before);
    }
  });
});

describe('where it is put', () => {
  const names = (xml: string): readonly string[] =>
    parseXml(xml)
      ?.children.find(child => child.name === 'devices')
      ?.children.map(child => child.name) ?? [];

  it.each<[string, string, readonly string[]]>([
    ['behind the last of its kind', '<hostdev/><memballoon/>', ['hostdev', 'hostdev', 'memballoon']],
    ['before the balloon', '<video/><memballoon/><rng/>', ['video', 'hostdev', 'memballoon', 'rng']],
    ['before all', '<memballoon/>', ['hostdev', 'memballoon']],
    ['last', '<video/>', ['video', 'hostdev']],
    ['alone', '', ['hostdev']],
  ])('%s', (_, inner, wanted) => {
    const xml = `<domain><devices>${inner}</devices></domain>`;
    expect(names(withDevice(xml, device) ?? '')).toEqual(wanted);
  });

  it('as deep as its neighbours', () => {
    const after = withDevice('<domain>\n\t<devices>\n\t\t<video/>\n\t</devices>\n</domain>', device);
    expect(after).toContain('\n\t\t<video/>\n\t\t<hostdev mode="subsystem"');
  });
});

it.each(['', 'x', '<domain/>', '<network><devices/></network>', '<domain><devices></domain>'])(
  'no domain: %j',
  text => {
    expect(withDevice(text, device)).toBeUndefined();
    expect(withoutDevice(text, uuid)).toBe(text);
  },
);
