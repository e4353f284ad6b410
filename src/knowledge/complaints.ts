import { readTable } from '../package-files.ts';
import type { Text } from '../values/text.ts';

/** What people ask or complain about in their own words. */
export interface Complaint {
  readonly id: string;
  /** Regular expressions; one that is found in the text, whatever its case, is enough. */
  readonly heard: readonly string[];
  /** Regular expressions of a line of a post that asks just this. The rows that have some lie in the page for browsers, too. */
  readonly posts?: readonly string[];
  readonly title: Text;
  /** The answer in short. */
  readonly says: Text;
  /** Causes of rules that may lie behind it, in the order in which to look. */
  readonly causes?: readonly string[];
  /** What to do; Markdown. */
  readonly look?: Text;
}

/** `rules/tables/complaints.yml`. */
export interface ComplaintTable {
  readonly source: string;
  readonly complaints: readonly Complaint[];
}

/** All of them, the narrow ones first. */
export const allComplaints = (): readonly Complaint[] => readTable<ComplaintTable>('complaints').complaints;

/** What a text complains about; undefined: nothing that we know. */
export const identifyComplaint = (text: string): Complaint | undefined =>
  compiled().find(([, patterns]) => patterns.some(pattern => pattern.test(text)))?.[0];

/** What a line of a post asks; undefined: nothing that we have an answer for. */
export const askedIn = (line: string): Complaint | undefined =>
  asking().find(([, patterns]) => patterns.some(pattern => pattern.test(line)))?.[0];

let questions: readonly (readonly [Complaint, readonly RegExp[]])[] | undefined;

const asking = (): readonly (readonly [Complaint, readonly RegExp[]])[] =>
  (questions ??= allComplaints().flatMap(complaint => {
    const posts = complaint.posts?.map(pattern => new RegExp(pattern, 'iu'));
    return posts === undefined ? [] : [[complaint, posts] as const];
  }));

let patterns: readonly (readonly [Complaint, readonly RegExp[]])[] | undefined;

const compiled = (): readonly (readonly [Complaint, readonly RegExp[]])[] =>
  (patterns ??= allComplaints().map(
    complaint => [complaint, complaint.heard.map(pattern => new RegExp(pattern, 'iu'))] as const,
  ));
