import type { Report } from '../../judge/report-types.ts';
import { jsonDocument } from '../../values/json-text.ts';
import { questionsOf } from '../terminal/ask.ts';
import { agentJson, type AgentLayout } from './agent-json.ts';

/** The report of a host for a language model, as text; what is to be asked for is told with it. */
export const agentReport = (report: Report, layout: Pick<AgentLayout, 'rules' | 'language'>): string =>
  jsonDocument(
    agentJson(report, { ...layout, ask: questionsOf(report, { isAnswered: () => false, isRoot: false }) }),
  );
