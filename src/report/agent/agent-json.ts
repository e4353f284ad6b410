import type { Report } from '../../judge/report-types.ts';
import type { Rule } from '../../rules/rule.ts';
import { ruleTexts } from '../../rules/rule-texts.ts';
import type { Language } from '../../values/text.ts';
import { agentWords } from '../../words/agent-words.ts';
import { forPrograms } from '../formats.ts';
import type { AnsweredPost } from '../json/answer-json.ts';
import type { AgentDocument } from './agent-schema.ts';
import { notToAdvise } from './not-to-advise.ts';

/** How it is written. */
export interface AgentLayout {
  readonly language: Language;
  readonly rules: readonly Rule[];
  /** Commands whose output is missing. */
  readonly ask: readonly string[];
  readonly post?: Pick<AnsweredPost, 'claims' | 'reply'>;
}

/**
 * A report for a language model: `fngvt.agent/1`. Outside of `quoted` stands no word that a host or a person wrote: not even the id of a rule that
 * this version does not have, for a report can come from anywhere.
 */
export function agentJson(report: Report | null, { language, rules, ask, post }: AgentLayout): AgentDocument {
  const say = agentWords[language];
  const own = report === null ? null : forPrograms(report);
  const known = new Map(rules.map(rule => [rule.id, rule] as const));
  const named = (id: string): { readonly rule: string; readonly title: string } => ({
    rule: id,
    title: known.get(id)?.title[language] ?? '',
  });
  const findings = own?.findings.filter(({ id }) => known.has(id)) ?? [];
  return {
    schema: 'fngvt.agent/1',
    language,
    how_to_read: say.howToRead,
    verdict: verdictOf(own, language, known),
    facts: { quoted: { host: own?.host ?? null, gpus: own === null ? [] : [...own.gpus] } },
    faults: findings
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ id, severity, confidence, pending, because, subject, evidence }) => ({
        ...named(id),
        severity,
        confidence,
        pending,
        because: because !== null && known.has(because) ? because : null,
        quoted: {
          subject,
          evidence: evidence.map(({ fact, source, found, truth }) => ({ fact, source, found, truth })),
        },
      })),
    ruled_out: onceEach(findings, 'pass').map(named),
    unknown: onceEach(findings, 'unknown').map(named),
    steps: (own?.steps ?? []).map(
      ({ by, way, reboot, proved, for: ids, remedy, path, before, after, argv }) => ({
        by,
        way,
        reboot,
        proved,
        for: ids.filter(id => known.has(id)),
        quoted: { remedy, path, before, after, argv },
      }),
    ),
    do_not_advise: own === null ? [] : notToAdvise(own, language),
    ask: { quoted: [...ask] },
    post:
      post === undefined
        ? null
        : {
            quoted: {
              said: post.claims.map(({ about, value, by }) => ({ fact: about, value, by })),
              reply: post.reply,
            },
          },
  };
}

/** What weighs, each rule once. */
const onceEach = (findings: Report['findings'], wanted: 'pass' | 'unknown'): readonly string[] => [
  ...new Set(
    findings.flatMap(({ id, verdict, severity }) => (verdict === wanted && severity === 'error' ? [id] : [])),
  ),
];

function verdictOf(
  report: Report | null,
  language: Language,
  known: ReadonlyMap<string, Rule>,
): AgentDocument['verdict'] {
  const verdict = report?.verdict;
  if (report === null || verdict == null) return null;
  const rule = known.get(verdict.rule ?? '');
  const finding = report.findings.find(({ id, verdict: one }) => id === rule?.id && one === 'fail');
  const isFault = finding !== undefined;
  return {
    state: verdict.state,
    technology: verdict.technology,
    rule: rule?.id ?? null,
    title: rule?.title[language] ?? null,
    why: rule === undefined || !isFault ? null : ruleTexts(rule.id).why[language],
    cause: isFault ? (rule?.cause ?? null) : null,
    confidence: finding?.confidence ?? null,
    undecided: verdict.undecided.filter(id => known.has(id)),
  };
}
