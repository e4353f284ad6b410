import * as z from 'zod';
import type { Text } from '../values/text.ts';
import { kernelArgument, moduleName, parameterOut, remediesSchema } from './remedy-schema.ts';

/**
 * The shape of a rule file: one zod schema gives the parser, and the JSON Schema for editors. Addresses, the types that
 * predicates want and the graph of `requires` are checked by compile.ts, which sees all rules at once.
 */

const text = z
  .strictObject({ en: z.string().min(1), 'zh-CN': z.string().min(1) })
  .describe('One thing said in both languages; neither may be missing') satisfies z.ZodType<Text>;

/** Also holds the table rows to both languages. */
export const textSchema = text;

const predicates = {
  is: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  isOneOf: z.array(z.string()).min(1),
  isOn: z.boolean().describe('What the kernel reads as true; absent is off'),
  isPresent: z.boolean(),
  isEmpty: z.boolean().describe('A list without entries; absent is empty'),
  atLeast: z.number(),
  atMost: z.number(),
  matches: z.string().describe('A regular expression'),
  includes: z.string().describe('A list has this entry'),
  versionAtLeast: z.string().regex(/^\d+(\.\d+)*$/),
  versionBelow: z.string().regex(/^\d+(\.\d+)*$/),
};

/** The names of the predicates; a question uses exactly one. */
export const predicateNames = Object.keys(predicates) as readonly (keyof typeof predicates)[];

const question = z.union(
  predicateNames.map((name): z.ZodType => z.strictObject({ fact: z.string(), [name]: predicates[name] })),
);

const condition: z.ZodType = z.lazy(() =>
  z.union([
    question,
    z.strictObject({ all: z.array(condition).min(1) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ not: condition }),
  ]),
);

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** The closed set of remedies; `src/rules/rule-fix.ts` says what each means. */
const fix = z
  .strictObject({
    'only-where': z.enum(['pf-mode']),
    'kernel-argument': z
      .union([kernelArgument, z.array(kernelArgument).min(1)])
      .describe('`{fact/address}` in a value is what the host says of the GPU in question'),
    'kernel-argument-out': z
      .string('expected the address of a fact, as text')
      .describe('A fact that holds the parameter as it is written'),
    'parameter-out': parameterOut.describe('Names, or `name=value` where only that value does harm'),
    'for-driver': z
      .literal('xe')
      .describe('The driver that has the GPU then: asked for by name, all is done although the rule passes'),
    'module-at-boot': moduleName,
    'module-now': moduleName,
    'module-list-lines-out': z
      .string('expected the address of a fact, as text')
      .describe('A fact that lists `path:line reason`'),
    'module-allowed': moduleName,
    'module-unlisted': moduleName,
    passthrough: z.literal('taken-back'),
    'grub-file': z.literal('repaired'),
    'boot-loader': z.literal('refreshed'),
  })
  .partial()
  .refine(remedies => Object.keys(remedies).some(name => name !== 'only-where' && name !== 'for-driver'), 'expected at least one remedy')
  .describe(
    'What fngvt does about it. With `acts: fngvt` it is part of every plan that needs it, with `acts: owner` only when asked for',
  );

const sentences = (said: string): number => said.split(/[.!?](?:\s|$)|[。！？]/u).filter(part => part.trim() !== '').length;

/** Words of a name may stand in backticks; what one types, and where a file lies, belong to the remedies. */
const isPlainSpeech = (said: string): boolean =>
  !/\n|^(?:\d+\.|[-*]) |(?:^|[\s`(])\/\w/u.test(said) &&
  said.split('`').every((part, i) => i % 2 === 0 || !/[\s$|]/u.test(part));

/** What no remedy can say. Steps, commands and places are words of the remedies. */
const note = text
  .refine(said => Object.values(said).every(one => sentences(one) <= 2), 'expected at most two sentences')
  .refine(said => Object.values(said).every(isPlainSpeech), 'expected no list, no command and no path')
  .describe('At most two sentences that no remedy can say; no list, no command, no path');

export const ruleSchema = z
  .strictObject({
    severity: z.enum(['error', 'warning', 'advice']),
    confidence: z.enum(['certain', 'likely']).default('certain'),
    title: text,
    passed: text.describe('One short sentence: what is so where it passes'),
    fault: text.describe('One short sentence: what is wrong where it fails'),
    why: text.describe('Why it matters'),
    each: z.enum(['gpu', 'mdev', 'vm', 'parameter', 'message', 'setup', 'try']).optional(),
    applies: condition.optional(),
    requires: z.array(id).default([]),
    expect: condition,
    'passed-where': condition
      .optional()
      .describe('What `passed` says, where `expect` can hold without it; a host that passes without it is skipped'),
    cause: id,
    'cause-of': z.string().optional().describe('The fact that holds the key of the cause, where each subject has its own'),
    acts: z.enum(['fngvt', 'owner', 'firmware', 'system', 'guest', 'hardware']),
    outcome: z.enum(['action-needed', 'unsupported', 'unknown']).default('action-needed'),
    fix: fix.optional(),
    remedy: remediesSchema.optional(),
    note: note.optional(),
    symptom: z.boolean().default(false),
    proves: z.boolean().default(false),
    besides: z
      .boolean()
      .default(false)
      .describe('A rare fault: not captured in a part of a host, it is named beside a good answer and does not hold it up'),
    shows: z.array(z.string()).default([]),
    links: z.array(z.url({ protocol: /^https$/ })).default([]),
  })
  .describe('One belief about a good host');

/** A rule file as written. */
export type RuleFile = z.infer<typeof ruleSchema>;

/** The fields in the order of the template; a file keeps to it. */
export const fieldOrder: readonly string[] = Object.keys(ruleSchema.shape);

