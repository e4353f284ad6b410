import { describe, expect, test } from 'vitest';
import { questionsOf } from '../src/rules/compile.ts';
import { loadRules } from '../src/rules/load.ts';
import { ruleTexts } from '../src/rules/rule-texts.ts';
import { languages } from '../src/values/text.ts';
import { stepsOf } from '../src/report/finding-view.ts';
import { handStepsEverywhere } from './hand-steps-everywhere.ts';
import { width } from '../src/report/terminal/cells.ts';
import { markdownLines } from '../src/report/terminal/markdown-lines.ts';

const rules = loadRules();

/** Words by which a person is told to install something, or to take another kernel. */
const installs =
  /\bapt(-get)?\b|\bdpkg\b|\baptitude\b|\b(pacman|dnf|yum|zypper)\b|\binstall (the )?(package|kernel)|\bnewer kernel\b|\banother kernel\b|\bother kernel\b|安装.{0,6}(软件包|内核)|换.{0,4}内核|升级内核|另装|重新编译/iu;

describe('the catalogue', () => {
  test('has rules, and every cause key belongs to the faults it names', () => {
    expect(rules.length).toBeGreaterThan(50);
    for (const rule of rules) expect(rule.cause).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
  });

  test('a rule stands behind everything it requires', () => {
    const seen = new Set<string>();
    for (const rule of rules) {
      for (const id of rule.requires) expect(seen, `${rule.id} requires ${id}`).toContain(id);
      seen.add(rule.id);
    }
  });
});

describe.each(rules.map(rule => [rule.id, rule] as const))('rule %s', (_id, rule) => {
  const texts = ruleTexts(rule.id);
  const steps = handStepsEverywhere(rule.id);

  test('a fault is one line of the report in both languages', () => {
    for (const language of languages) {
      expect(width(rule.fault[language]), rule.fault[language]).toBeLessThanOrEqual(72);
      // Values of the machine are set into it; a format then writes it as it is, so it may hold no marks.
      expect(rule.fault[language]).not.toMatch(/[\n`*[\]<>]/u);
      expect(rule.title[language]).not.toMatch(/[\n`*[\]<>|]/u);
      expect(rule.passed[language]).not.toMatch(/[\n`*[\]<>|]/u);
    }
  });

  test('its placeholders are facts that the finding shows', () => {
    const facts = new Set<string>([...questionsOf(rule).map(question => question.fact), ...rule.shows]);
    const named = (text: string): readonly string[] =>
      [...text.matchAll(/\{([^}]+)\}/gu)].map(([, address = '']) => address);
    for (const language of languages) {
      for (const address of named(rule.fault[language]))
        expect([...facts], rule.fault[language]).toContain(address);
      // Both languages tell the same values; that these are there wherever it passes is held by test/passed.
      expect(new Set(rule.passedShows)).toEqual(new Set(named(rule.passed[language])));
    }
  });

  test('Chinese is Chinese, and names keep their spelling in both languages', () => {
    for (const text of [rule.title, rule.passed, rule.fault, texts.why])
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    for (const text of [rule.passed, rule.fault, texts.why]) expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
    for (const { language, text } of steps) {
      if (language === 'en') expect(text).not.toMatch(/\p{Script=Han}/u);
      else expect(text).toMatch(/\p{Script=Han}/u);
    }
  });

  test('there is something to do, or to know, on every system', () => {
    for (const { text, where } of steps) expect(text.trim(), where).not.toBe('');
  });

  test('no step holds what is true of one machine alone: an id or address of a device, a release, a disk', () => {
    for (const { text, where } of steps) {
      expect(text.replaceAll('{gpu/device-id}', ''), where).not.toMatch(
        /force_probe=!?[0-9a-f]|8086:[0-9a-f]{4}|\d\.\d+\.\d+-\w|UUID=|\/dev\/(?:sd|nvme)/u,
      );
      expect(text, where).not.toMatch(/\b00:02\.\d|\{[a-z]+\/|undefined|\[object/u);
    }
  });

  test('no text tells to pipe, to use sed or to append blindly', () => {
    for (const { text, where } of steps)
      expect(text, where).not.toMatch(/\bsed -i|>>|curl [^\n]*\| *(ba)?sh/u);
  });

  test('on systems that come as a whole it never advises to install packages or another kernel', () => {
    for (const platform of ['fnos', 'truenas'])
      for (const language of languages)
        expect(stepsOf(rule.id, { platform, bootloader: null }, language)).not.toMatch(installs);
  });

  test('what to do fits any width', () => {
    for (const { text } of steps)
      for (const line of markdownLines(text, 80)) expect(width(line)).toBeLessThanOrEqual(82);
  });
});
