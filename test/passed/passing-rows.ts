import type { Facts } from '../../src/facts/fact-index.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Finding } from '../../src/judge/finding.ts';
import { findingView } from '../../src/report/finding-view.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { languages, type Language } from '../../src/values/text.ts';
import { words } from '../../src/words/words.ts';
import { claims, witnessOf, type Claim } from './claims.ts';

/** A host whose passing rows are read. */
export interface ReadHost {
  readonly name: string;
  readonly facts: Facts;
}

/** A row that passes, as both languages say it. */
export interface PassingRow {
  readonly host: string;
  readonly finding: Finding;
  readonly says: Readonly<Record<Language, string>>;
}

/** Every passing row of a host, of the rules that are `asked` for. */
export function passingRows(
  rules: readonly Rule[],
  { name, facts }: ReadHost,
  asked: (finding: Finding) => boolean = () => true,
): readonly PassingRow[] {
  const meta = { version: '0.0.0', taken: '2026-01-01T00:00:00.000Z', source: 'snapshot' } as const;
  const report = conclude(rules, facts, nextBoot(facts), meta);
  return report.findings
    .filter(finding => finding.verdict === 'pass' && asked(finding))
    .map(finding => {
      const said = (language: Language): string =>
        findingView(finding, report, { language, words: words[language], rules, call: 'fngvt' }).says;
      return { host: name, finding, says: { en: said('en'), 'zh-CN': said('zh-CN') } };
    });
}

/** What is wrong with a passing row, in a line for each fault; empty where it is true. */
export function untruths({ host, finding, says }: PassingRow, facts: Facts): readonly string[] {
  const witness = witnessOf(facts, finding.subject);
  const found = languages.map(language => ({
    language,
    said: claims.flatMap(claim => {
      const match = claim.says[language].exec(says[language]);
      return match === null ? [] : [{ claim, groups: match.slice(1) }];
    }),
  }));
  const tell = (language: Language, what: string): string =>
    `${host}: ${finding.id}: “${says[language]}” ${what}`;
  const [en = [], zh = []] = found.map(({ said }) => said.map(({ claim }) => claim));
  return [
    ...found.flatMap(({ language, said }) => [
      ...(said.length === 0 ? [tell(language, 'claims nothing that a fact could bear out')] : []),
      ...said
        .filter(({ claim, groups }) => !claim.holds(witness, ...groups))
        .map(({ claim }) => tell(language, `is not so: ${String(claim.says[language])}`)),
    ]),
    ...(isSame(en, zh) ? [] : [tell('zh-CN', `says something else than “${says.en}”`)]),
  ];
}

const isSame = (some: readonly Claim[], others: readonly Claim[]): boolean =>
  some.length === others.length && some.every(claim => others.includes(claim));
