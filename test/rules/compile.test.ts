import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileFixes, compileRules, compileRuleTexts, type RuleSource } from '../../src/rules/compile.ts';
import { packageFolder } from '../run-cli.ts';

const topics = ['gpu', 'kernel'];

const sound = `severity: error
title: { en: A, zh-CN: 甲 }
passed: { en: e, zh-CN: 戊 }
fault: { en: b, zh-CN: 乙 }
why: { en: c, zh-CN: 丙 }
expect: { fact: kvm/has-device, is: true }
cause: some-cause
acts: owner
remedy: [{ rebooted: now }]
`;

const source = (id: string, yaml = sound, topic = 'gpu'): RuleSource => ({ topic, id, yaml });

describe('rule files', () => {
  test('a sound one compiles', () => {
    expect(compileRules([source('a')], topics)).toMatchObject([{ id: 'a', topic: 'gpu', outcome: 'action-needed' }]);
  });

  test.each([
    ['a missing translation', sound.replace(', zh-CN: 甲', ''), /rules\/gpu\/a\.yml.*zh-CN/su],
    ['an unknown field', `${sound}command: reboot\n`, /command/u],
    ['an unknown fact', sound.replace('kvm/has-device', 'kvm/has-devise'), /no collector gives the fact kvm\/has-devise/u],
    ['a predicate on the wrong type', sound.replace('is: true', 'atLeast: 1'), /atLeast is asked of kvm\/has-device, a boolean/u],
    ['two predicates in one question', sound.replace('is: true', 'is: true, isOn: true'), /rules\/gpu\/a\.yml/u],
    ['fields out of order', sound.replace('severity: error\n', '') + 'severity: error\n', /stands where/u],
    ['a fact of a GPU without each', sound.replace('kvm/has-device, is: true', 'gpu/driver, is: i915'), /"each: gpu"/u],
    ['a requirement that is not there', sound.replace('expect:', 'requires: [nobody]\nexpect:'), /requires nobody/u],
    ['a link that is not https', `${sound}links: ['http://example.org']\n`, /links/u],
    ['broken YAML', `${sound}  - x: [`, /rules\/gpu\/a\.yml/u],
    ['no sentence for what passes', sound.replace('passed: { en: e, zh-CN: 戊 }\n', ''), /passed/u],
    ['what passes, filled by a fact that nobody gives', sound.replace('en: e,', 'en: "e {gpu/nothing}",'), /gpu\/nothing/u],
    ['what passes, filled by a GPU without each', sound.replace('en: e,', 'en: "e {gpu/driver}",'), /"each: gpu"/u],
    ['a claim about an unknown fact', sound.replace('cause:', 'passed-where: { fact: kvm/nothing, is: true }\ncause:'), /kvm\/nothing/u],
    [
      'a proof that may have nothing to say',
      sound.replace('cause:', 'passed-where: { fact: kvm/has-device, is: true }\ncause:') + 'proves: true\n',
      /proves, and passed-where/u,
    ],
    ['a placeholder that nobody gives', sound.replace('{ en: b,', '{ en: "b {gpu/nothing}",'), /gpu\/nothing/u],
  ])('%s is refused, and the message names the place', (_what, yaml, message) => {
    expect(() => compileRules([source('a', yaml)], topics)).toThrow(message);
  });

  test.each([
    ['fngvt acts, and no fix is named', 'acts: fngvt', '', /acts: fngvt, but no fix/u],
    ['a fix is named, and somebody else acts', 'acts: firmware', 'fix: { boot-loader: refreshed }\n', /a fix, but acts: firmware/u],
  ])('%s: refused', (_what, acts, fix, message) => {
    expect(() => compileFixes([source('a', sound.replace('acts: owner', acts).replace('remedy:', `${fix}remedy:`))])).toThrow(message);
  });

  test.each([
    ['nothing', sound.replace('remedy: [{ rebooted: now }]\n', ''), /neither fix nor remedy/u],
    ['an unknown kind', sound.replace('rebooted: now', 'reboot: now'), /remedy/u],
    [
      'a fact that nobody gives',
      sound.replace('rebooted: now', 'either: [[{ rebooted: now }], [{ kernel-argument-out: gpu/nothing }]]'),
      /gpu\/nothing/u,
    ],
    ['a fact of a GPU without each', sound.replace('rebooted: now', 'kernel-argument-out: gpu/switched-off-by'), /"each: gpu"/u],
  ])('what a person does: %s is refused', (_what, yaml, message) => {
    expect(() => compileRuleTexts([source('a', yaml)])).toThrow(message);
  });

  test('what fngvt does comes first in the one list of what is done', () => {
    const both = sound.replace('remedy:', "fix: { boot-loader: refreshed, module-now: kvmgt }\nremedy:");
    expect(compileRuleTexts([source('a', both)])['a']?.remedies).toEqual([
      { 'module-now': 'kvmgt' },
      { 'boot-loader': 'refreshed' },
      { rebooted: 'now' },
    ]);
  });

  test('a circle is refused', () => {
    const needs = (id: string): string => sound.replace('expect:', `requires: [${id}]\nexpect:`);
    expect(() => compileRules([source('a', needs('b')), source('b', needs('a'))], topics)).toThrow(/circle: a, b/u);
  });

  test('an error may not hang on a warning', () => {
    const needs = sound.replace('expect:', 'requires: [b]\nexpect:');
    const warning = sound.replace('severity: error', 'severity: warning');
    expect(() => compileRules([source('a', needs), source('b', warning)], topics)).toThrow(/an error requires b/u);
  });

  test('the catalogue is in order of requirement, then topic, then id', () => {
    const needs = sound.replace('expect:', 'requires: [z]\nexpect:');
    const order = compileRules([source('a', needs), source('z', sound, 'kernel'), source('m')], topics);
    expect(order.map(rule => rule.id)).toEqual(['m', 'z', 'a']);
  });

  test('the template has every field, in order', () => {
    const template = readFileSync(join(packageFolder, 'rules', '_template.yml'), 'utf8');
    expect(template).toMatch(/^severity:/mu);
    expect(template).toMatch(/^links:/mu);
  });
});
