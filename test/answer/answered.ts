import { answerTo, type Answered, type Question } from '../../src/invocation/answer.ts';
import type { Invocation } from '../../src/invocation/outcome.ts';
import { loadRules } from '../../src/rules/load.ts';

const rules = loadRules();
const invocation: Invocation = {
  version: '0.0.0',
  now: '2026-01-01T00:00:00.000Z',
  call: 'fngvt',
  columns: 80,
  isTerminal: false,
  ask: () => Promise.resolve(false),
  environment: {},
};

/** The reply to a post, as the verb gives it. */
export const answered = (text: string, wish: Omit<Partial<Question>, 'text'> = {}): Promise<Answered> =>
  answerTo({ text, where: 'post', ...wish }, { rules, invocation });

/** A reply without the block that fngvt reads: what a person reads. */
export const readPart = (reply: string): string =>
  reply.replace(/\n\n[^\n]+\n(?:```|\[code\]\n)?\n?fngvt capsule [^]*$/u, '');
