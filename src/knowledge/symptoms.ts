import { readTable } from '../package-files.ts';
import type { Text } from '../values/text.ts';
import { isSurelyInRange, type VersionRange } from './range.ts';

/** What a person has before them when something fails: a message of a command, or what they see. */
export interface Symptom extends VersionRange {
  readonly id: string;
  /** Regular expressions; one that is found in the text, whatever its case, is enough. */
  readonly heard: readonly string[];
  readonly title: Text;
  /** What it means by itself. */
  readonly says: Text;
  /** Causes of rules that may lie behind it, in the order in which to look. */
  readonly causes: readonly string[];
  /** The message settles its one cause by itself. */
  readonly decisive?: true;
  /** The message itself is the finding: no rule speaks of that cause, or none for where the message comes from. */
  readonly alone?: true;
  /** What to do; Markdown. */
  readonly look?: Text;
  readonly source: string;
}

/** `rules/tables/symptoms.yml`. */
export interface SymptomTable {
  readonly source: string;
  readonly symptoms: readonly Symptom[];
}

/** All known symptoms, the narrow ones first. */
export function allSymptoms(): readonly Symptom[] {
  return readTable<SymptomTable>('symptoms').symptoms;
}

/** The symptom that a text tells of; undefined: none that we know. A person's text may be long: what counts is its beginning. */
export function identifySymptom(text: string): Symptom | undefined {
  const beginning = text.slice(0, longest);
  return allSymptoms().find(({ heard }) => heard.some(pattern => new RegExp(pattern, 'imu').test(beginning)));
}

/** A message that settles its cause by itself. */
export interface DecisiveSymptom {
  readonly id: string;
  readonly cause: string;
}

/** The messages that settle their cause in this kernel; of an unknown kernel those that do so in every one. */
export function decisiveSymptoms(upstream: string | undefined): readonly DecisiveSymptom[] {
  return allSymptoms().flatMap(row => {
    const [cause] = row.causes;
    return row.decisive === true && cause !== undefined && isSurelyInRange(upstream, row)
      ? [{ id: row.id, cause }]
      : [];
  });
}

const longest = 4096;
