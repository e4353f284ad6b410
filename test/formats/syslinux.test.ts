import { expect, it } from 'vitest';
import { parseSyslinux } from '../../src/formats/syslinux.ts';

const unraid = `default menu.c32
menu title Lime Technology, Inc.
prompt 0
timeout 50
label Unraid OS
  menu default
  kernel /bzimage
  append intel_iommu=on initrd=/bzroot
label Unraid OS Safe Mode (no plugins, no GUI)
  kernel /bzimage
  append initrd=/bzroot unraidsafemode
label Memtest86+
  kernel /memtest
`;

it.each([
  ['line ends of Unix', unraid],
  ['line ends of Windows', unraid.replaceAll('\n', '\r\n')],
  [
    'capitals',
    unraid.replace(
      /^( *)(label|kernel|append|menu)/gm,
      (_, space: string, word: string) => space + word.toUpperCase(),
    ),
  ],
])("Unraid's file, %s", (_, text) => {
  expect(parseSyslinux(text)).toEqual([
    {
      label: 'Unraid OS',
      menuDefault: true,
      kernel: '/bzimage',
      append: 'intel_iommu=on initrd=/bzroot',
      isSafeMode: false,
    },
    {
      label: 'Unraid OS Safe Mode (no plugins, no GUI)',
      menuDefault: false,
      kernel: '/bzimage',
      append: 'initrd=/bzroot unraidsafemode',
      isSafeMode: true,
    },
    { label: 'Memtest86+', menuDefault: false, kernel: '/memtest', append: '', isSafeMode: false },
  ]);
});

it.each([
  ['nothing', ''],
  ['no label', 'append a\nkernel b\n'],
])('%s: no labels', (_, text) => {
  expect(parseSyslinux(text)).toEqual([]);
});
