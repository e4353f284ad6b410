import type { Language } from '../values/text.ts';
import { help as en, type HelpWords } from './help.en.ts';
import { help as zhCN } from './help.zh-CN.ts';

type Whole = HelpWords<keyof typeof en.verbs, keyof typeof en.ofFlag>;

/** The words of `--help` by language. */
export const helpWords: Readonly<Record<Language, Whole>> = { en, 'zh-CN': zhCN };
