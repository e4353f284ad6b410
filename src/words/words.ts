import type { Language } from '../values/text.ts';
import { en, type Words } from './report.en.ts';
import { zhCN } from './report.zh-CN.ts';

/** The tool's own words by language. */
export const words: Readonly<Record<Language, Words>> = { en, 'zh-CN': zhCN };
