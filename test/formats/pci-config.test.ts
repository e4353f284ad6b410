import { describe, expect, it } from 'vitest';
import { extendedCapabilities, ggttMib, hasSriovCapability } from '../../src/formats/pci-config.ts';

/** The space of an Intel GPU with some bytes of its own; `[offset, byte, …]`. */
function space(size: number, ...patches: (readonly number[])[]): Uint8Array {
  const bytes = new Uint8Array(Math.max(size, 4096));
  bytes.set([0x86, 0x80, 0x16, 0x59, 0x07, 0x04, 0x10, 0x00, 0x02, 0x00, 0x00, 0x03]);
  bytes[0x34] = 0x40;
  for (const [offset = 0, ...values] of patches) bytes.set(values, offset);
  return bytes.slice(0, size);
}

const express = [0x40, 0x09, 0x70, 0, 0] as const;
const expressAt70 = [0x70, 0x10, 0x00] as const;
const ats = [0x100, 0x0f, 0x00, 0x01, 0x20] as const;
const sriov = [0x200, 0x10, 0x00, 0x01, 0x00] as const;
const vfs = [0x20c, 7, 0, 7, 0] as const;
const withSriov = space(4096, express, expressAt70, ats, sriov, vfs);

describe('SR-IOV capability', () => {
  it.each<[string, Uint8Array, number[] | undefined, boolean | undefined, number | null | undefined]>([
    ['stands in the list', withSriov, [0x0f, 0x10], true, 7],
    ['is missing from the list', space(4096, express, expressAt70, ats), [0x0f], false, null],
    ['is missing where the list is empty', space(4096, express, expressAt70), [], false, null],
    [
      'is missing where the first header is all ones',
      space(4096, [0x100, 255, 255, 255, 255]),
      [],
      false,
      null,
    ],
    [
      'is not known with the 64 bytes that anybody may read',
      withSriov.slice(0, 64),
      undefined,
      undefined,
      undefined,
    ],
    ['is not known with half of the space', withSriov.slice(0, 0x300), undefined, undefined, undefined],
    [
      'is not known where an Express device shows 256 bytes',
      space(256, express, expressAt70),
      undefined,
      undefined,
      undefined,
    ],
    ['can not be there on a conventional device', space(256, express), [], false, null],
    [
      'is not known where the device does not answer',
      new Uint8Array(4096).fill(255),
      undefined,
      undefined,
      undefined,
    ],
    ['is not known without bytes', new Uint8Array(), undefined, undefined, undefined],
    [
      'a list that leads back to its start ends',
      space(4096, [0x100, 0x0f, 0, 0x01, 0x20], [0x200, 0x0e, 0, 0x01, 0x10]),
      [0x0f, 0x0e],
      false,
      null,
    ],
    ['a list that leads below 0x100 ends', space(4096, [0x100, 0x0f, 0, 0x01, 0x04]), [0x0f], false, null],
    [
      'a capability at the very end of the space',
      space(4096, [0x100, 0x0f, 0, 0xc1, 0xff], [0xffc, 0x10, 0, 1, 0]),
      [0x0f, 0x10],
      true,
      undefined,
    ],
  ])('%s', (_, bytes, ids, hasIt) => {
    expect(extendedCapabilities(bytes)).toEqual(ids);
    expect(hasSriovCapability(bytes)).toBe(hasIt);
  });
});

it('a list of conventional capabilities that goes in circles ends', () => {
  expect(extendedCapabilities(space(256, [0x40, 0x09, 0x50], [0x50, 0x05, 0x40]))).toEqual([]);
});

it.each<[string, Uint8Array, number | undefined]>([
  ['GGMS 0 maps nothing', space(256, [0x50, 0x01, 0x00]), 0],
  ['GGMS 1 maps 1 GiB', space(256, [0x50, 0x41, 0x00]), 1024],
  ['GGMS 2 maps 2 GiB', space(256, [0x50, 0x81, 0x00]), 2048],
  ['GGMS 3 maps 4 GiB', space(256, [0x50, 0xc1, 0x02]), 4096],
  ['82 bytes are enough', space(0x52, [0x50, 0xc1, 0x02]), 4096],
  ['81 are not', space(0x51, [0x50, 0xc1]), undefined],
  ['the 64 bytes that anybody may read are not', space(64), undefined],
])('%s', (_, bytes, expected) => {
  expect(ggttMib(bytes)).toBe(expected);
});
