import type { Evidence } from '../judge/finding.ts';
import type { Words } from '../words/report.en.ts';
import { shown } from './sanitize.ts';

/** One line of evidence in words. Text of the machine in it went through the reader's `quote`. */
export interface EvidenceLine {
  readonly label: string;
  readonly statement: string;
  /** The value alone. */
  readonly found: string;
  /** What should have been found; empty where it was, or where there is nothing to say. */
  readonly wanted: string;
  /** The file or command; empty where nothing said it. */
  readonly source: string;
  readonly isAgainst: boolean;
}

/** How a text of the machine, already sanitized, is set among our words; see `Localization`. */
export type Quote = (text: string) => string;

/** It stands as it is: for a terminal. */
export const unquoted: Quote = text => text;

/** "next boot: absent, wanted on (/boot/grub/grub.cfg)". What came out as wished is told without the wish. */
export function evidenceLine(evidence: Evidence, words: Words, quote: Quote = unquoted): EvidenceLine {
  const found = foundText(evidence, words, quote);
  const isAgainst = evidence.truth === false;
  const wanted = isAgainst ? wantedText(evidence, words, quote) : '';
  return {
    label: label(evidence.fact, words, quote),
    statement: wanted === '' ? found : `${found}${words.comma}${wanted}`,
    found,
    wanted,
    // A file that is the answer itself need not be named twice.
    source:
      evidence.source === null || evidence.source === evidence.found
        ? ''
        : quote(shown(evidence.source, words)),
    isAgainst,
  };
}

/** The short name of a fact; the first part of its address serves for families. */
export function label(address: string, words: Words, quote: Quote = unquoted): string {
  const family = address.slice(0, address.indexOf('/'));
  const known = [address, family].find(name => Object.hasOwn(words.facts, name));
  return (known === undefined ? undefined : words.facts[known]) ?? quote(shown(address, words, 80));
}

/** The value as the machine spells it. */
export function foundText(
  evidence: Pick<Evidence, 'found' | 'unknown'>,
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
  if (typeof value === 'string') return quote(shown(value, words));
  return value.length === 0 ? words.found.empty : quote(shown(joined(value), words));
}

function wantedText(evidence: Evidence, words: Words, quote: Quote): string {
  const { predicate, wanted } = evidence;
  if (!Object.hasOwn(words.wanted, predicate)) return '';
  if (predicate === 'isOn' || predicate === 'isPresent' || predicate === 'isEmpty') {
    return words.wanted[predicate](wanted === true);
  }
  // A plain yes or no needs no "wanted": it is the other one.
  if (typeof wanted === 'boolean') return '';
  const say = words.wanted[predicate as 'is'];
  if (wanted === null) return words.wanted.isPresent(false);
  return say(quote(shown(typeof wanted === 'object' ? joined(wanted) : String(wanted), words)));
}

/** A list as one text; a stranger's may be long, and of long texts. */
function joined(list: readonly string[]): string {
  const members = list.slice(0, 100).map(member => member.slice(0, 1000));
  return [...members, ...(list.length > members.length ? ['…'] : [])].join(', ');
}
