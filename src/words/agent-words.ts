import type { Language } from '../values/text.ts';
import { agent as en, type AgentWords } from './agent.en.ts';
import { agent as zhCN } from './agent.zh-CN.ts';

/** The words of the report for language models, by language. */
export const agentWords: Readonly<Record<Language, AgentWords>> = { en, 'zh-CN': zhCN };
