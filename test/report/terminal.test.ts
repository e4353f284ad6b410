import { describe, expect, test } from 'vitest';
import { renderTerminal } from '../../src/report/terminal/terminal-report.ts';
import { viewOf } from '../../src/report/view.ts';
import { markdownLines } from '../../src/report/terminal/markdown-lines.ts';
import { width } from '../../src/report/terminal/cells.ts';
import { loadRules } from '../../src/rules/load.ts';
import { languages } from '../../src/values/text.ts';
import { words } from '../../src/words/words.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { plainText } from '../../src/values/styled.ts';

const hosts = fixtureHosts();
const rules = loadRules();

describe.each(hosts.map(host => [host.name, host] as const))('the report of %s', (_name, host) => {
  test.each(languages)(
    'fits a screen of 24 rows of 80 cells in %s, besides steps that are longer',
    async language => {
      const report = await host.report;
      const view = viewOf(report, { language, words: words[language], rules, call: 'npx fngvt' });
      const text = plainText(
        renderTerminal(view, {
          columns: 80,
          isVerbose: false,
          words: words[language],
        }),
      );
      const lines = text.trimEnd().split('\n');
      const isTold = text.includes(`\n${words[language].whatToDo}\n`);
      const steps = isTold ? markdownLines(view.first?.how ?? '', 80) : [];
      // Half of the steps would be a trap.
      expect(lines.filter(line => steps.includes(line))).toEqual(steps);
      expect(lines.length - steps.length, text).toBeLessThanOrEqual(Math.max(18, 24 - steps.length));
      for (const line of lines) expect(width(line), line).toBeLessThanOrEqual(80);
      expect(text).not.toMatch(/undefined|\[object|\{[a-z-]+\//u);
    },
  );

  test.each(languages)('unfolds every check in %s', async language => {
    const report = await host.report;
    const view = viewOf(report, { language, words: words[language], rules, call: 'npx fngvt' });
    const text = plainText(
      renderTerminal(view, {
        columns: 100,
        isVerbose: true,
        words: words[language],
      }),
    );
    for (const line of text.split('\n')) expect(width(line), line).toBeLessThanOrEqual(101);
    expect(text).not.toMatch(/undefined|\[object|\{[a-z-]+\//u);
  });
});

describe('labels', () => {
  test('every fact that any rule asks of has a short name in both languages', () => {
    const missing = new Set<string>();
    for (const rule of rules) {
      for (const [, address = ''] of JSON.stringify(rule).matchAll(/"fact":"([^"]+)"/gu)) {
        const family = address.slice(0, address.indexOf('/'));
        for (const language of languages) {
          const names = words[language].facts;
          if (names[address] === undefined && names[family] === undefined) missing.add(address);
        }
      }
      for (const address of rule.shows) {
        const family = address.slice(0, address.indexOf('/'));
        if (words.en.facts[address] === undefined && words.en.facts[family] === undefined)
          missing.add(address);
      }
    }
    expect([...missing]).toEqual([]);
  });

  test('a short name is short', () => {
    for (const language of languages) {
      for (const name of Object.values(words[language].facts))
        expect(width(name), name).toBeLessThanOrEqual(14);
    }
  });
});
