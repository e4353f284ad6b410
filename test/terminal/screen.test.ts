import { describe, expect, test } from 'vitest';
import { colours } from '../../src/terminal/colours.ts';
import { terminalLine, terminalText } from '../../src/terminal/screen.ts';
import { inStyle, joined, styled, trimmedEnd, wholeLines } from '../../src/values/styled.ts';
import { hostile, obeyedIn } from './hostile-text.ts';

const [bad, strong] = [inStyle('bad'), inStyle('strong')];

describe('the exit to the terminal', () => {
  test('joins text and colours, the outermost around the others', () => {
    expect(terminalText(styled`a ${strong(bad('b'))} c`, colours)).toBe(
      'a \u001b[1m\u001b[31mb\u001b[39m\u001b[22m c',
    );
    expect(terminalText(styled`a ${strong(bad('b'))} c`)).toBe('a b c');
  });

  test.each(['text', 'styled text'])('makes what came from elsewhere visible in %s', kind => {
    const text = kind === 'text' ? hostile : bad(hostile);
    expect(obeyedIn(terminalText(text, colours), { isColored: true })).toBeNull();
    expect(obeyedIn(terminalText(text))).toBeNull();
    expect(terminalText(text)).toContain('EVIL\\x1b[31m\\x1b]52;');
    expect(terminalText(text)).toContain('\\x9b2J');
    expect(terminalText(text)).toContain('\\u202e');
  });

  test('draws a colour of ours, never one of a machine', () => {
    expect(terminalText(bad('\u001b[31mEVIL'), colours)).toBe('\u001b[31m\\x1b[31mEVIL\u001b[39m');
  });

  test('keeps line feeds and tabs of a text, and neither of a line', () => {
    expect(terminalText('a\tb\nc')).toBe('a\tb\nc');
    expect(terminalLine('a\tb\nfngvt: all is well')).toBe('a\\x09b\\x0afngvt: all is well\n');
  });

  test.each(['漢字', 'é ä', '😀', '— …', '✓'])('lets %s through', character => {
    expect(terminalText(character)).toBe(character);
  });
});

describe('text with styles', () => {
  test('whole lines end without blanks, whatever style these have', () => {
    const lines = wholeLines([styled`a${bad('b  ')}`, strong('   '), 'c  ']);
    expect(terminalText(lines, colours)).toBe('a\u001b[31mb\u001b[39m\n\nc\n');
    expect(trimmedEnd('x ')).toBe('x');
  });

  test('pieces are joined in their order', () => {
    expect(terminalText(joined(['a', bad('b'), styled`${strong('c')}`], ', '))).toBe('a, b, c');
  });
});
