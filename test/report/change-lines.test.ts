import { expect, test } from 'vitest';
import { width } from '../../src/report/terminal/cells.ts';
import { apart, changeLines } from '../../src/report/terminal/change-lines.ts';

const before = `BOOT_IMAGE=/boot/vmlinuz-6.6.38-trim root=UUID=2a3a8241 ro quiet ${'a.b=c '.repeat(20)}end`;
const after = before.replace('quiet ', 'quiet intel_iommu=on ');

test('what fits stands in one line', () => {
  expect(changeLines([['Driver', 'i915', 'vfio-pci']], 80)).toEqual(['  Driver  i915 -> vfio-pci']);
});

test.each([48, 80, 140])('long values show where they differ, at %i columns', columns => {
  const lines = changeLines(
    [
      ['Kernel command line of this boot', before, after],
      ['Driver', 'i915', 'vfio-pci'],
    ],
    columns,
  );
  const text = lines.join('\n');
  expect(text.replaceAll(/\s+/gu, ' ')).toMatch(/- …[^+]*quiet a\.b.*\+ …[^+]*quiet intel_iommu=on a\.b/u);
  expect(text).toContain('Kernel command line of this boot');
  expect(Math.max(...lines.map(width))).toBeLessThanOrEqual(columns);
});

test('a difference behind a long beginning, and at the very end, is shown whole', () => {
  const [was, is] = apart(`${'x'.repeat(200)}1`, `${'x'.repeat(200)}23`, 40);
  expect([was.at(-1), is.slice(-2)]).toEqual(['1', '23']);
  expect(was.startsWith('…x')).toBe(true);
  const [left, right] = apart('老'.repeat(100), `${'老'.repeat(100)}新`, 40);
  expect(right.endsWith('新')).toBe(true);
  expect(left.endsWith('老')).toBe(true);
});
