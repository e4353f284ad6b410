import { describe, expect, test } from 'vitest';
import { grubFaultPlaces, moduleFaultPlaces, slipPlace, type Place } from '../../src/formats/fault-places.ts';
import { readGrubDefaults } from '../../src/formats/default-grub.ts';
import { parseModuleList } from '../../src/formats/module-list.ts';

/** What is marked in a line. */
const marked = (line: string, places: readonly Place[]): readonly string[] =>
  places.map(({ start, length }) => line.slice(start, start + length));

/** What is marked in the line that the reader of GRUB's settings finds fault with. */
function inGrub(text: string): readonly (readonly [kind: string, marks: readonly string[]])[] {
  const { faults } = readGrubDefaults([{ path: '/etc/default/grub', text }], 'dash');
  return faults.map(({ line, kind }) => {
    const whole = text.split('\n')[line - 1] ?? '';
    return [kind, marked(whole, grubFaultPlaces(whole, kind))];
  });
}

describe('the place of a fault in the settings of GRUB', () => {
  test.each<[string, string, readonly string[]]>([
    ['GRUB_CMDLINE_LINUX_DEFAULT=“quiet a=1”\n', 'full-width', ['“', '”']],
    ['GRUB_CMDLINE_LINUX_DEFAULT="quiet\u00a0a=1"\n', 'full-width', ['\u00a0']],
    ['GRUB_CMDLINE_LINUX_DEFAULT="quiet a=1\n', 'unterminated-quote', ['"']],
    ["GRUB_TIMEOUT='5'\nGRUB_CMDLINE_LINUX_DEFAULT='quiet\n", 'unterminated-quote', ["'"]],
    ['GRUB_CMDLINE_LINUX_DEFAULT=quiet;splash\n', 'separator', [';']],
    ['GRUB_CMDLINE_LINUX_DEFAULT="quiet;a=1"\n', 'separator', [';']],
    ['GRUB_CMDLINE_LINUX_DEFAULT = "quiet"\n', 'spaces', [' ']],
    ['GRUB_CMDLINE_LINUX_DEFAULT+=" a=1"\n', 'append', ['+=']],
    ['GRUB_CMDLINE_LINUX_DEFAULT=quiet splash\n', 'not-found', ['splash']],
    ['GRUB_CMDLINE_LINUX_DEFAULT="quiet" a=1\n', 'unquoted', ['a=1']],
    ['quiet splash\n', 'not-found', ['quiet']],
  ])('%j', (text, kind, marks) => {
    expect(inGrub(text)).toContainEqual([kind, marks]);
  });

  test('is the end of a line from Windows', () => {
    const line = 'GRUB_CMDLINE_LINUX_DEFAULT="quiet"\r';
    expect(grubFaultPlaces(line, 'carriage-return')).toEqual([{ start: line.length - 1, length: 1 }]);
    expect(inGrub(`${line}\n`)).toContainEqual(['carriage-return', ['\r']]);
  });
});

test.each<[string, string, readonly string[]]>([
  ['vfio mdev kvmgt', 'several-words', ['mdev']],
  ['-e vfio', 'literal-escape', ['-e']],
  ['kvmgt\\nvfio', 'literal-escape', ['\\n']],
  ['“kvmgt”', 'full-width', ['“', '”']],
  ['i915 enable_gvt=1', 'option', ['enable_gvt=1']],
  ['"kvmgt"', 'no-name', ['"']],
])('the place of a fault in a module list: %j', (line, kind, marks) => {
  const [fault] = parseModuleList('/etc/modules', `${line}\n`).faults;
  expect(fault?.kind).toBe(kind);
  expect(fault && marked(line, moduleFaultPlaces(line, fault.kind))).toEqual(marks);
});

test.each([
  ['i915.enabled_gvt=1', 'i915.enable_gvt', 'd'],
  ['i915.enable_gtv=1', 'i915.enable_gvt', 'tv'],
  ['i915.enable-gvt1', 'i915.enable_gvt', '-gvt1'],
  ['i915.enable_gv=1', 'i915.enable_gvt', '='],
])('the place of a slip: %s', (word, meant, marks) => {
  expect(marked(word, [slipPlace(word, meant)])).toEqual([marks]);
});
