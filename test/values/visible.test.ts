import { expect, test } from 'vitest';
import { visible, visibleLine } from '../../src/values/visible.ts';

test.each([
  ['ESC', '\u001b[2J', '\\x1b[2J'],
  ['NUL and BEL', '\u0000\u0007', '\\x00\\x07'],
  ['carriage return and backspace', 'a\r\bb', 'a\\x0d\\x08b'],
  ['DEL', '\u007f', '\\x7f'],
  ['CSI of C1', '\u009b31m', '\\x9b31m'],
  ['marks of direction', '\u202e\u2066\u200f\u061c', '\\u202e\\u2066\\u200f\\u061c'],
  ['separators of lines and paragraphs', '\u2028\u2029', '\\u2028\\u2029'],
  ['marks without width', '\u200b\ufeff\u2060', '\\u200b\\ufeff\\u2060'],
  ['tags', '\u{e0041}', '\\u{e0041}'],
  ['half a character', '\ud800', '\\ud800'],
  ['a byte that is no UTF-8', '\udcb0', '\\xb0'],
  ['a letter, a Chinese one, a face', 'é 核显 😀', 'é 核显 😀'],
])('%s', (_what, text, shown) => {
  expect(visible(text)).toBe(shown);
  expect(visible(shown)).toBe(shown);
});

test('a text keeps its line feeds and tabs, a line has none', () => {
  expect(visible('a\tb\nc')).toBe('a\tb\nc');
  expect(visibleLine('a\tb\nc')).toBe('a\\x09b\\x0ac');
});
