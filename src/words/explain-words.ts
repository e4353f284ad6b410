import type { Language } from '../values/text.ts';
import { explain as en, type ExplainWords } from './explain.en.ts';
import { explain as zhCN } from './explain.zh-CN.ts';

/** The words of `explain` by language. */
export const explainWords: Readonly<Record<Language, ExplainWords>> = { en, 'zh-CN': zhCN };
