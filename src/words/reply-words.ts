import type { Language } from '../values/text.ts';
import { reply as en, type ReplyWords } from './reply.en.ts';
import { reply as zhCN } from './reply.zh-CN.ts';

/** The words of a reply by language. */
export const replyWords: Readonly<Record<Language, ReplyWords>> = { en, 'zh-CN': zhCN };
