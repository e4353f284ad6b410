import * as z from 'zod/mini';
import type { DeepReadonly } from '../../values/deep-readonly.ts';

/** The schema of `fngvt.answer/1`; it ships as JSON Schema: `fngvt schema answer`. */

const text = z.nullable(z.string());

export const answerSchema = z.object({
  schema: z.literal('fngvt.answer/1'),
  language: z.enum(['en', 'zh-CN']),
  markup: z.enum(['bbcode', 'markdown', 'plain']),
  reply: z.string(),
  technology: z.nullable(z.enum(['gvt-g', 'sr-iov', 'none'])),
  gpu: text,
  kernel: text,
  platform: text,
  state: text,
  cause: text,
  ask: z.array(z.string()),
  said: z.array(z.object({ fact: z.string(), value: z.string(), by: z.enum(['said', 'decoded']) })),
});

export type AnswerDocument = DeepReadonly<z.infer<typeof answerSchema>>;
