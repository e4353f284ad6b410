import { describe, expect, it } from 'vitest';
import { trimBlanks, withoutEnd } from '../../src/formats/blanks.ts';
import { editCmdline } from '../../src/formats/kernel-cmdline-edit.ts';
import { repairGrubFile } from '../../src/formats/grub-repair.ts';
import { commentOut } from '../../src/formats/line-edit.ts';
import { withoutReturns } from '../../src/formats/module-list-edit.ts';

it.each([
  ['  a b \t', 'a b'],
  [' \t ', ''],
  ['', ''],
  ['\u3000a\u00a0', '\u3000a\u00a0'],
  [' \ufeffa\r ', '\ufeffa\r'],
])('of %j %j is left', (text, rest) => {
  expect(trimBlanks(text)).toBe(rest);
});

it('only what was named goes from the end', () => {
  expect(withoutEnd('a\r\r\r', '\r')).toBe('a');
  expect(withoutEnd('a \r', '\r')).toBe('a ');
  expect(withoutEnd('a\r ', '\r')).toBe('a\r ');
});

describe('a line of a million of them takes no long time', () => {
  const many = 1_000_000;
  const edits = [{ kind: 'remove', name: 'nomodeset' }] as const;
  it.each<[name: string, edit: () => unknown]>([
    ['carriage returns in a line that is commented out', () => commentOut(`${'\r'.repeat(many)}x`, [1])],
    ['carriage returns in a line that keeps one', () => withoutReturns(`${'\r'.repeat(many)}x`, [1])],
    ['carriage returns in /etc/default/grub', () => repairGrubFile(`# ${'\r'.repeat(many)}x\n`)],
    ['blanks in a line that is commented out', () => commentOut(`${' '.repeat(many)}x`, [1])],
    [
      'blanks in a line that is repaired',
      () => repairGrubFile(`GRUB_CMDLINE_LINUX=“a${' '.repeat(many)}b”\n`),
    ],
    ['blanks on a command line', () => editCmdline(`a${' '.repeat(many)}nomodeset`, edits)],
  ])('%s', (_, edit) => {
    const started = performance.now();
    edit();
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
