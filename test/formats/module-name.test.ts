import { expect, it } from 'vitest';
import { moduleName } from '../../src/formats/module-name.ts';

it.each([
  ['vfio-pci', 'vfio_pci'],
  ['vfio_pci', 'vfio_pci'],
  ['kernel/drivers/gpu/drm/i915/kvmgt.ko.xz', 'kvmgt'],
  ['kernel/drivers/vfio/pci/vfio-pci.ko', 'vfio_pci'],
  ['a.ko.zst', 'a'],
  ['a.ko.gz', 'a'],
  ['a.koala', 'a.koala'],
  ['', ''],
])('%s is %s', (text, expected) => {
  expect(moduleName(text)).toBe(expected);
});
