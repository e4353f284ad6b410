import type { Language } from '../values/text.ts';
import { lookup as en, type LookupWords } from './lookup.en.ts';
import { lookup as zhCN } from './lookup.zh-CN.ts';

/** The words of `lookup` by language. */
export const lookupWords: Readonly<Record<Language, LookupWords>> = { en, 'zh-CN': zhCN };
