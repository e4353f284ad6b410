import { expect, test } from 'vitest';
import { dropOptionEntries } from '../../src/formats/modprobe-d-edit.ts';
import { parseModprobe } from '../../src/formats/modprobe-d.ts';
import { withoutDevice } from '../../src/formats/vfio-ids.ts';

const left = (value: string): readonly string[] => withoutDevice(value, '8086:5916').left;

test.each([
  ['options vfio-pci ids=10de:1c82,8086:5916 disable_vga=1', 'options vfio-pci ids=10de:1c82 disable_vga=1'],
  ['options vfio-pci disable_vga=1  ids=8086:5916', 'options vfio-pci disable_vga=1'],
  ['options vfio-pci ids=8086:5916 disable_vga=1', 'options vfio-pci disable_vga=1'],
  ['options vfio-pci ids=8086:5916', '# options vfio-pci ids=8086:5916'],
  ['\toptions vfio_pci ids=8086:5916 ', '# \toptions vfio_pci ids=8086:5916'],
])('%s', (before, after) => {
  const text = `softdep i915 pre: vfio-pci\n${before}\nblacklist snd\n`;
  const made = dropOptionEntries(text, [2], 'ids', left);
  expect(made).toBe(`softdep i915 pre: vfio-pci\n${after}\nblacklist snd\n`);
  const ids = parseModprobe('', made ?? '').options.filter(({ name }) => name === 'ids');
  expect(ids.filter(({ value }) => value.includes('8086:5916'))).toEqual([]);
});

test.each([
  ['a list in quotes', 'options vfio-pci ids="8086:5916"\n', 1],
  ['a line that goes on', 'options vfio-pci ids=8086:5916 \\\n  disable_vga=1\n', 1],
  ['a line without it', 'options vfio-pci disable_vga=1\n', 1],
])('%s is left to a person', (_, text, line) => {
  expect(dropOptionEntries(text, [line], 'ids', left)).toBeUndefined();
});
