import { expect, test } from 'vitest';
import { jsonDocument, jsonText } from '../../src/values/json-text.ts';
import { hostile, obeyedIn } from '../terminal/hostile-text.ts';

const value = { [hostile]: [hostile, '漢字 😀', '\ud800', '\u{e0041}', null, 1.5, true] };

test.each([
  ['a line', jsonText(value)],
  ['a document', jsonDocument(value)],
])('%s holds nothing that a terminal obeys, and the same value', (_what, text) => {
  expect(obeyedIn(text)).toBeNull();
  expect(JSON.parse(text)).toEqual(value);
});

test('what needs no escape has none', () => {
  expect(jsonText('漢字 😀 é')).toBe('"漢字 😀 é"');
});
