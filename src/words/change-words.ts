import type { Language } from '../values/text.ts';
import { handsEn, type ChangeWords } from './change.en.ts';
import { handsZhCN } from './change.zh-CN.ts';

/** Words about changes that were made or taken back, by language; no part of those that every run loads. */
export const changeWords: Readonly<Record<Language, ChangeWords>> = { en: handsEn, 'zh-CN': handsZhCN };
