import { describe, expect, test } from 'vitest';
import { cut, pad, width, wrap } from '../../src/report/terminal/cells.ts';

describe('terminal cells', () => {
  test('a Chinese character takes two', () => {
    expect(width('核显 GPU')).toBe(8);
    expect(pad('核显', 6)).toBe('核显  ');
  });

  test('a cut text fits and shows that it was cut', () => {
    expect(cut('这是一句很长的话', 9)).toBe('这是一句…');
    expect(cut('short', 9)).toBe('short');
  });

  test('words stay whole', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
  });

  test('Chinese breaks anywhere, but not before closing punctuation', () => {
    for (let cells = 8; cells < 30; cells += 1) {
      const lines = wrap('这次开机没有这个参数，下次开机也没有（光重启没用）。', cells);
      expect(lines.join('')).toBe('这次开机没有这个参数，下次开机也没有（光重启没用）。');
      for (const line of lines) {
        expect(width(line)).toBeLessThanOrEqual(cells + 2);
        expect(line).not.toMatch(/^[，。；：、！？）》」”]/u);
      }
    }
  });

  test('nor does closing punctuation behind a Western word', () => {
    const text = '末尾如果还没有，就加上 i915.enable_gvt=1；再运行 update-grub（或 grub-mkconfig）。';
    for (let cells = 20; cells < 60; cells += 1) {
      const lines = wrap(text, cells);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      for (const line of lines) {
        expect(width(line)).toBeLessThanOrEqual(cells);
        expect(line).not.toMatch(/^[，。；：、！？）》」”]/u);
      }
    }
  });

  test('a word that is wider than a line is broken', () => {
    expect(wrap('/sys/module/i915/parameters/enable_gvt', 20)).toEqual([
      '/sys/module/i915/par',
      'ameters/enable_gvt',
    ]);
  });
});
