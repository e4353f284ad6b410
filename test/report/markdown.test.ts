import { lexer, type Token } from 'marked';
import { describe, expect, test } from 'vitest';
import { codeBlock, codeSpan, table } from '../../src/report/post/markdown-text.ts';
import { languages } from '../../src/values/text.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { hostileTexts, longTexts, reportOf, unseen } from '../hostile-reports.ts';
import { renderingOf, written } from '../rendering.ts';

const hosts = fixtureHosts();
const named = (name: string): (typeof hosts)[number] => {
  const host = hosts.find(candidate => candidate.name === name);
  if (host === undefined) throw new Error(name);
  return host;
};

/** Tokens that hold no other tokens. */
const leaves = (tokens: Iterable<Token>): readonly Token[] =>
  [...tokens].filter(token => !['list', 'table'].includes(token.type) && !('tokens' in token));

/** Every token, with those inside of it. */
function* walk(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    if (token.type === 'table') {
      const { header, rows } = token as unknown as { header: Cell[]; rows: Cell[][] };
      for (const cell of [header, ...rows].flat()) yield* walk(cell.tokens);
    } else if (token.type === 'list') {
      for (const item of (token as unknown as { items: Token[] }).items) yield* walk([item]);
    } else if ('tokens' in token) yield* walk(token.tokens);
  }
}

interface Cell {
  readonly tokens: Token[];
}

const ownTags = /^(?:<\/?details>|<summary>[^<>&]*<\/summary>|\s)+$/u;

/** The kinds of all tokens, in order: what a reader sees as structure. */
const structure = (markdown: string): readonly string[] =>
  [...walk(lexer(markdown))].map(token => token.type).filter(type => type !== 'text' && type !== 'escape');

describe.each(hosts.map(host => [host.name, host] as const))('the Markdown of %s', (_name, host) => {
  test.each(languages)('has no markup but ours in %s', async language => {
    const text = await written('md', renderingOf(await host.report, language));
    expect(text).not.toMatch(/undefined|\[object|\{[a-z-]+\//u);
    expect(text.length).toBeLessThan(32_000);
    const tokens = [...walk(lexer(text))];
    for (const token of tokens) {
      if (token.type === 'html') expect(token.raw).toMatch(ownTags);
      expect(['link', 'image', 'def', 'hr', 'del', 'blockquote', 'em']).not.toContain(token.type);
    }
    expect(text.match(/<details>/gu)?.length).toBe(text.match(/<\/details>/gu)?.length);
    // The verdict stands first, and every table came out as one: no row is left over as text.
    expect(tokens[0]?.type).toBe('heading');
    for (const token of tokens) if (token.type === 'text') expect(token.raw).not.toMatch(/^\s*\|/u);
  });
});

describe('a stranger’s report', () => {
  const host = named('fnos-hd620.vm-attached');

  test.each(hostileTexts)('%s stays inside of code', async (_name, text) => {
    const markdown = await written('md', renderingOf(reportOf(text, await host.report), 'en'));
    const tokens = [...walk(lexer(markdown))];
    for (const token of tokens) if (token.type === 'html') expect(token.raw).toMatch(ownTags);
    for (const token of leaves(tokens)) {
      if (token.type === 'codespan' || token.type === 'code') continue;
      expect(token.raw, token.type).not.toMatch(/EVIL|evil\.example/u);
    }
    expect(markdown).not.toMatch(unseen);
  });

  test.each(hostileTexts.filter(([, text]) => text !== ''))(
    '%s changes nothing in the structure',
    async (_name, text) => {
      const report = await host.report;
      const harmless = await written('md', renderingOf(reportOf('harmless', report), 'en'));
      const markdown = await written('md', renderingOf(reportOf(text, report), 'en'));
      expect(structure(markdown)).toEqual(structure(harmless));
    },
  );

  test.each(longTexts)('%s ends in a post of bounded length', async (_name, text) => {
    const markdown = await written('md', renderingOf(reportOf(text, await host.report), 'zh-CN'));
    expect(markdown.length).toBeLessThan(32_000);
  });
});

describe('code', () => {
  test.each([
    ['a', '`a`'],
    ['`', '`` ` ``'],
    ['a`b', '``a`b``'],
    ['`` a', '``` `` a ```'],
    [' a', '`  a `'],
    ['  ', '`·`'],
    ['', ''],
  ])('%j becomes %j', (text, span) => {
    expect(codeSpan(text)).toBe(span);
  });

  test('a block has a longer fence than its content', () => {
    expect(codeBlock('```\n````')).toBe('`````\n```\n````\n`````');
  });

  test('a cell keeps its pipe, and a backslash before it does not let it out', () => {
    const text = table(['a', 'b'], [[codeSpan('x | y'), codeSpan('x \\| y')]]);
    const [token] = lexer(text) as unknown as readonly { rows: readonly (readonly { text: string }[])[] }[];
    expect(token?.rows[0]?.map(cell => cell.text)).toEqual(['`x | y`', '`x \\¦ y`']);
  });

  test('a column without content is left out', () => {
    expect(table(['a', 'b'], [['x', '']])).toBe('| a |\n| --- |\n| x |');
  });
});
