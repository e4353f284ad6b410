import { describe, expect, it } from 'vitest';
import { mdevHostdev } from '../../src/formats/device-xml.ts';
import { deviceElement, differsOnlyBy, withDevice, withoutDevice } from '../../src/formats/domain-edit.ts';
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
    if (/<devices[^>]*\/>|<devices><\/devices>/u.test(before)) {
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

describe('a start tag is as long as the parser says', () => {
  it.each<[name: string, devices: string]>([
    ['a sign in an attribute', `<devices a="x>y"/>`],
    ['a slash and a sign in an attribute', `<devices a="x/>y"/>`],
    ['a sign in an attribute of an empty pair', `<devices a="x>y"></devices>`],
    ['a sign in an attribute before a line end', `<devices a='x>y'>\n  </devices>`],
    ['a sign in an attribute before a comment', `<devices a="x>y"><!-- <video/> > --></devices>`],
    ['a sign in an attribute before a child', `<devices a="x>y" b='>'><memballoon/></devices>`],
    ['a comment before a child', `<devices><!-- a="x>y" --><memballoon/></devices>`],
    ['a section before a child', `<devices><![CDATA[ > ]]><memballoon/></devices>`],
    ['an instruction before a child', `<devices><?x > ?><memballoon/></devices>`],
    ['an end tag with a blank', `<devices a="x>y"></devices >`],
    ['line ends in the tag', `<devices\n  a="x>y"\n/>`],
    ['line ends of Windows', `<devices a="x>y">\r\n    <memballoon/>\r\n  </devices>`],
    ['signs beyond the first plane before it', `<devices a="💰>💰"><!-- 💰 --><memballoon/></devices>`],
  ])('%s', (_, devices) => {
    const before = `<?xml version='1.0'?>\n<domain type='kvm'>\n  <name>💰 机器</name>\n  ${devices}\n</domain>\n`;
    const after = withDevice(before, device) ?? '';
    const [was, is] = [before, after].map(text =>
      parseXml(text)?.children.find(child => child.name === 'devices'),
    );
    expect(is?.attributes).toEqual(was?.attributes);
    expect(is?.children.map(child => child.name)).toEqual([
      'hostdev',
      ...(was?.children.map(child => child.name) ?? []),
    ]);
    expect(parseXml(withoutDevice(after, uuid))).toEqual(parseXml(before));
    // What stood there stands there yet, comments too.
    const [open = '', close = ''] = after.split(deviceElement(after, uuid) ?? '?');
    expect(`${open}${close}`.replaceAll(/\s/gu, '').replace('></devices>', '/>')).toBe(
      before.replaceAll(/\s/gu, '').replace('></devices>', '/>'),
    );
  });
});

it.each(['', 'x', '<domain/>', '<network><devices/></network>', '<domain><devices></domain>'])(
  'no domain: %j',
  text => {
    expect(withDevice(text, device)).toBeUndefined();
    expect(withoutDevice(text, uuid)).toBe(text);
  },
);

describe('what libvirt made of it', () => {
  const port = (index: number, rest = ''): string =>
    `    <controller type='pci' index='${index}' model='pcie-root-port'>\n      <address type='pci' bus='0x00' slot='0x02' function='0x${index - 1}'${rest}/>\n    </controller>\n`;
  const sata = `    <controller type='sata' index='0'/>\n`;
  const domain = (devices: string, name = 'vm'): string =>
    `<domain>\n  <name>${name}</name>\n  <devices>\n${devices}  </devices>\n</domain>\n`;
  const hostdev = `    ${device.replaceAll('\n', '\n    ')}\n`;
  const before = domain(port(1) + sata);

  it.each<[string, string, boolean]>([
    ['the device alone', domain(port(1) + sata + hostdev), true],
    [
      'a port for it, and a slot that became multifunction',
      domain(port(1, ` multifunction='on'`) + port(2) + sata + hostdev),
      true,
    ],
    ['the same in another order', domain(sata + port(1) + port(2) + hostdev), true],
    ['no device', before, false],
    ['another name', domain(port(1) + sata + hostdev, 'other'), false],
    ['a disk more', domain(`${port(1)}${sata}    <disk/>\n${hostdev}`), false],
    ['a controller less', domain(port(1) + hostdev), false],
    [
      'a controller of another kind more',
      domain(`${port(1)}${sata}    <controller type='scsi' index='0'/>\n${hostdev}`),
      false,
    ],
  ])('%s', (_, after, wanted) => {
    expect(differsOnlyBy(before, after, uuid)).toBe(wanted);
  });
});
