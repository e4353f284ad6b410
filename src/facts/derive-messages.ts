import { loneMessage, loneMessages } from '../knowledge/messages.ts';
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
  const harmless = loneMessages()
    .filter(({ isHarmless }) => isHarmless)
    .map(({ id }) => ({ id, fact: book.get(`log/${id}`) }));
  return [...decisive, ...harmless].flatMap(({ id, fact }) => {
    const message = loneMessage(id);
    if (message === undefined || !fact.known || typeof fact.value !== 'string') return [];
    const about = { subject: id, from: [fact] };
    return [
      known('message/text', fact.value, about),
      known('message/cause', message.cause, about),
      known('message/is-harmless', message.isHarmless, about),
    ];
  });
}
