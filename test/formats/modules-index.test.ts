import { expect, it } from 'vitest';
import { moduleName, parseModulesBuiltin, parseModulesDep } from '../../src/formats/modules-index.ts';

const dep = [
  'kernel/drivers/gpu/drm/i915/kvmgt.ko.xz: kernel/drivers/vfio/mdev/mdev.ko.xz kernel/drivers/vfio/vfio.ko.xz',
  'updates/dkms/i915.ko: kernel/drivers/video/video.ko',
  'kernel/drivers/vfio/pci/vfio-pci.ko.zst:\r',
  'garbage',
  'kernel/readme.txt: none',
].join('\n');

it.each<[string, string, string | undefined]>([
  ['a compressed module', 'kvmgt', 'kernel/drivers/gpu/drm/i915/kvmgt.ko.xz'],
  ['a module out of tree', 'i915', 'updates/dkms/i915.ko'],
  ['a dash in the file name', 'vfio_pci', 'kernel/drivers/vfio/pci/vfio-pci.ko.zst'],
  ['a module that is only needed has no line', 'mdev', undefined],
  ['what is no module', 'readme.txt', undefined],
])('%s', (_, name, expected) => {
  expect(parseModulesDep(dep).get(name)).toBe(expected);
});

it('built-in modules are known by their name', () => {
  const text = 'kernel/drivers/vfio/vfio.ko\nkernel/drivers/vfio/pci/vfio-pci.ko\r\n\ngarbage\n';
  expect([...parseModulesBuiltin(text)]).toEqual(['vfio', 'vfio_pci']);
});

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
