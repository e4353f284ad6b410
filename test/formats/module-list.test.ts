import { expect, it } from 'vitest';
import { parseModuleList, type ModuleListFaultKind } from '../../src/formats/module-list.ts';

const pasted = ['vfio', 'vfio_iommu_type1', 'vfio_pci', 'vfio_virqfd', 'mdev', 'kvmgt'];

it.each<[string, string, [string, number][], [ModuleListFaultKind, number][]]>([
  ['nothing', '', [], []],
  [
    'the list that people paste under bash',
    pasted.join('\n'),
    pasted.map((name, index) => [name, index + 1]),
    [],
  ],
  [
    'the list that people paste under dash',
    `-e ${pasted.join('\n')}\n`,
    pasted.slice(1).map((name, index) => [name, index + 2]),
    [['literal-escape', 1]],
  ],
  ['the list that people paste as one line', pasted.join('\\n'), [], [['literal-escape', 1]]],
  ['comments and empty lines', '# vfio\n; mdev\n\n \t\n  # x\nkvmgt\n', [['kvmgt', 6]], []],
  ['spaces around a name', '  kvmgt\t\n', [['kvmgt', 1]], []],
  ['a dash in a name', 'vfio-pci', [['vfio_pci', 1]], []],
  [
    'a line twice',
    'kvmgt\nkvmgt',
    [
      ['kvmgt', 1],
      ['kvmgt', 2],
    ],
    [],
  ],
  [
    'carriage returns',
    'vfio\r\nkvmgt\r\n',
    [
      ['vfio', 1],
      ['kvmgt', 2],
    ],
    [
      ['carriage-return', 1],
      ['carriage-return', 2],
    ],
  ],
  ['a carriage return on an empty line or a comment', '\r\n# vfio\r\n', [], []],
  [
    'a carriage return within a line ends it',
    'vfio\rkvmgt',
    [
      ['vfio', 1],
      ['kvmgt', 1],
    ],
    [['carriage-return', 1]],
  ],
  ['several names on a line', 'vfio mdev kvmgt', [], [['several-words', 1]]],
  ['a comment behind a name', 'kvmgt # for GVT-g', [], [['several-words', 1]]],
  ['an option', 'i915 enable_gvt=1', [], [['option', 1]]],
  ['a line of modprobe.d', 'options i915 enable_gvt', [], [['option', 1]]],
  ['an option alone', 'i915.enable_gvt=1', [], [['option', 1]]],
  ['quotes', '"kvmgt"', [], [['no-name', 1]]],
  ['the prompt of a shell', 'kvmgt\nroot@fnos:~#', [['kvmgt', 1]], [['no-name', 2]]],
  ['a path', '/lib/modules/kvmgt.ko', [], [['no-name', 1]]],
  ['an alias', 'pci:v00008086d*', [['pci:v00008086d*', 1]], []],
  ['Chinese quotes', '“kvmgt”', [], [['full-width', 1]]],
  ['a full-width space', '\u3000kvmgt', [], [['full-width', 1]]],
  ['a byte order mark', '\ufeffvfio\nkvmgt', [['kvmgt', 2]], [['full-width', 1]]],
  ['a Chinese comment is a comment', '# 虚拟显卡\nkvmgt', [['kvmgt', 2]], []],
])('%s', (_, text, entries, faults) => {
  const list = parseModuleList('/etc/modules', text);
  expect(list.entries.map(({ name, line }) => [name, line])).toEqual(entries);
  expect(list.faults.map(({ kind, line }) => [kind, line])).toEqual(faults);
});

it('an entry and a fault keep what is written', () => {
  const { entries, faults } = parseModuleList('/etc/modules', ' vfio-pci \n -e vfio');
  expect(entries).toEqual([{ name: 'vfio_pci', raw: 'vfio-pci', path: '/etc/modules', line: 1 }]);
  expect(faults).toEqual([{ path: '/etc/modules', line: 2, kind: 'literal-escape', text: '-e vfio' }]);
});
