import { describe, expect, test } from 'vitest';
import * as browser from '../../src/report/page/markdown.browser.ts';
import * as node from '../../src/report/page/markdown.ts';
import { loadRules } from '../../src/rules/load.ts';
import { ruleTexts } from '../../src/rules/rule-texts.ts';
import { languages } from '../../src/values/text.ts';

const parts: node.Parts = {
  text: text => `T(${text})`,
  code: text => `C(${text})`,
  link: (href, html) => `L(${href} ${html})`,
};

const forms = [
  'one\n\ntwo `a "b" <c>` & \'d\' "e" &amp;\nthree',
  '- a\n- b **c `d`**\n\nend',
  '1. one\n   goes on\n2. two\n\n- other',
  '1. loose\n\n2. list\n',
  'see [the manual](https://docs.kernel.org/a?b=1&c) for `x`',
  'kvm.ignore_msrs=1 and a_b_c, 5 * 3 [not a link]',
  '用 `update-grub`，再 **重启**。',
];

/** All that our own texts say, in both languages. */
const own = loadRules().flatMap(({ id }) => {
  const { why, note } = ruleTexts(id);
  return [why, note].flatMap(text => (text === undefined ? [] : languages.map(one => text[one])));
});

describe('the Markdown of the file for browsers is that of the pages', () => {
  test.each(forms)('%j', form => {
    expect(browser.blocks(form, parts)).toBe(node.blocks(form, parts));
    expect(browser.oneLine(form.replaceAll('\n', ' '), parts)).toBe(
      node.oneLine(form.replaceAll('\n', ' '), parts),
    );
  });

  test('for every rule', () => {
    expect(own.length).toBeGreaterThan(100);
    for (const text of own) expect(browser.blocks(text, parts)).toBe(node.blocks(text, parts));
  });
});
