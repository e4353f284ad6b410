declare const shared: unique symbol;

/**
 * Something that may leave the machine: every name in it is a stand-in, or its owner wished otherwise. Only src/invocation/shared-report.ts makes
 * one (eslint holds that); what writes files, pipes and posts takes nothing else.
 */
export type Shared<T> = T & { readonly [shared]: true };
