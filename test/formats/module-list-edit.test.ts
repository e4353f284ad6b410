import { describe, expect, it } from 'vitest';
import { addModules, takeOutLines, withoutReturns } from '../../src/formats/module-list-edit.ts';
import { parseModuleList } from '../../src/formats/module-list.ts';

const head = '# By fngvt. Undo: fngvt undo, or delete this file.\n';

describe('modules are added to a list of our own', () => {
  it.each<[name: string, before: string | null, after: string]>([
    ['there is none', null, `${head}kvmgt\n`],
    ['it is empty', '', `${head}kvmgt\n`],
    ['it has the module', `${head}kvmgt\n`, `${head}kvmgt\n`],
    ['it has another', `${head}vfio_mdev\n`, `${head}vfio_mdev\nkvmgt\n`],
    ['no line end', `${head}vfio_mdev`, `${head}vfio_mdev\nkvmgt\n`],
    ['the module is commented out', '# kvmgt\n', '# kvmgt\nkvmgt\n'],
    ['a comment in GBK alone', '# \udcba\udccb', '# \udcba\udccb\nkvmgt\n'],
    ['a full-width space alone', '\u3000\n', '\u3000\nkvmgt\n'],
    ['empty lines', '\n\n', '\n\nkvmgt\n'],
    ['a longer name holds it', 'kvmgt2\n', 'kvmgt2\nkvmgt\n'],
    ['spaces around it', '  kvmgt \n', '  kvmgt \n'],
    ['it stands on a garbled line', 'vfio kvmgt\n', 'vfio kvmgt\nkvmgt\n'],
  ])('%s', (_, before, after) => {
    expect(addModules(before, ['kvmgt'])).toBe(after);
    expect(addModules(after, ['kvmgt'])).toBe(after);
  });

  it('a dash and an underscore are the same', () => {
    expect(addModules('vfio-pci\n', ['vfio_pci'])).toBe('vfio-pci\n');
  });
});

describe('lines are taken out of a list', () => {
  it.each<[name: string, before: string, lines: readonly number[], after: string]>([
    ['the only one', 'vfio_virqfd\n', [1], '# vfio_virqfd\n'],
    ['the first', 'vfio_virqfd\nkvmgt\n', [1], '# vfio_virqfd\nkvmgt\n'],
    ['the last', 'kvmgt\nvfio_virqfd\n', [2], 'kvmgt\n# vfio_virqfd\n'],
    ['the last, without a line end', 'kvmgt\nvfio_virqfd', [2], 'kvmgt\n# vfio_virqfd'],
    ['between others', 'a\nb\nc\n', [2], 'a\n# b\nc\n'],
    ['two of them', 'a\nb\nc\n', [1, 3], '# a\nb\n# c\n'],
    ['none', 'a\nb\n', [], 'a\nb\n'],
    ['comments stay', '# a\n\n; b\nvfio_virqfd\n', [4], '# a\n\n; b\n# vfio_virqfd\n'],
    ['one with spaces', '  vfio_virqfd  \n', [1], '#   vfio_virqfd\n'],
    ['one with a tab', '\tb\n', [1], '# \tb\n'],
    ['left by echo of dash', '-e vfio\nmdev\n', [1], '# -e vfio\nmdev\n'],
    ['left by another echo', 'vfio\\nmdev\\nkvmgt\n', [1], '# vfio\\nmdev\\nkvmgt\n'],
    ['two names', 'vfio mdev\nkvmgt\n', [1], '# vfio mdev\nkvmgt\n'],
    ['a comment behind a name', 'vfio # mine\n', [1], '# vfio # mine\n'],
    ['parameters', 'i915 enable_gvt=1\n', [1], '# i915 enable_gvt=1\n'],
    ['Chinese quotes', '“kvmgt”\n', [1], '# “kvmgt”\n'],
    ['a full-width space', 'kvmgt\u3000\n', [1], '# kvmgt\u3000\n'],
    ['bytes in GBK', '\udcba\udccb\nvfio\n', [1], '# \udcba\udccb\nvfio\n'],
    ['a byte order mark', '\ufeffvfio\n', [1], '# \ufeffvfio\n'],
    ['a carriage return', 'vfio_virqfd\r\nmdev\n', [1], '# vfio_virqfd\nmdev\n'],
    ['a whole file from Windows', 'a\r\nb\r\n', [1, 2], '# a\n# b\n'],
    ['a carriage return and two names', 'vfio mdev\r\n', [1], '# vfio mdev\n'],
    ['a carriage return between names', 'vfio\rmdev\n', [1], '# vfio mdev\n'],
    ['a carriage return in a comment stays', '# a\r\nb c\n', [2], '# a\r\n# b c\n'],
    ['a line that is a comment already', '# a\nb\n', [1], '# a\nb\n'],
    ['a line past the end', 'a\n', [7], 'a\n'],
    ['an empty line', 'a\n\n', [2], 'a\n#\n'],
  ])('%s', (_, before, lines, after) => {
    const result = takeOutLines(before, lines);
    expect(result).toBe(after);
    const left = parseModuleList('', result);
    expect(left.faults.filter(fault => lines.includes(fault.line))).toEqual([]);
    // Every other line says what it said.
    const others = (text: string): readonly string[] =>
      parseModuleList('', text)
        .entries.filter(entry => !lines.includes(entry.line))
        .map(entry => entry.raw);
    expect(others(result)).toEqual(others(before));
    expect(takeOutLines(result, lines)).toBe(result);
  });
});

describe('carriage returns go', () => {
  it.each<[name: string, before: string, lines: readonly number[], after: string]>([
    ['of one line', 'kvmgt\r\nmdev\r\n', [1], 'kvmgt\nmdev\r\n'],
    ['of all lines', 'vfio\r\nkvmgt\r\n', [1, 2], 'vfio\nkvmgt\n'],
    ['of the last line', 'vfio\r\nkvmgt\r', [2], 'vfio\r\nkvmgt'],
    ['of none', 'vfio\r\n', [], 'vfio\r\n'],
  ])('%s', (_, before, lines, after) => {
    expect(withoutReturns(before, lines)).toBe(after);
    expect(parseModuleList('', after).entries.map(entry => entry.raw)).toEqual(
      parseModuleList('', before).entries.map(entry => entry.raw),
    );
  });
});
