import { describe, expect, test } from 'vitest';
import { bbcodeProse, bbcodeText } from '../../src/report/post/bbcode-text.ts';
import { handStepsEverywhere } from '../hand-steps-everywhere.ts';
import { loadRules } from '../../src/rules/load.ts';
import { languages } from '../../src/values/text.ts';
import { bbcodeTags } from '../bbcode-tags.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { hostileTexts, longTexts, reportOf, unseen } from '../hostile-reports.ts';
import { renderingOf, written } from '../rendering.ts';

const hosts = fixtureHosts();

describe.each(hosts.map(host => [host.name, host] as const))('the BBCode of %s', (_name, host) => {
  test.each(languages)('is balanced, and short enough for both forums, in %s', async language => {
    const text = await written('bbcode', renderingOf(await host.report, language));
    expect(text).not.toMatch(/undefined|\[object|\{[a-z-]+\/|`|\*\*/u);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(10_000);
    expect(bbcodeTags(text).length).toBeGreaterThan(4);
  });
});

describe('a stranger’s report', () => {
  const host = hosts.find(({ name }) => name === 'i5-10400-unraid.plugin-removed');

  test.each(hostileTexts.filter(([, text]) => text !== ''))(
    '%s changes nothing in the structure',
    async (_name, text) => {
      const report = await host?.report;
      if (report === undefined) throw new Error('the fixture is gone');
      // Shorter than the shortest of them, so that both hold the same parts.
      const parts = {
        ...report,
        findings: report.findings.filter(one => one.verdict === 'fail').slice(0, 3),
      };
      const harmless = await written('bbcode', renderingOf(reportOf('x', parts), 'en'));
      const post = await written('bbcode', renderingOf(reportOf(text, parts), 'en'));
      expect(bbcodeTags(post)).toEqual(bbcodeTags(harmless));
      expect(post).not.toMatch(/:\/\/|\bwww\.|@\S|\{:/u);
      expect(post).not.toMatch(unseen);
    },
  );

  test.each(longTexts)('%s ends in a post of bounded length', async (_name, text) => {
    const report = await host?.report;
    if (report === undefined) throw new Error('the fixture is gone');
    const post = await written('bbcode', renderingOf(reportOf(text, report), 'zh-CN'));
    bbcodeTags(post);
    expect(Buffer.byteLength(post)).toBeLessThanOrEqual(10_000);
  });
});

describe('text of a machine', () => {
  test.each([
    ['[/code]', '［/code]'],
    ['[8086:5916]', '[8086:5916]'],
    ['[ /CODE]', '［ /CODE]'],
    ['CPU @ 2.50GHz', 'CPU @ 2.50GHz'],
    ['@someone', '＠someone'],
    ['https://evil.example', 'https：//evil.example'],
    ['{:4_91:}', '｛:4_91:}'],
  ])('%s is written %s', (text, safe) => {
    expect(bbcodeText(text)).toBe(safe);
  });
});

describe('our own Markdown', () => {
  test('becomes lists, and commands in bold', () => {
    expect(
      bbcodeProse('Do this:\n1. Run `sudo -i`\n   and wait.\n2. See [it](https://kernel.org).\n- x'),
    ).toBe(
      'Do this:\n[list=1]\n[*]Run [b]sudo -i[/b] and wait.\n[*]See it (https://kernel.org).\n[/list]\n[list]\n[*]x\n[/list]',
    );
  });

  test('of every rule is balanced, and no command in it looks like a tag', () => {
    for (const rule of loadRules()) {
      for (const { text } of handStepsEverywhere(rule.id)) {
        for (const [, command = ''] of text.matchAll(/`([^`]+)`/gu)) {
          expect(bbcodeText(command.slice(0, 300)).replace('：//', '://'), rule.id).toBe(
            command.slice(0, 300),
          );
        }
        bbcodeTags(bbcodeProse(text));
      }
    }
  });
});
