import * as z from 'zod/mini';
import type { DeepReadonly } from '../../values/deep-readonly.ts';
import { evidence, gpuCard, hostCard, hostState, sharingTechnology } from '../../judge/report-schema.ts';

/**
 * The schema of `fngvt.agent/1`, what a language model is given to help by: `fngvt schema agent`. All that a machine or a post said stands in
 * fields named `quoted`; everything else is ours.
 */

const text = z.nullable(z.string());

/** A rule of ours, with its title in the language asked for. */
const ruleNamed = { rule: z.string(), title: z.string() };

export const agentSchema = z.object({
  schema: z.literal('fngvt.agent/1'),
  language: z.enum(['en', 'zh-CN']),
  /** What whoever reads it has to know first. */
  how_to_read: z.string(),
  /** null: nothing is said of a host. */
  verdict: z.nullable(
    z.object({
      state: hostState,
      technology: z.nullable(sharingTechnology),
      /** The first thing in the way; null: there is none, or it is not known. */
      rule: text,
      title: text,
      why: text,
      cause: text,
      confidence: z.nullable(z.enum(['certain', 'likely'])),
      /** What could not be judged and might stand before it. */
      undecided: z.array(z.string()),
    }),
  ),
  facts: z.object({
    quoted: z.object({ host: z.nullable(hostCard), gpus: z.array(gpuCard) }),
  }),
  /** What is not as it has to be. */
  faults: z.array(
    z.object({
      ...ruleNamed,
      severity: z.enum(['error', 'warning', 'advice']),
      confidence: z.enum(['certain', 'likely']),
      /** A reboot settles it. */
      pending: z.boolean(),
      /** The fault that explains it. */
      because: text,
      quoted: z.object({
        subject: text,
        evidence: z.array(
          z.object({
            fact: z.string(),
            source: text,
            found: evidence.shape.found,
            truth: evidence.shape.truth,
          }),
        ),
      }),
    }),
  ),
  /** What was looked at and is as it has to be. */
  ruled_out: z.array(z.object(ruleNamed)),
  /** What could not be judged. */
  unknown: z.array(z.object(ruleNamed)),
  /** All that leads from here to ready, in this order, by ways. */
  steps: z.array(
    z.object({
      by: z.enum(['fngvt', 'owner', 'firmware', 'system', 'guest']),
      way: z.int(),
      reboot: z.boolean(),
      /** How it is known that it helps. */
      proved: z.nullable(z.enum(['staged', 'assumed', 'modelled'])),
      for: z.array(z.string()),
      quoted: z.object({
        remedy: z.string(),
        path: text,
        before: text,
        after: text,
        argv: z.nullable(z.array(z.string())),
      }),
    }),
  ),
  /** What is often advised, and would be wrong here. */
  do_not_advise: z.array(z.object({ commands: z.array(z.string()), because: z.string() })),
  /** Commands whose output is missing. */
  ask: z.object({ quoted: z.array(z.string()) }),
  /** Of a post: what its author says, and a reply that is ready to be posted; null: it was no post. */
  post: z.nullable(
    z.object({
      quoted: z.object({
        said: z.array(z.object({ fact: z.string(), value: z.string(), by: z.enum(['said', 'decoded']) })),
        reply: z.string(),
      }),
    }),
  ),
});

export type AgentDocument = DeepReadonly<z.infer<typeof agentSchema>>;
