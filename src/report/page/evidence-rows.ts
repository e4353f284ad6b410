import type { EvidenceLine } from '../evidence.ts';

/** One line of evidence; its source in pieces, between which a line may end. */
export interface EvidenceRow {
  readonly label: string;
  readonly found: string;
  readonly wanted: string;
  readonly isAgainst: boolean;
  readonly source: readonly string[];
}

/** Evidence for the page. A browser would break a long path anywhere or nowhere; people read it by its folders. */
export function evidenceRows(lines: readonly EvidenceLine[]): readonly EvidenceRow[] {
  return lines.map(({ label, found, wanted, isAgainst, source }) => ({
    label,
    found,
    wanted,
    isAgainst,
    source: source.match(/[^/]+\/?|\//gu) ?? [],
  }));
}
