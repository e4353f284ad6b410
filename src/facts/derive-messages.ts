import { loneLines } from '../knowledge/messages.ts';
import { decisiveMessages, toldFacts, type Decisive } from './told.ts';
import { known, type Fact } from './fact.ts';
import type { Facts } from './fact-index.ts';

/** What follows from messages that settle a cause. */
export function deriveMessages(book: Facts): readonly Fact[] {
  const decisive = decisiveMessages(book);
  return [...toldFacts(book, decisive), ...loneFacts(book, decisive)];
}

/** The messages that were read and are findings by themselves, because no rule speaks of their cause. */
function loneFacts(book: Facts, decisive: readonly Decisive[]): readonly Fact[] {
  const alone = [
    ...decisive.filter(({ isAlone }) => isAlone).map(one => ({ ...one, isHarmless: false })),
    ...loneLines()
      .filter(({ isHarmless }) => isHarmless)
      .map(({ id, cause }) => ({ id, cause, isHarmless: true, fact: book.get(`log/${id}`) })),
  ];
  return alone.flatMap(({ id, cause, isHarmless, fact }) => {
    if (!fact.known || typeof fact.value !== 'string') return [];
    const about = { subject: id, from: [fact] };
    return [
      known('message/text', fact.value, about),
      known('message/cause', cause, about),
      known('message/is-harmless', isHarmless, about),
    ];
  });
}
