import { parseDocument } from 'yaml';
import * as z from 'zod';
import { entryOf, subjectKindOf, type FactAddress, type FactType } from '../facts/catalogue.ts';
import { RuleError } from '../values/errors.ts';
import type { Text } from '../values/text.ts';
import { fieldOrder, predicateNames, ruleSchema, type RuleFile } from './rule-schema.ts';
import type { OneRemedy, RuleRemedy } from './remedy.ts';
import { argumentsOf, remedyNames, type Fix, type Fixes } from './rule-fix.ts';
import { inCatalogueOrder } from './order.ts';
import type { RuleTexts } from './rule-texts.ts';
import type { Condition, Question, Rule } from './rule.ts';

/** One rule file: `rules/<topic>/<id>.yml`. */
export interface RuleSource {
  readonly topic: string;
  readonly id: string;
  readonly yaml: string;
}

/** Which types of facts each predicate can be asked of. */
const wants: Readonly<Record<(typeof predicateNames)[number], readonly FactType[]>> = {
  is: ['text', 'number', 'boolean'],
  isOneOf: ['text'],
  isOn: ['text', 'boolean'],
  isPresent: ['text', 'version', 'number', 'boolean', 'list'],
  isEmpty: ['list'],
  atLeast: ['number'],
  atMost: ['number'],
  matches: ['text'],
  includes: ['list'],
  versionAtLeast: ['version'],
  versionBelow: ['version'],
};

/** From rule files to rules, in catalogue order. Throws RuleError that names the rule, the place, what was expected. */
export function compileRules(sources: readonly RuleSource[], topics: readonly string[]): readonly Rule[] {
  const rules = sources.map(compileRule);
  const ids = new Set<string>();
  for (const rule of rules) {
    if (ids.has(rule.id)) throw new RuleError(`rule ${rule.id}: the id stands in two topics`);
    if (!topics.includes(rule.topic)) {
      throw new RuleError(`rule ${rule.id}: topic ${rule.topic} is not in rules/topics.yml`);
    }
    ids.add(rule.id);
  }
  for (const rule of rules) {
    for (const id of rule.requires) {
      if (!ids.has(id)) throw new RuleError(`rule ${rule.id}: requires ${id}, which does not exist`);
      // An error that only a warning explains would leave the host without a first cause.
      const isWeaker = rules.some(other => other.id === id && other.severity !== 'error');
      if (rule.severity === 'error' && isWeaker) {
        throw new RuleError(`rule ${rule.id}: an error requires ${id}, which is none`);
      }
    }
  }
  return inCatalogueOrder(rules, topics);
}

/** What fngvt can do about each fault, by id of the rule. A run needs it only where something is to be changed. */
export function compileFixes(sources: readonly RuleSource[]): Fixes {
  return Object.fromEntries(
    sources.flatMap(source => {
      const { where, file } = readRule(source);
      if (file.fix === undefined) {
        if (file.acts === 'fngvt') throw new RuleError(`${where}: acts: fngvt, but no fix; expected owner`);
        return [];
      }
      const fix = file.fix as Fix;
      if (file.acts !== 'fngvt' && file.acts !== 'owner') {
        throw new RuleError(`${where}: a fix, but acts: ${file.acts}; expected fngvt, or owner where it is done only when asked for`);
      }
      const filled = placeholdersOf({ en: argumentsOf(fix).map(({ value }) => value).join(' '), 'zh-CN': '' });
      for (const address of [fix['kernel-argument-out'], fix['module-list-lines-out'], ...filled]) {
        if (address !== undefined && entryOf(address) === undefined)
          throw new RuleError(`${where}: no collector gives the fact ${address}`);
      }
      return [[source.id, fix]];
    }),
  );
}

/** What a person reads about each rule, by its id. */
export function compileRuleTexts(sources: readonly RuleSource[]): Readonly<Record<string, RuleTexts>> {
  return Object.fromEntries(
    sources.map(source => {
      const { where, file } = readRule(source);
      const { why, note, links } = file;
      const remedies = remediesOf(file);
      if (remedies.length === 0) throw new RuleError(`${where}: neither fix nor remedy; expected one of them`);
      for (const address of namedFacts(remedies)) checkAddress(where, file, address);
      return [source.id, { why, remedies, ...(note === undefined ? {} : { note }), links }];
    }),
  );
}

/** All that is done about a fault, as one list: what fngvt does too, in the order in which it does it, then what others do. */
function remediesOf({ fix, remedy = [] }: RuleFile): readonly RuleRemedy[] {
  const own = remedyNames.flatMap(name =>
    fix?.[name] === undefined ? [] : [{ [name]: fix[name] } as unknown as OneRemedy],
  );
  const named = remedy as readonly RuleRemedy[];
  const isLeft = named.some(one => 'leave' in one);
  return [...(isLeft ? [] : own), ...named];
}

