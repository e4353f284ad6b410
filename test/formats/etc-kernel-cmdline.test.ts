import { expect, it } from 'vitest';
import { readKernelCmdlineFile } from '../../src/formats/etc-kernel-cmdline.ts';

it.each<[string, string, string]>([
  [
    'one line',
    'root=ZFS=rpool/ROOT/pve-1 boot=zfs intel_iommu=on\n',
    'root=ZFS=rpool/ROOT/pve-1 boot=zfs intel_iommu=on',
  ],
  ['several lines', 'root=UUID=1\n  quiet \n\nsplash', 'root=UUID=1 quiet splash'],
  ['comments', '# intel_iommu=on\nquiet\n#x', 'quiet'],
  ['a number sign inside of a line', 'a=#b', 'a=#b'],
  ['carriage returns', 'root=UUID=1\r\nquiet\r\n', 'root=UUID=1 quiet'],
  ['a byte order mark is a part of the first word', '\ufeffroot=UUID=1 quiet\n', '\ufeffroot=UUID=1 quiet'],
  ['so is a full-width space', '\u3000quiet\u3000', '\u3000quiet\u3000'],
  ['nothing', '', ''],
])('%s', (_, text, expected) => {
  expect(readKernelCmdlineFile(text)).toBe(expected);
});
