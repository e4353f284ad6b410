import type { Language } from '../values/text.ts';
import { changeEn, type ChangeWords } from './change.en.ts';
import { changeZhCN } from './change.zh-CN.ts';

/** Words about changes that were made or taken back, by language; no part of those that every run loads. */
export const changeWords: Readonly<Record<Language, ChangeWords>> = { en: changeEn, 'zh-CN': changeZhCN };
