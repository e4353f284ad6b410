import type Handlebars from 'handlebars';
import * as handlebarsRuntime from 'handlebars/runtime';
import { requireCode, readData } from '../../package-files.ts';
import { languages, type Language } from '../../values/text.ts';
import type { ChainTopic } from './chain.ts';
import { editionOf, type PageView } from './page-view.ts';
import { embed, type Embedded } from './embed.ts';
import { words } from '../../words/words.ts';
import { capsuleQuote, renderCapsule } from '../post/capsule-post.ts';
import { homeMarkup } from '../post/home-markup.ts';
import { localizationOf, type Rendering } from '../rendering.ts';
import { viewOf } from '../view.ts';

/** What scripts/report-page.ts makes of `reports/html`. The hashes are those of the very texts that the page holds. */
export interface PageAssets {
  /** Precompiled templates by name; `report` is the page, the others are its partials. */
  readonly templates: Readonly<Record<string, unknown>>;
  readonly style: string;
  readonly dark: string;
  readonly script: string;
  /** Sources of the Content Security Policy: `'sha256-…'`. */
  readonly hashes: { readonly style: string; readonly dark: string; readonly script: string };
}

/** The page as its template sees it. */
interface Page {
  readonly language: string;
  readonly policy: string;
  readonly generator: string;
  readonly title: string;
  readonly state: string;
  readonly iconColour: string;
  readonly style: string;
  readonly dark: string;
  readonly script: string;
  readonly editions: readonly (PageView & {
    readonly isChosen: boolean;
    readonly hasSnapshot: boolean;
    readonly openMark: string;
    /** Ready to be posted; empty: of a part of the checks, or of a host as it might be, there is none. */
    readonly post: string;
  })[];
  readonly snapshot: Embedded | null;
}

/** The report as one page that needs nothing else: both languages, its style and script, and the snapshot where there is one. */
export async function renderHtml(rendering: Rendering): Promise<string> {
  const { report, language } = rendering;
  const assets = requireCode<PageAssets>('page');
  const topics = readData<readonly ChainTopic[]>('topics');
  const snapshot = rendering.snapshot === undefined ? null : await embed(rendering.snapshot());
  const editions = languages.map(one => ({
    ...editionOf(report, topics, localizationOf(rendering, one)),
    isChosen: one === language,
    hasSnapshot: snapshot !== null,
    openMark: rendering.isOpen ? words[one].sharing.openMark : '',
    post: postOf(rendering, one),
  }));
  const chosen = editions.find(edition => edition.isChosen);
  const page: Page = {
    language,
    policy: policyOf(assets.hashes),
    generator: `fngvt ${chosen?.made ?? ''}`,
    title: [chosen?.mark, chosen?.tag, chosen?.headline].filter(Boolean).join(' '),
    state: chosen?.state ?? '',
    iconColour: iconColours[chosen?.state ?? ''] ?? '5f6472',
    style: assets.style,
    dark: assets.dark,
    script: assets.script,
    editions,
    snapshot,
  };
  return templateOf(assets)(page);
}

/** The short post in one language, in what the forum of the system reads. */
function postOf(rendering: Rendering, language: Language): string {
  const { report, isOpen } = rendering;
  if (report.verdict === null || report.supposed !== undefined) return '';
  const as = homeMarkup(report.host.platform);
  const localization = { ...localizationOf(rendering, language), quote: capsuleQuote(as) };
  const post = renderCapsule(viewOf(report, localization), report, words[language], as);
  return isOpen ? `${words[language].sharing.openMark}\n\n${post}` : post;
}

/** Nothing is loaded and nothing runs but our own script and style, known by their hashes. */
function policyOf({ style, dark, script }: PageAssets['hashes']): string {
  return `default-src 'none'; script-src ${script}; style-src ${style} ${dark}; img-src data:; base-uri 'none'; form-action 'none'`;
}

const iconColours: Readonly<Record<string, string>> = {
  ready: '1b7a4a',
  'ready-for-now': '8a6100',
  'action-needed': 'b3401c',
  'reboot-needed': '2b5fae',
  unknown: '8a6100',
};

/** The library is CommonJS inside; its types know only the whole of it. */
const handlebars = (handlebarsRuntime as unknown as { readonly default: typeof Handlebars }).default;

/** An instance of its own: no helper and no partial but those of the page. */
function templateOf({ templates }: PageAssets): (page: Page) => string {
  const own = handlebars.create();
  const compiled = Object.entries(templates).map(
    ([name, template]) => [name, own.template<Page>(template as TemplateSpecification)] as const,
  );
  for (const [name, template] of compiled) own.registerPartial(name, template);
  const report = compiled.find(([name]) => name === 'report')?.[1];
  if (report === undefined) throw new Error('reports/html: expected the template report.hbs, found none');
  return page => report(page);
}
