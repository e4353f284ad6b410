import { RuleError } from '../values/errors.ts';

/** What the order of the catalogue hangs on. */
interface Ordered {
  readonly id: string;
  readonly topic: string;
  readonly requires: readonly string[];
}

/** Rules after everything they require; ties by the order of the topics, then by id. Throws RuleError on a circle. */
export function inCatalogueOrder<R extends Ordered>(rules: readonly R[], topics: readonly string[]): readonly R[] {
  const waiting = [...rules].sort(
    (a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic) || (a.id < b.id ? -1 : 1),
  );
  const placed = new Set<string>();
  const order: R[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(rule => rule.requires.every(id => placed.has(id)));
    if (next < 0) {
      throw new RuleError(`rules require each other in a circle: ${waiting.map(rule => rule.id).join(', ')}`);
    }
    for (const rule of waiting.splice(next, 1)) {
      placed.add(rule.id);
      order.push(rule);
    }
  }
  return order;
}
