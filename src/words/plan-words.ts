import type { Language } from '../values/text.ts';
import { planEn, type FixWords } from './plan.en.ts';
import { planZhCN } from './plan.zh-CN.ts';

/** Words about changing a host, by language; no part of those that every run loads. */
export const fixWords: Readonly<Record<Language, FixWords>> = { en: planEn, 'zh-CN': planZhCN };
