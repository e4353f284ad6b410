import { hostById } from '../knowledge/hosts.ts';
import type { Evidence, Finding } from '../judge/finding.ts';
import type { Rule } from '../rules/rule.ts';
import type { Words } from '../words/report.en.ts';
import { shown } from './sanitize.ts';
import { stanceOf, type Stance } from './stance.ts';

/** One line of evidence in words. Text of the machine in it went through the reader's `quote`. */
export interface EvidenceLine {
  readonly label: string;
  readonly statement: string;
  /** The value alone. */
  readonly found: string;
  /** What should have been found; empty where that is not wished of the host. */
  readonly wanted: string;
  /** The file or command; empty where nothing said it. */
  readonly source: string;
  readonly isAgainst: boolean;
}

/** How a text of the machine, already sanitized, is set among our words; see `Localization`. */
export type Quote = (text: string) => string;

/** It stands as it is: for a terminal. */
export const unquoted: Quote = text => text;

/** The evidence of a finding, each fact once: where a rule asks more than one thing of it, by what tells most. */
export function evidenceLines(
  { evidence, ...finding }: Finding,
  rule: Rule | undefined,
  words: Words,
  quote: Quote,
): readonly EvidenceLine[] {
  const weighed = evidence.map(item => ({ item, stance: stanceOf(item, finding, rule) }));
  const facts = [...new Set(evidence.map(({ fact }) => fact))];
  const labels = facts.map(fact => label(fact, words, quote));
  // Where a family has several members here, each says which it is.
  const isOneOfMany = (fact: string): boolean =>
    !Object.hasOwn(words.facts, fact) && labels.filter(one => one === label(fact, words, quote)).length > 1;
  return facts.flatMap(fact => {
    const asked = weighed.filter(({ item }) => item.fact === fact);
    const told =
      asked.find(({ stance }) => stance.isWished) ?? asked.find(({ stance }) => stance.isAgainst) ?? asked[0];
    if (told === undefined) return [];
    const line = evidenceLine(told.item, told.stance, words, quote);
    const member = quote(shown(fact.slice(fact.indexOf('/') + 1), words, 80));
    return [isOneOfMany(fact) ? { ...line, label: `${line.label} ${member}` } : line];
  });
}

/** "next boot: absent, wanted on (/boot/grub/grub.cfg)". */
function evidenceLine(
  evidence: Evidence,
  { isAgainst, isWished }: Stance,
  words: Words,
  quote: Quote,
): EvidenceLine {
  const found = foundText(evidence, words, quote);
  const wanted = isWished ? wantedText(evidence, words, quote) : '';
  return {
    label: label(evidence.fact, words, quote),
    statement: wanted === '' ? found : `${found}${words.comma}${wanted}`,
    found,
    wanted,
    // A file that is the answer itself need not be named twice.
    source:
      evidence.source === null || isNamedIn(evidence.found, evidence.source)
        ? ''
        : quote(shown(evidence.source, words)),
    isAgainst,
  };
}

/** Whether what was found names the file itself, alone or with lines of it. */
function isNamedIn(found: Evidence['found'], source: string): boolean {
  const values: readonly unknown[] = Array.isArray(found) ? found : [found];
  return (
    values.length > 0 &&
    values.every(value => value === source || (typeof value === 'string' && value.startsWith(`${source}:`)))
  );
}

/** The short name of a fact; the first part of its address serves for families. */
export function label(address: string, words: Words, quote: Quote = unquoted): string {
  return ofFact(words.facts, address) ?? quote(shown(address, words, 80));
}

/** What is said of a fact by its address, else by the first part of it. */
function ofFact<T>(table: Readonly<Record<string, T>>, address: string): T | undefined {
  const family = address.slice(0, address.indexOf('/'));
  const known = [address, family].find(name => Object.hasOwn(table, name));
  return known === undefined ? undefined : table[known];
}

/** The word for a value that is a name of ours; undefined: the machine spells it. */
function valueWord(address: string, value: string, words: Words): string | undefined {
  // Systems have their names in a table of their own.
  if (address === 'host/platform') return hostById(value)?.name;
  const names: Readonly<Record<string, string>> | undefined = ofFact(words.values, address);
  return names !== undefined && Object.hasOwn(names, value) ? names[value] : undefined;
}

/** The same of an entry of a list, which names a place first: `/etc/modules:3 full-width`. */
function entryText(address: string, entry: string, words: Words): string {
  const space = entry.lastIndexOf(' ');
  const word = valueWord(address, entry.slice(space + 1), words);
  return word === undefined ? entry : `${entry.slice(0, space + 1)}${word}`;
}

/** The value in words where it is a name of ours, else as the machine spells it. */
export function foundText(
  evidence: Pick<Evidence, 'fact' | 'found' | 'unknown'>,
  words: Words,
  quote: Quote = unquoted,
): string {
  if (evidence.unknown !== undefined) return words.unknownReasons[evidence.unknown];
  const value = evidence.found;
  if (value === null) return words.found.absent;
  if (value === '') return words.found.noValue;
  if (value === true) return words.found.yes;
  if (value === false) return words.found.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return valueWord(evidence.fact, value, words) ?? quote(shown(value, words));
  if (value.length === 0) return words.found.empty;
  return quote(shown(joined(value.map(entry => entryText(evidence.fact, entry, words))), words));
}

function wantedText({ fact, predicate, wanted }: Evidence, words: Words, quote: Quote): string {
  if (!Object.hasOwn(words.wanted, predicate)) return '';
  if (predicate === 'isOn') return words.wanted.isOn(wanted === true);
  if (predicate === 'isPresent' || predicate === 'isEmpty') return words.wanted[predicate];
  // A plain yes or no needs no "wanted": it is the other one.
  if (typeof wanted === 'boolean' || wanted === null) return '';
  const say = words.wanted[predicate as 'is'];
  const text = (value: string | number): string =>
    valueWord(fact, String(value), words) ?? quote(shown(String(value), words));
  return say(typeof wanted === 'object' ? wanted.map(text).join(', ') : text(wanted));
}

/** A list as one text; a stranger's may be long, and of long texts. */
function joined(list: readonly string[]): string {
  const members = list.slice(0, 100).map(member => member.slice(0, 1000));
  return [...members, ...(list.length > members.length ? ['…'] : [])].join(', ');
}
