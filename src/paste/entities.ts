import { oneEntity } from './one-entity.ts';

/** What a forum writes for characters that would be markup: `&gt;`, `&quot;`. */
const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,31});/giu;

/** Turns HTML entities back into characters; twice, as a text that was quoted from a quote has them. `a && b` stays. */
export function decodeEntities(text: string): string {
  const once = (from: string): string => from.replace(entity, oneEntity);
  return once(once(text));
}