/** The facts that remedies are filled from. */
function namedFacts(remedies: readonly RuleRemedy[]): readonly string[] {
  const ofOne = (remedy: OneRemedy): readonly (string | undefined)[] => {
    if ('kernel-argument-out' in remedy) return [remedy['kernel-argument-out']];
    if ('module-list-lines-out' in remedy) return [remedy['module-list-lines-out']];
    if (!('firmware-setting' in remedy) || !('setting' in remedy['firmware-setting'])) return [];
    return [remedy['firmware-setting']['at-most']];
  };
  return remedies
    .flatMap(remedy => ('either' in remedy ? remedy.either.flat() : [remedy]))
    .flatMap(ofOne)
    .filter(address => address !== undefined);
}

/** A rule file that has the shape of one. */
function readRule(source: RuleSource): { readonly where: string; readonly file: RuleFile } {
  const where = `rules/${source.topic}/${source.id}.yml`;
  const document = parseDocument(source.yaml);
  const fault = document.errors[0];
  if (fault !== undefined) throw new RuleError(`${where}: ${fault.message}`, { cause: fault });
  const parsed = ruleSchema.safeParse(document.toJS());
  if (!parsed.success) throw new RuleError(`${where}: ${z.prettifyError(parsed.error)}`);
  keepsOrder(where, document.toJS() as object);
  return { where, file: parsed.data };
}

function compileRule(source: RuleSource): Rule {
  const { where, file } = readRule(source);
  const {
    'cause-of': causeOf,
    'passed-where': passedWhere,
    each,
    applies,
    ...rest
  } = toJudge(file);
  const rule: Rule = {
    id: source.id,
    topic: source.topic,
    ...rest,
    ...(each === undefined ? {} : { each }),
    ...(applies === undefined ? {} : { applies: applies as Condition }),
    ...(causeOf === undefined ? {} : { causeOf: causeOf as FactAddress }),
    expect: file.expect as Condition,
    ...(passedWhere === undefined ? {} : { passedWhere: passedWhere as Condition }),
    passedShows: placeholdersOf(file.passed) as FactAddress[],
    shows: [...new Set([...file.shows, ...placeholdersOf(file.fault)])] as FactAddress[],
  };
  for (const question of questionsOf(rule)) checkQuestion(where, rule, question);
  const addresses = [...rule.shows, ...rule.passedShows, ...(rule.causeOf === undefined ? [] : [rule.causeOf])];
  for (const address of addresses) checkAddress(where, rule, address);
  // A proof that is skipped for want of something to say would no longer prove.
  if (rule.proves && rule.passedWhere !== undefined)
    throw new RuleError(`${where}: proves, and passed-where; expected one of them`);
  return rule;
}

const elsewhere = ['fix', 'remedy', 'note', 'why', 'links'] as const satisfies readonly (keyof RuleFile)[];
type ReadElsewhere = (typeof elsewhere)[number];

/** A run that judges loads neither what is needed to change something nor the long texts. */
function toJudge(file: RuleFile): Omit<RuleFile, ReadElsewhere> {
  const names: readonly string[] = elsewhere;
  return Object.fromEntries(
    Object.entries(file).filter(([field]) => !names.includes(field)),
  ) as Omit<RuleFile, ReadElsewhere>;
}

/** The facts that a sentence names: `{kernel/release}`. The finding must carry them, so they are shown. */
function placeholdersOf(text: Text): readonly string[] {
  const named = Object.values(text).flatMap(sentence => [...sentence.matchAll(/\{([^{}]+)\}/gu)].map(match => match[1] ?? ''));
  return [...new Set(named)];
}

/** Every question of a rule, in reading order. */
export function questionsOf(rule: Pick<Rule, 'applies' | 'expect' | 'passedWhere'>): readonly Question[] {
  const walk = (condition: Condition): readonly Question[] => {
    if ('all' in condition) return condition.all.flatMap(walk);
    if ('any' in condition) return condition.any.flatMap(walk);
    if ('not' in condition) return walk(condition.not);
    return [condition];
  };
  return [rule.applies, rule.expect, rule.passedWhere].flatMap(part => (part === undefined ? [] : walk(part)));
}

function checkQuestion(where: string, rule: Rule, question: Question): void {
  checkAddress(where, rule, question.fact);
  const name = predicateNames.find(candidate => candidate in question);
  const type = entryOf(question.fact)?.type;
  if (name === undefined || type === undefined || wants[name].includes(type)) return;
  throw new RuleError(
    `${where}: ${name} is asked of ${question.fact}, a ${type}; it can be asked of ${wants[name].join(', ')}`,
  );
}

function checkAddress(where: string, rule: { readonly each?: string | undefined }, address: string): void {
  if (entryOf(address) === undefined) throw new RuleError(`${where}: no collector gives the fact ${address}`);
  const kind = subjectKindOf(address);
  if (kind !== undefined && kind !== rule.each) {
    throw new RuleError(`${where}: ${address} is about one ${kind}; the rule must say "each: ${kind}"`);
  }
}

function keepsOrder(where: string, file: object): void {
  const fields = Object.keys(file);
  const wanted = fieldOrder.filter(field => fields.includes(field));
  const at = fields.findIndex((field, i) => field !== wanted[i]);
  if (at >= 0) {
    throw new RuleError(`${where}: field ${String(fields[at])} stands where ${String(wanted[at])} belongs (see rules/_template.yml)`);
  }
}
