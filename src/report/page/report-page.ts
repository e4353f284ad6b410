import { requireCode, readData } from '../../package-files.ts';
import { languages, type Language } from '../../values/text.ts';
import type { ChainTopic } from './chain.ts';
import { editionOf, type PageView } from './page-view.ts';
import { embed, type Embedded } from './embed.ts';
import { policyOf, templateOf, type PageAssets } from './page-template.ts';
import { words } from '../../words/words.ts';
import { capsuleQuote, renderCapsule } from '../post/capsule-post.ts';
import { homeMarkup } from '../post/home-markup.ts';
import { localizationOf, type Rendering } from '../rendering.ts';
import { viewOf } from '../view.ts';

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
  return templateOf<Page>(assets, 'report')(page);
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

const iconColours: Readonly<Record<string, string>> = {
  ready: '1b7a4a',
  'ready-for-now': '8a6100',
  'action-needed': 'b3401c',
  'reboot-needed': '2b5fae',
  unknown: '8a6100',
};
