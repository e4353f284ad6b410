import type { Language } from '../values/text.ts';
import { remedyEn, type RemedyWords } from './remedy.en.ts';
import { remedyZhCN } from './remedy.zh-CN.ts';

/** The words of remedies for a person, by language. */
export const remedyWords: Readonly<Record<Language, RemedyWords>> = { en: remedyEn, 'zh-CN': remedyZhCN };
