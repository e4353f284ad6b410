import { describe, expect, test } from 'vitest';
import { lspciAddress, parseLspci } from '../../src/formats/lspci.ts';

const only = (text: string) => parseLspci(text)[0];

describe('the headline', () => {
  test.each([
    [
      '00:02.0 VGA compatible controller [0300]: Intel Corporation UHD Graphics 630 [8086:3e92] (rev 02)',
      { pciClass: '0300', vendor: '8086', device: '3e92' },
    ],
    ['00:02.0 0300: 8086:3e92 (rev 02)', { pciClass: '0300', vendor: '8086', device: '3e92' }],
    ['00:02.0 Display controller: Intel Corporation HD 530', { pciClass: '0380', vendor: '8086' }],
    ['01:00.0 VGA compatible controller: NVIDIA Corporation GP106', { pciClass: '0300' }],
    ['00:1f.3 Audio device: Intel Corporation Cannon Lake PCH cAVS', { vendor: '8086' }],
  ])('%s', (line, wanted) => {
    const { pciClass, vendor, device } = only(line) ?? {};
    expect({ pciClass, vendor, device }).toEqual({
      pciClass: undefined,
      vendor: undefined,
      device: undefined,
      ...wanted,
    });
  });

  test.each([
    ['00:02.0 VGA compatible controller: x', '0000:00:02.0'],
    ['10000:e1:00.0 Non-Volatile memory controller: x', undefined],
    ['0001:00:02.0 VGA compatible controller: x', '0001:00:02.0'],
    ['00:02.0', undefined],
    ['12:30:00.1 it crashed', undefined],
  ])('%s is at %s', (line, address) => expect(lspciAddress(line)).toBe(address));
});

describe('what stands below it', () => {
  const head = '00:02.0 VGA compatible controller: Intel Corporation HD Graphics 630\n';

  test('the driver, or that there is none, or that it was not shown', () => {
    const modules = '\tKernel modules: i915\n';
    expect(only(`${head}\tKernel driver in use: vfio-pci\n${modules}`)?.driver).toBe('vfio-pci');
    expect(only(head + modules)?.driver).toBeNull();
    expect(only(head)?.driver).toBeUndefined();
  });

  test('regions with their number only', () => {
    const device = only(
      `${head}\tRegion 0: Memory at a0000000 (64-bit, non-prefetchable) [size=16M]\n` +
        '\tRegion 2: Memory at 2000000000 (64-bit, prefetchable) [size=4G]\n' +
        '\tMemory at 90000000 (64-bit, prefetchable) [size=256M]\n\tIOMMU group: 1\n',
    );
    expect(device?.regions).toEqual([
      { index: 0, start: 'a0000000', size: 16 * 2 ** 20 },
      { index: 2, start: '2000000000', size: 4 * 2 ** 30 },
    ]);
    expect(device?.iommuGroup).toBe('1');
  });
});
