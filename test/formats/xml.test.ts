import { expect, it } from 'vitest';
import { childOf, childrenOf, parseXml } from '../../src/formats/xml.ts';

it('elements, attributes and text are there', () => {
  const root = parseXml(
    `<?xml version="1.0"?><!-- note --><a b='1' c="&lt;2&gt;"> x <d/><e f=""/><d>y</d> z </a>\n`,
  );
  expect(root?.name).toBe('a');
  expect([...(root?.attributes ?? [])]).toEqual([
    ['b', '1'],
    ['c', '<2>'],
  ]);
  expect(root?.children.map(child => child.name)).toEqual(['d', 'e', 'd']);
  expect(childrenOf(root, 'd').map(child => child.text)).toEqual(['', 'y']);
  expect(childOf(root, 'e')?.attributes.get('f')).toBe('');
  expect(childOf(root, 'g')).toBeUndefined();
});

it.each<[string, string, string | undefined]>([
  ['the five entities', '<a>&lt;&gt;&amp;&apos;&quot;</a>', `<>&'"`],
  ['an entity is resolved once', '<a>&amp;lt;</a>', '&lt;'],
  ['numbers are text', '<a>007</a>', '007'],
  ['Chinese', '<a>我的 “Windows”</a>', '我的 “Windows”'],
  ['unknown entities stay', '<a>&x;</a>', '&x;'],
  ['a prefix is a part of the name', '<q:a>x</q:a>', 'x'],
  ['a document type is refused', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', undefined],
  ['a tag that is not closed', '<a><b></a>', undefined],
  ['two roots', '<a/><b/>', undefined],
  ['no tag', 'a', undefined],
  ['nothing', '', undefined],
])('%s', (_, text, expected) => {
  expect(parseXml(text)?.text).toBe(expected);
});
