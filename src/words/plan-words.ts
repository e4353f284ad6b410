import type { Language } from '../values/text.ts';
import { fixEn, type FixWords } from './plan.en.ts';
import { fixZhCN } from './plan.zh-CN.ts';

/** Words about changing a host, by language; no part of those that every run loads. */
export const fixWords: Readonly<Record<Language, FixWords>> = { en: fixEn, 'zh-CN': fixZhCN };
