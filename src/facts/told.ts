import { decisiveLines } from '../knowledge/log-lines.ts';
import { decisiveSymptoms } from '../knowledge/symptoms.ts';
import { isLikely, known, unknown, type Fact } from './fact.ts';
import type { Facts } from './fact-index.ts';

/**
 * What was said of a fault, by the cause that the message settles. A message that is there is an answer, whatever else could be read; one that
 * is not there is none.
 */
export function toldFacts(book: Facts, decisive: readonly Decisive[]): readonly Fact[] {
  const gpus = book.subjects('gpu');
  const causes = new Map<string, Fact[]>();
  const messages = decisive.filter(({ isAlone }) => !isAlone);
  for (const { cause, fact } of messages) causes.set(cause, [...(causes.get(cause) ?? []), fact]);
  return [...causes].flatMap(([cause, facts]) => {
    const said = facts.find(fact => fact.known && fact.value !== null);
    const open = facts.find(fact => !fact.known);
    const from = { from: said === undefined ? facts : [said] };
    if (said === undefined && open?.known === false)
      return [unknown(`told/${cause}`, open.why, from), unknown(`told-of/${cause}`, open.why, from)];
    const text = said?.known === true ? String(said.value) : null;
    return [known(`told/${cause}`, text, from), gpuOf(cause, text, gpus, from)];
  });
}

/** A message that settles a cause, with whether it is there. */
export interface Decisive {
  readonly id: string;
  readonly cause: string;
  /** It is a finding by itself: no rule looks for its cause. */
  readonly isAlone: boolean;
  readonly fact: Fact;
}

/** The messages that settle a cause on this kernel. One that is a mere effect of another that is there settles nothing. */
export function decisiveMessages(book: Facts): readonly Decisive[] {
  const release = book.get('kernel/upstream');
  const upstream = release.known ? String(release.value) : undefined;
  const isSaid = (id: string): boolean => typeof book.value(`log/${id}`) === 'string';
  const route = onlyRoute(book);
  const lines = decisiveLines(upstream, route?.known === true ? String(route.value) : undefined)
    .filter(({ below = [] }) => !below.some(isSaid))
    .map(({ id, cause, alone, causeOn }): Decisive => {
      const fact = book.get(`log/${id}`);
      const isSure = causeOn === undefined || route === undefined || !isLikely(route);
      return { id, cause, isAlone: alone === true, fact: isSure ? fact : { ...fact, isLikely: true } };
    });
  // The table is read only where somebody quoted something.
  const isQuoted = (book.list('heard/ids') ?? []).length > 0;
  const heard = (isQuoted ? decisiveSymptoms(upstream) : []).map(({ id, cause, alone }): Decisive => ({
    id,
    cause,
    isAlone: alone,
    fact: book.get(`heard/${id}`),
  }));
  return [...lines, ...heard];
}

/** How the only GPU shares; undefined where there is none, or several. */
function onlyRoute(book: Facts): Fact | undefined {
  const [gpu, ...others] = book.subjects('gpu');
  return others.length === 0 && gpu !== undefined ? book.get('gpu/generation-route', gpu) : undefined;
}

/** The GPU that a message is about: the one that it names, or the only one that there is. */
function gpuOf(
  cause: string,
  text: string | null,
  gpus: readonly string[],
  from: { readonly from: readonly Fact[] },
): Fact {
  const [named] = /[\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.[0-7]/u.exec(text ?? '') ?? [];
  const [only, ...others] = gpus;
  if (named !== undefined) return known(`told-of/${cause}`, named, from);
  if (text === null || others.length === 0) return known(`told-of/${cause}`, only ?? null, from);
  return unknown(`told-of/${cause}`, 'undecided', from);
}
