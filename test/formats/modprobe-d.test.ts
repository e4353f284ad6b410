import { describe, expect, it } from 'vitest';
import { parseModprobe } from '../../src/formats/modprobe-d.ts';

const parse = (text: string) => parseModprobe('/etc/modprobe.d/a.conf', text);

describe('options', () => {
  it.each<[string, string, [module: string, name: string, value: string, line: number][]]>([
    ['one', 'options i915 enable_guc=3\n', [['i915', 'enable_guc', '3', 1]]],
    [
      'several on a line',
      'options i915 a=1 b',
      [
        ['i915', 'a', '1', 1],
        ['i915', 'b', '', 1],
      ],
    ],
    ['dashes become underscores', 'options vfio-pci disable-vga=1', [['vfio_pci', 'disable_vga', '1', 1]]],
    [
      'a line may be continued',
      'options i915 a=1 \\\n  b=2\noptions c d=3',
      [
        ['i915', 'a', '1', 1],
        ['i915', 'b', '2', 1],
        ['c', 'd', '3', 3],
      ],
    ],
    [
      'a comment swallows the line it is continued on',
      '# x \\\noptions i915 a=1\noptions i915 b=2',
      [['i915', 'b', '2', 3]],
    ],
    ['leading spaces and tabs', ' \toptions\ti915\ta=1', [['i915', 'a', '1', 1]]],
    [
      'a comment behind options is passed on as options',
      'options i915 a=1 # b',
      [
        ['i915', 'a', '1', 1],
        ['i915', '#', '', 1],
        ['i915', 'b', '', 1],
      ],
    ],
    ['quotes keep spaces', 'options a p="x y"', [['a', 'p', 'x y', 1]]],
    [
      'carriage returns do not spoil options',
      'options i915 a=1\r\noptions i915 b=2\r\n',
      [
        ['i915', 'a', '1', 1],
        ['i915', 'b', '2', 2],
      ],
    ],
    ['no options', 'options i915\noptions\noptions i915 \r\n', []],
    ['comments', '#options i915 a=1\n # options i915 a=1', []],
    ['another word', 'option i915 a=1', []],
  ])('%s', (_, text, expected) => {
    expect(parse(text).options.map(({ module, name, value, line }) => [module, name, value, line])).toEqual(
      expected,
    );
  });
});

describe('blacklist', () => {
  it.each<[string, string, [string, number][]]>([
    ['a module', '\nblacklist i915\n', [['i915', 2]]],
    ['dashes become underscores', 'blacklist vfio-pci', [['vfio_pci', 1]]],
    ['a name with a carriage return names nothing', 'blacklist i915\r\n', []],
    ['commented out', '#blacklist i915', []],
    ['without a name', 'blacklist\nblacklist ', []],
  ])('%s', (_, text, expected) => {
    expect(parse(text).blacklist.map(({ module, line }) => [module, line])).toEqual(expected);
  });
});

it('an install line keeps its command', () => {
  expect(
    parse('install i915 /bin/false\ninstall kvmgt  /sbin/modprobe a; true \r\ninstall x\n').installs,
  ).toEqual([
    { module: 'i915', command: '/bin/false', path: '/etc/modprobe.d/a.conf', line: 1 },
    { module: 'kvmgt', command: '/sbin/modprobe a; true', path: '/etc/modprobe.d/a.conf', line: 2 },
  ]);
});

it.each<[string, string, string[], string[]]>([
  ['before and after', 'softdep i915 pre: vfio-pci a post: b', ['vfio_pci', 'a'], ['b']],
  ['after only', 'softdep vfio post: vfio_iommu_type1', [], ['vfio_iommu_type1']],
  ['words before pre: are lost', 'softdep a b pre: c', ['c'], []],
  ['a name with a carriage return names nothing', 'softdep i915 pre: a vfio-pci\r\n', ['a'], []],
])('softdep: %s', (_, text, pre, post) => {
  expect(parse(text).softdeps).toMatchObject([{ pre, post }]);
});
