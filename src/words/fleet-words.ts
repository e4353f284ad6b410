import type { Language } from '../values/text.ts';
import { fleet as en, type FleetPhrases } from './fleet.en.ts';
import { fleet as zhCN } from './fleet.zh-CN.ts';

/** The words about many hosts by language. */
export const fleetWords: Readonly<Record<Language, FleetPhrases>> = { en, 'zh-CN': zhCN };
