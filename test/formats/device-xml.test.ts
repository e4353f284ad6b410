import { describe, expect, it, test } from 'vitest';
import { mdevHostdev, mdevNodeDevice, pciHostdev } from '../../src/formats/device-xml.ts';
import { withDevice } from '../../src/formats/domain-edit.ts';
import { parseDomain } from '../../src/formats/domain-xml.ts';
import { parseXml } from '../../src/formats/xml.ts';
import { hasSchemas, validBy } from '../libvirt-tools.ts';
import { shapes } from './domain-shapes.ts';

const uuid = '11111111-2222-4333-8444-555555555555';
const plain = mdevHostdev({ uuid, display: false, ramfb: false });
const nodeDevice = mdevNodeDevice({ name: 'vgpu', uuid, parent: '0000:00:02.0', type: 'i915-GVTg_V5_4' });

it('a vGPU, without an address', () => {
  expect(plain).toBe(`<hostdev mode="subsystem" type="mdev" managed="no" model="vfio-pci" display="off">
  <source>
    <address uuid="${uuid}"/>
  </source>
</hostdev>`);
});

it('whatever stands in a path stays a path', () => {
  const rom = `/a "b" <c> & 'd'/我.rom`;
  const hostdev = parseXml(mdevHostdev({ uuid, display: true, ramfb: true, rom }));
  expect(hostdev?.children.find(child => child.name === 'rom')?.attributes.get('file')).toBe(rom);
  expect(hostdev?.attributes.get('ramfb')).toBe('on');
});

it('a virtual function by its address', () => {
  const domain = `<domain><devices>${pciHostdev('0000:00:02.1')}</devices></domain>`;
  expect(parseDomain(domain).pciHostdevs).toEqual(['0000:00:02.1']);
});

describe.skipIf(!hasSchemas)("libvirt's own schemas", () => {
  test('take the node device, and would not without a name', () => {
    const texts = new Map([
      ['ours', nodeDevice],
      ["the guide's", nodeDevice.replace(/\s*<name>.*<\/name>/u, '')],
    ]);
    expect(Object.fromEntries(validBy('nodedev', texts))).toEqual({ ours: true, "the guide's": false });
  });

  test('take every definition with the device that they take without it', () => {
    const devices = [
      plain,
      mdevHostdev({ uuid, display: true, ramfb: true }),
      mdevHostdev({ uuid, display: false, ramfb: false, rom: '/usr/share/vgabios/a.rom' }),
      pciHostdev('0000:00:02.1'),
    ];
    const before = validBy('domain', new Map(shapes));
    const valid = shapes.filter(([about]) => before.get(about) === true);
    // fnOS's own graphics element and a few odd ones fail with or without a vGPU.
    expect(valid.length).toBeGreaterThan(20);
    expect(before.get('fnOS, q35, invalid by its own graphics')).toBe(false);
    for (const device of devices) {
      const after = validBy(
        'domain',
        new Map(valid.map(([about, xml]) => [about, withDevice(xml, device) ?? ''])),
      );
      expect([...after].filter(([, isValid]) => !isValid)).toEqual([]);
    }
  });
});
