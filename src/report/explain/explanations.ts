import { identifyComplaint } from '../../knowledge/complaints.ts';
import { identifyErrorText } from '../../knowledge/error-texts.ts';
import { readingsOfLine, type LogLine } from '../../knowledge/log-lines.ts';
import { allParameters, parameterByName, type Parameter } from '../../knowledge/parameters.ts';
import { identifySymptom } from '../../knowledge/symptoms.ts';
import { typeByName, vgpuTable, type VgpuType } from '../../knowledge/vgpu-types.ts';
import type { Rule } from '../../rules/rule.ts';
import { near } from '../../values/nearest.ts';
import type { Text } from '../../values/text.ts';
import { formsOf } from './message-forms.ts';

/** A message, or what a person sees or asks, with what is known of it. */
export interface Told {
  readonly kind: 'message' | 'complaint';
  readonly id: string;
  /** The program that prints it, where it is one. */
  readonly program?: string;
  readonly title: Text;
  readonly says: Text;
  readonly causes?: readonly string[];
  readonly look?: Text;
}

/** What a text turned out to be. */
export type Explanation =
  | { readonly kind: 'rule' | 'cause'; readonly id: string; readonly rule: Rule }
  | { readonly kind: 'topic'; readonly id: string; readonly title: Text; readonly rules: readonly Rule[] }
  | { readonly kind: 'type'; readonly id: string; readonly type: VgpuType }
  | { readonly kind: 'parameter'; readonly id: string; readonly parameter: Parameter }
  | { readonly kind: 'log'; readonly id: string; readonly line: LogLine }
  | Told;

/** What is explained besides the tables. */
export interface Catalogue {
  readonly rules: readonly Rule[];
  readonly topics: readonly { readonly id: string; readonly title: Text }[];
}

/** All that a text may be; several where a cause has several rules, or a line another meaning in other kernels. Empty: nothing is known of it. */
export function explanationsOf(text: string, catalogue: Catalogue): readonly Explanation[] {
  const named = byName(text.trim(), catalogue);
  if (named.length > 0) return named;
  for (const form of formsOf(text)) {
    const found = byMessage(form);
    if (found.length > 0) return found;
  }
  const complaint = identifyComplaint(text.slice(0, longest));
  return complaint === undefined ? [] : [{ kind: 'complaint', ...complaint }];
}

/** Is anything known of it? */
export const isExplained = (text: string, catalogue: Catalogue): boolean =>
  explanationsOf(text, catalogue).length > 0;

/** A person's text may be long: what counts is its beginning. */
const longest = 4096;

function byName(name: string, { rules, topics }: Catalogue): readonly Explanation[] {
  const rule = rules.find(({ id }) => id === name);
  if (rule !== undefined) return [{ kind: 'rule', id: name, rule }];
  const caused = rules.filter(({ cause }) => cause === name);
  if (caused.length > 0) return caused.map(one => ({ kind: 'cause', id: name, rule: one }));
  const topic = topics.find(({ id }) => id === name);
  if (topic !== undefined)
    return [{ kind: 'topic', ...topic, rules: rules.filter(one => one.topic === name) }];
  const [, number] = /^(?:i915-)?(?:GVTg_)?(V[45]_\d)$/iu.exec(name) ?? [];
  const type = number === undefined ? undefined : typeByName(`i915-GVTg_${number.toUpperCase()}`);
  if (number !== undefined && type !== undefined)
    return [{ kind: 'type', id: `i915-GVTg_${number.toUpperCase()}`, type }];
  const parameter = parameterOf(name);
  return parameter === undefined ? [] : [{ kind: 'parameter', id: parameter.name, parameter }];
}

/** By its whole name, or by that behind the module's where only one module has it: `enable_gvt=1`. */
function parameterOf(text: string): Parameter | undefined {
  const [name = ''] = text.split('=');
  const whole = parameterByName(name);
  if (whole !== undefined || !/^[a-z]\w{3,}$/u.test(name)) return whole;
  const [only, ...others] = allParameters().filter(one => one.name.endsWith(`.${name}`));
  return others.length === 0 ? only : undefined;
}

function byMessage(text: string): readonly Explanation[] {
  const lines = readingsOfLine(text);
  if (lines.length > 0) return lines.map(line => ({ kind: 'log', id: line.id, line }));
  // What settles a cause by itself goes before what a program says of many.
  const known = identifySymptom(text) ?? identifyErrorText(text);
  return known === undefined ? [] : [{ kind: 'message', ...known }];
}

/** Names that were probably meant. */
export function nearNames(text: string, { rules, topics }: Catalogue): readonly string[] {
  const names = [
    ...rules.flatMap(rule => [rule.id, rule.cause]),
    ...topics.map(topic => topic.id),
    ...vgpuTable().types.map(type => `GVTg_V5_${type.suffix}`),
    ...allParameters().map(parameter => parameter.name),
  ];
  return near(text, names, 3);
}
