import type { Rule } from '../rules/rule.ts';

/** Nothing is laid over other facts there (`facts/again.browser.ts`): every rule is judged. */
export const touchedBy = (): ((rule: Rule) => boolean) => () => true;
