import type { Value } from '../facts/fact.ts';
import type { Predicate } from '../rules/rule.ts';
import { kernelBoolean } from '../values/kernel-boolean.ts';
import { compareVersions } from '../values/version.ts';
import type { Truth } from './truth.ts';
import { ownPattern } from '../values/own-pattern.ts';

/** The name of a predicate, and what it wants. */
export interface Wanted {
  readonly predicate: string;
  readonly wanted: Value;
}

/** Takes a question apart: `{ fact, isOn: true }` → isOn, true. */
export function wantedOf(question: Predicate): Wanted {
  const before = apart.get(question);
  if (before !== undefined) return before;
  const [predicate, wanted] = Object.entries(question).find(([field]) => field !== 'fact') as [string, Value];
  const made = { predicate, wanted };
  apart.set(question, made);
  return made;
}

/** The questions of the rules, which are asked of every GPU of every host. */
const apart = new WeakMap<Predicate, Wanted>();

/** Asks a known value. A number or version that is not there (null) has no size: at-least is false, below is false too. */
export function ask(question: Predicate, value: Value): Truth {
  if ('is' in question) return value === question.is;
  if ('isOneOf' in question) return typeof value === 'string' && question.isOneOf.includes(value);
  if ('isOn' in question) return isOn(value) === question.isOn;
  if ('isPresent' in question) return (value !== null) === question.isPresent;
  if ('isEmpty' in question) return isEmpty(value) === question.isEmpty;
  if ('atLeast' in question) return typeof value === 'number' && value >= question.atLeast;
  if ('atMost' in question) return typeof value === 'number' && value <= question.atMost;
  if ('matches' in question)
    return typeof value === 'string' && ownPattern(question.matches, 'u').test(value);
  if ('includes' in question) return Array.isArray(value) && value.includes(question.includes);
  if ('versionAtLeast' in question) return version(value, question.versionAtLeast, order => order >= 0);
  return version(value, question.versionBelow, order => order < 0);
}

function isOn(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' && kernelBoolean(value) === true;
}

function isEmpty(value: Value): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}

function version(value: Value, bound: string, decide: (order: number) => boolean): Truth {
  if (typeof value !== 'string') return false;
  const order = compareVersions(value, bound);
  return order === undefined ? 'unknown' : decide(order);
}
