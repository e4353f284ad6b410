import * as z from 'zod/mini';
import type { DeepReadonly } from '../../values/deep-readonly.ts';

/** The schema of `fngvt.explain/1`; it ships as JSON Schema: `fngvt schema explain`. */

const text = z.object({ en: z.string(), 'zh-CN': z.string() });

export const explainSchema = z.object({
  schema: z.literal('fngvt.explain/1'),
  query: z.string(),
  matches: z.array(
    z.object({
      kind: z.enum(['rule', 'cause', 'topic', 'type', 'parameter', 'log', 'message', 'complaint']),
      id: z.string(),
      title: text,
      /** null: only a machine can tell. */
      says: z.nullable(text),
      /** Keys of causes that may lie behind it, in the order in which to look. */
      causes: z.array(z.string()),
      /** What to do; Markdown. */
      look: z.array(text),
    }),
  ),
});

/** What `explain --format json` prints. */
export type ExplainDocument = DeepReadonly<z.infer<typeof explainSchema>>;
