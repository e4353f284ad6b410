import { judgeToken, nearMiss, type Judgement, type TokenContext } from '../knowledge/parameters.ts';
import { known, unknown, type Fact } from './fact.ts';
import type { Facts } from './fact-index.ts';

/** The words of the command line, running and configured, that are mistyped, dead, meant for another technology or dangerous. */
export function deriveParameters(book: Facts): readonly Fact[] {
  const context = contextOf(book);
  const facts: Fact[] = [];
  const seen = new Set<string>();
  for (const address of ['tokens/running', 'tokens/configured'] as const) {
    const from = book.get(address);
    for (const token of book.list(address) ?? []) {
      const judgement = seen.has(token) ? null : judgeToken(token, context);
      seen.add(token);
      if (judgement !== null) facts.push(...judgedFacts(token, judgement, from));
    }
  }
  return [...facts, nearMissFact(book)];
}

/** What a word is judged by: the kernel that reads it, and how the GPU can be shared. */
function contextOf(book: Facts): TokenContext {
  const upstream = book.value('kernel/upstream');
  const technologies = new Set(book.subjects('gpu').map(gpu => book.value('gpu/technology', gpu)));
  // With GPUs of several kinds a parameter may be meant for either.
  const [technology] = technologies.size === 1 ? [...technologies] : [];
  return {
    ...(typeof upstream === 'string' ? { upstream } : {}),
    ...(technology === 'gvt-g' || technology === 'sr-iov' ? { technology } : {}),
  };
}

function judgedFacts(token: string, { kind, fits, suggestion }: Judgement, from: Fact): readonly Fact[] {
  const about = { subject: token, from: [from] };
  return [
    known('parameter/kind', kind, about),
    fits === null ? unknown('parameter/fits', 'undecided', about) : known('parameter/fits', fits, about),
    known('parameter/suggestion', suggestion, about),
    known('parameter/where', from.source ?? '', about),
  ];
}

/** A token that was meant to be i915.enable_gvt: on the running command line, else as configured for the next one. */
function nearMissFact(book: Facts): Fact {
  const running = book.get('tokens/running');
  for (const address of ['tokens/running', 'tokens/configured'] as const) {
    const found = book.list(address)?.find(token => nearMiss(token) === 'i915.enable_gvt');
    if (found !== undefined) return known('cmdline/near-enable-gvt', found, { from: [book.get(address)] });
  }
  const about = { from: [running, book.get('tokens/configured')] };
  return running.known
    ? known('cmdline/near-enable-gvt', null, about)
    : unknown('cmdline/near-enable-gvt', running.why, about);
}
