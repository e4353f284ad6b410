/** A part of a post. */
export interface SharedSection {
  readonly text: string;
  /** How much the reader needs it: 0 is never left out; of the others the highest goes first. */
  readonly rank: number;
}

/**
 * The parts of a post, as many as it may hold; `note` is added where one had to go. A part of rank 0 that is too long by
 * itself is the business of whoever wrote it.
 */
export function fitSections(
  sections: readonly SharedSection[],
  limit: number,
  sizeOf: (text: string) => number,
  note: string,
  gap = '\n\n',
): string {
  const shown = sections.filter(section => section.text !== '');
  const join = (parts: readonly SharedSection[], end: readonly string[] = []): string =>
    `${[...parts.map(part => part.text), ...end].join(gap)}\n`;
  let kept = shown;
  let text = join(kept);
  while (sizeOf(text) > limit && kept.some(section => section.rank > 0)) {
    const highest = Math.max(...kept.map(section => section.rank));
    const last = kept.findLastIndex(section => section.rank === highest);
    kept = kept.filter((_, i) => i !== last);
    text = join(kept, [note]);
  }
  return text;
}
