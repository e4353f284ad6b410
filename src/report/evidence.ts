import type { Evidence } from '../judge/finding.ts';
import type { Words } from '../words/en.ts';
import { shown } from './shown.ts';

/** One line of evidence in words. */
export interface EvidenceLine {
  readonly label: string;
  readonly statement: string;
  /** The value alone. */
  readonly found: string;
  /** What it should have been; empty where it came out as wished. */
  readonly wanted: string;
  /** The file or command; empty where nothing said it. */
  readonly source: string;
  readonly isAgainst: boolean;
}

/** "next boot: absent, wanted on (/boot/grub/grub.cfg)". What came out as wished is told without the wish. */
export function evidenceLine(evidence: Evidence, words: Words): EvidenceLine {
  const found = foundText(evidence, words);
  const isAgainst = evidence.truth === false;
  const wanted = isAgainst ? wantedText(evidence, words) : '';
  return {
    label: label(evidence.fact, words),
    statement: wanted === '' ? found : `${found}${words.comma}${wanted}`,
    found,
    wanted,
    // A file that is the answer itself need not be named twice.
    source: evidence.source === found ? '' : shown(evidence.source ?? '', words),
    isAgainst,
  };
}

/** The short name of a fact; the first part of its address serves for families. */
export function label(address: string, words: Words): string {
  return (
    words.facts[address] ?? words.facts[address.slice(0, address.indexOf('/'))] ?? shown(address, words, 80)
  );
}

/** The value as the machine spells it. */
export function foundText(evidence: Pick<Evidence, 'found' | 'unknown'>, words: Words): string {
  if (evidence.unknown !== undefined) return words.unknownReasons[evidence.unknown];
  const value = evidence.found;
  if (value === null) return words.found.absent;
  if (value === '') return words.found.noValue;
  if (value === true) return words.found.yes;
  if (value === false) return words.found.no;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return shown(value, words);
  return value.length === 0 ? words.found.empty : shown(value.join(', '), words);
}

function wantedText(evidence: Evidence, words: Words): string {
  const { predicate, wanted } = evidence;
  if (!(predicate in words.wanted)) return '';
  if (predicate === 'isOn' || predicate === 'isPresent' || predicate === 'isEmpty') {
    return words.wanted[predicate](wanted === true);
  }
  // A plain yes or no needs no "wanted": it is the other one.
  if (typeof wanted === 'boolean') return '';
  const say = words.wanted[predicate as 'is'];
  if (wanted === null) return words.wanted.isPresent(false);
  return say(shown(Array.isArray(wanted) ? wanted.join(', ') : String(wanted), words));
}
