import type { Language } from '../values/text.ts';
import { handsEn, type HandsWords } from './hands.en.ts';
import { handsZhCN } from './hands.zh-CN.ts';

/** Words about changes that were made or taken back, by language; no part of those that every run loads. */
export const handsWords: Readonly<Record<Language, HandsWords>> = { en: handsEn, 'zh-CN': handsZhCN };
