import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { cli, hostFixture, packageFolder } from './run-cli.ts';
import { noClaim, proofs } from './security-page.ts';

/** docs/security.md sentence by sentence: each has a test that holds it, and says no more than that. */

const page = readFileSync(join(packageFolder, 'docs', 'security.md'), 'utf8');

/** The sentences of a page: bullets and paragraphs without their breaks, cut where one ends and the next begins. */
function sentencesOf(markdown: string): readonly string[] {
  const blocks = markdown
    .split('\n')
    .filter(line => !line.startsWith('#'))
    .join('\n')
    .split(/\n\n|\n(?=- )/u);
  return blocks
    .map(block =>
      block
        .replace(/^\s*- /u, '')
        .replaceAll(/\s+/gu, ' ')
        .trim(),
    )
    .filter(block => block !== '')
    .flatMap(block => block.split(/(?<=[.!?]) (?=[A-Z`'"*[])/u));
}

/** The titles of a test file: what stands first in a call of `test`, `it`, `describe` or what they give (`test.each(…)(…)`). */
function titlesOf(path: string): ReadonlySet<string> {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const titles = new Set<string>();
  const isTest = (node: ts.Node): boolean =>
    ts.isIdentifier(node)
      ? ['test', 'it', 'describe'].includes(node.text)
      : (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) && isTest(node.expression);
  const visit = (node: ts.Node): void => {
    const [first] = ts.isCallExpression(node) && isTest(node.expression) ? node.arguments : [];
    if (first !== undefined && ts.isStringLiteralLike(first)) titles.add(first.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

const sentences = sentencesOf(page);

test('a page is cut into its sentences', () => {
  expect(sentencesOf('# H\n\nOne `a.b` two. Three;\nfour.\n\n- Five. `Six`\n  seven.\n- Eight\n')).toEqual([
    'One `a.b` two.',
    'Three; four.',
    'Five.',
    '`Six` seven.',
    'Eight',
  ]);
  expect(sentences.length).toBeGreaterThan(50);
});

test('every sentence has an entry, and every entry a sentence', () => {
  expect([...Object.keys(proofs), ...noClaim].sort()).toEqual([...sentences].sort());
});

test('every test that is named is there', () => {
  for (const [file, title] of Object.values(proofs).flat()) {
    const path = join(packageFolder, 'test', file);
    expect([file, title, existsSync(path) && titlesOf(path).has(title)]).toEqual([file, title, true]);
  }
});

describe('a test holds', () => {
  for (const [sentence, tests] of Object.entries(proofs)) {
    test(sentence, () => expect(tests.length).toBeGreaterThan(0));
  }
});

test('the policy of a page allows its own script and style by hash, and nothing else', () => {
  const html = cli(['doctor', '--from', hostFixture('fnos-hd620'), '--format', 'html']).stdout;
  const policy = (/http-equiv="Content-Security-Policy" content="([^"]+)"/u.exec(html)?.[1] ?? '')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=');
  const allowed = new Map(
    policy
      .split(';')
      .map(part => part.trim().split(/\s+/u))
      .map(([name = '', ...values]) => [name, values]),
  );
  expect(allowed.get('default-src')).toEqual(["'none'"]);
  const hashes = (element: string): readonly string[] =>
    [
      ...html.matchAll(
        new RegExp(`<${element}(?! type="application/json")[^>]*>([\\s\\S]*?)</${element}>`, 'gu'),
      ),
    ].map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  expect(allowed.get('script-src')).toEqual(hashes('script'));
  expect(allowed.get('style-src')).toEqual(hashes('style'));
  // An image may stand in the page itself.
  for (const [name = '', values] of allowed) {
    if (name === 'script-src' || name === 'style-src') continue;
    expect([name, values]).toEqual([name, [name === 'img-src' ? 'data:' : "'none'"]]);
  }
});
