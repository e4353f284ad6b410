import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import type { Facts } from '../../src/facts/fact-index.ts';
import { rootHost } from '../../src/host/root.ts';

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

type Files = Readonly<Record<string, string>>;

/** The facts of a tree that holds these PCI devices and nothing else. */
async function factsOf(devices: Readonly<Record<string, Files>>): Promise<Facts> {
  const root = mkdtempSync(join(tmpdir(), 'fngvt-pci-'));
  made.push(root);
  for (const [address, files] of Object.entries(devices)) {
    const folder = join(root, 'sys/bus/pci/devices', address);
    mkdirSync(folder, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  }
  return (await collect(rootHost(root))).facts;
}

const display = { class: '0x030000\n', vendor: '0x8086\n' };
const gpu = '0000:00:02.0';

describe('what was not recorded is not "no"', () => {
  test('a capability and an aperture, in a folder without config and resource', async () => {
    const facts = await factsOf({ [gpu]: { ...display, device: '0x46a6\n' } });
    for (const address of ['gpu/sriov-capability', 'gpu/aperture-mib', 'gpu/driver'] as const)
      expect(facts.get(address, gpu)).toMatchObject({ known: false, why: 'not captured' });
    expect(facts.value('gpu/platform', gpu)).toBe('ALDERLAKE_P');
  });

  test('but in a whole folder what is missing is missing', async () => {
    const whole = { config: '\0'.repeat(4096), resource: '0x0 0x0 0x0\n' };
    const facts = await factsOf({ [gpu]: { ...display, device: '0x46a6\n', ...whole } });
    expect(facts.value('gpu/driver', gpu)).toBeNull();
    expect(facts.value('gpu/sriov-capability', gpu)).toBe(false);
  });

  test('a class that is empty', async () => {
    const facts = await factsOf({ [gpu]: { class: '', vendor: '0x8086\n', device: '0x5916\n' } });
    expect(facts.get('host/gpu-count')).toMatchObject({ known: false, why: 'not captured' });
  });

  test('an id that is empty', async () => {
    const facts = await factsOf({ [gpu]: { ...display, device: '' } });
    expect(facts.get('gpu/id', gpu)).toMatchObject({ known: false, why: 'not captured' });
  });

  test('`uevent` tells what a device is where its own files are not there', async () => {
    const facts = await factsOf({ [gpu]: { uevent: 'DRIVER=i915\nPCI_CLASS=30000\nPCI_ID=8086:46A6\n' } });
    expect(facts.value('gpu/id', gpu)).toBe('8086:46a6');
  });
});

describe('functions of one device', () => {
  test('the second one of an early GPU is no GPU of its own', async () => {
    const facts = await factsOf({
      [gpu]: { ...display, device: '0x2a42\n' },
      '0000:00:02.1': { class: '0x038000\n', vendor: '0x8086\n', device: '0x2a43\n' },
    });
    expect(facts.subjects('gpu')).toEqual([gpu]);
  });

  test('a virtual function beside a network card of function 0 is no second head', async () => {
    const facts = await factsOf({
      '0000:03:00.0': { class: '0x020000\n', vendor: '0x8086\n', device: '0x15b8\n' },
      '0000:03:00.1': { ...display, device: '0x5916\n' },
    });
    expect(facts.subjects('gpu')).toEqual(['0000:03:00.1']);
  });
});
