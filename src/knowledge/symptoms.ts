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
  /** Whoever has it before them is answered by it, whatever the cause. */
  readonly answers?: true;
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
  return compiled().find(([, patterns]) => patterns.some(pattern => pattern.test(beginning)))?.[0];
}

/**
 * The first line that tells of each symptom, by its id. A line tells of one, the narrowest. A thread may have many thousands of lines: each
 * pattern runs over the whole of them, and only what it finds is looked at line by line.
 */
export function hearSymptoms(lines: readonly string[]): ReadonlyMap<string, string> {
  const heard = new Map<string, string>();
  if (lines.length === 0) return heard;
  const cut = lines.map(line => line.slice(0, longest));
  const text = cut.join('\n');
  const candidates = compiled().filter(([, patterns]) => patterns.some(pattern => pattern.test(text)));
  for (const line of cut) {
    const [symptom] = candidates.find(([, patterns]) => patterns.some(one => one.test(line))) ?? [];
    if (symptom !== undefined && !heard.has(symptom.id)) heard.set(symptom.id, line);
  }
  return heard;
}

let patterns: readonly (readonly [Symptom, readonly RegExp[]])[] | undefined;

const compiled = (): readonly (readonly [Symptom, readonly RegExp[]])[] =>
  (patterns ??= allSymptoms().map(
    symptom => [symptom, symptom.heard.map(pattern => new RegExp(pattern, 'imu'))] as const,
  ));

/** A message that settles its cause by itself. */
export interface DecisiveSymptom {
  readonly id: string;
  readonly cause: string;
  /** It is a finding by itself. */
  readonly alone: boolean;
}

/** The messages that settle their cause in this kernel; of an unknown kernel those that do so in every one. */
export function decisiveSymptoms(upstream: string | undefined): readonly DecisiveSymptom[] {
  return allSymptoms().flatMap(row => {
    const [cause] = row.causes;
    return row.decisive === true && cause !== undefined && isSurelyInRange(upstream, row)
      ? [{ id: row.id, cause, alone: row.alone === true }]
      : [];
  });
}

const longest = 4096;
