import type { Report } from '../../judge/report-types.ts';
import type { Language } from '../../values/text.ts';
import type { ReplyMarkup } from '../reply/reply-markup.ts';
import type { AnswerDocument } from './answer-schema.ts';

/** What is known of a post that was answered. */
export interface AnsweredPost {
  readonly language: Language;
  readonly markup: ReplyMarkup;
  readonly reply: string;
  /** null: it speaks of no machine. */
  readonly report: Report | null;
  readonly ask: readonly string[];
  readonly claims: readonly {
    readonly about: string;
    readonly value: string;
    readonly by: 'said' | 'decoded';
  }[];
}

/** An answer for programs: `fngvt.answer/1`. */
export function answerJson({ language, markup, reply, report, ask, claims }: AnsweredPost): AnswerDocument {
  const verdict = report?.verdict ?? null;
  const gpu = report?.gpus.find(({ address }) => address === verdict?.gpu) ?? report?.gpus[0];
  return {
    schema: 'fngvt.answer/1',
    language,
    markup,
    reply,
    technology: verdict?.technology ?? gpu?.technology ?? null,
    gpu: gpu?.id ?? null,
    kernel: report?.host.kernel ?? null,
    platform: report?.host.platform ?? null,
    state: verdict?.state ?? null,
    cause: verdict?.cause ?? null,
    ask: [...ask],
    said: claims.map(({ about, value, by }) => ({ fact: about, value, by })),
  };
}
