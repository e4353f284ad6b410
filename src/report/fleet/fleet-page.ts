import { requireCode } from '../../package-files.ts';
import { languages, type Language } from '../../values/text.ts';
import { visibleLine } from '../../values/visible.ts';
import { fleetWords } from '../../words/fleet-words.ts';
import { words as allWords } from '../../words/words.ts';
import { keyOf, readable } from '../page/page-view.ts';
import { policyOf, templateOf, type PageAssets } from '../page/page-template.ts';
import { commandHtml, escapeHtml } from '../page/prose.ts';
import { ageOf, ageText } from './age.ts';
import type { Unread } from './fleet-json.ts';
import type { FleetRow } from './fleet-row.ts';
import { standingText } from './fleet-table.ts';
import { standings, totalText, type FleetTotal } from './fleet-total.ts';

/** What the page has to know beside the hosts. */
export interface FleetPageFrame {
  readonly language: Language;
  /** Now, ISO 8601. */
  readonly now: string;
  readonly version: string;
  readonly unread: readonly Unread[];
}

/** One cell: what is seen, and what is sorted by; empty: not known. */
interface Cell {
  readonly label: string;
  readonly key: string;
  readonly html: string;
}

/** The page in one language. */
interface FleetEdition {
  readonly language: Language;
  readonly key: string;
  readonly isChosen: boolean;
  readonly title: string;
  readonly total: string;
  readonly madeAt: string;
  readonly now: string;
  readonly nowText: string;
  readonly made: string;
  readonly footer: string;
  readonly untried: string;
  readonly caption: string;
  readonly filter: string;
  readonly languageOf: string;
  readonly actions: string;
  readonly theme: string;
  readonly print: string;
  readonly copied: string;
  readonly copyFailed: string;
  readonly switches: readonly {
    readonly key: string;
    readonly language: Language;
    readonly name: string;
    readonly isCurrent: boolean;
  }[];
  readonly filters: readonly { readonly key: string; readonly label: string; readonly isAll: boolean }[];
  readonly heads: readonly {
    readonly kind: 'text' | 'number';
    readonly text: string;
    readonly sort: string;
  }[];
  readonly rows: readonly { readonly standing: string; readonly cells: readonly Cell[] }[];
  readonly unreadTitle: string;
  readonly unread: readonly string[];
}

/** The page as its template sees it. */
interface FleetPage {
  readonly language: Language;
  readonly policy: string;
  readonly generator: string;
  readonly title: string;
  readonly style: string;
  readonly dark: string;
  readonly script: string;
  readonly editions: readonly FleetEdition[];
}

/** All hosts on one page that needs nothing else: a table in both languages that sorts, and how many stand how. */
export function fleetPage(rows: readonly FleetRow[], total: FleetTotal, frame: FleetPageFrame): string {
  const assets = requireCode<PageAssets>('fleet-page');
  const { style, dark, script } = assets;
  const editions = languages.map(language => editionOf(rows, total, frame, language));
  return templateOf<FleetPage>(
    assets,
    'fleet',
  )({
    language: frame.language,
    policy: policyOf(assets.hashes),
    generator: `fngvt ${frame.version}`,
    title: fleetWords[frame.language].page.title,
    style,
    dark,
    script,
    editions,
  });
}

function editionOf(
  rows: readonly FleetRow[],
  total: FleetTotal,
  { language: chosen, now, version, unread }: FleetPageFrame,
  language: Language,
): FleetEdition {
  const say = fleetWords[language];
  const { page, comma, untried } = allWords[language];
  const colon = language === 'en' ? ': ' : '：';
  return {
    language,
    key: keyOf(language),
    isChosen: language === chosen,
    title: say.page.title,
    total: totalText(total, say, comma, colon),
    madeAt: say.page.at,
    now,
    nowText: readable(now),
    made: say.page.made(visibleLine(version)),
    footer: say.page.footer,
    untried,
    caption: say.page.caption,
    filter: say.page.filter,
    languageOf: page.languageOf,
    actions: page.actions,
    theme: page.theme,
    print: page.print,
    copied: page.copied,
    copyFailed: page.copyFailed,
    switches: languages.map(one => ({
      key: keyOf(one),
      language: one,
      name: allWords[one].page.name,
      isCurrent: one === language,
    })),
    filters: [
      { key: 'all', label: `${say.page.all} ${total.hosts}`, isAll: true },
      ...standings.flatMap(one => {
        const count = total.states[one] ?? 0;
        return count === 0 ? [] : [{ key: one, label: say.states[one](count), isAll: false }];
      }),
    ],
    heads: heads.map(key => ({
      kind: key === 'age' || key === 'state' ? 'number' : 'text',
      text: say.columns[key],
      sort: say.page.sort(say.columns[key]),
    })),
    rows: rows.map(row => ({ standing: row.standing, cells: cellsOf(row, now, language) })),
    unreadTitle: say.page.unread,
    unread: unread.map(({ why }) => visibleLine(why[language])),
  };
}

/** The columns, in order. */
const heads = ['host', 'gpu', 'state', 'lasts', 'cause', 'next', 'kernel', 'age'] as const;

function cellsOf(row: FleetRow, now: string, language: Language): readonly Cell[] {
  const say = fleetWords[language];
  const { headline = '', next = '', isTyped = false } = row.said[language] ?? {};
  const age = ageOf(row.taken, now);
  const lasts = row.lasts === null ? '' : row.lasts ? say.lasts.yes : say.lasts.no;
  const isReady = row.standing === 'ready' || row.standing === 'ready-for-now';
  const gpu = visibleLine(row.gpu.family ?? row.gpu.id ?? '');
  const texts: Readonly<Record<(typeof heads)[number], readonly [key: string, html: string]>> = {
    host: [row.host, escapeHtml(visibleLine(row.host))],
    gpu: [gpu, `${escapeHtml(gpu)}${small(row.gpu.family === null ? '' : visibleLine(row.gpu.id ?? ''))}`],
    state: [
      String(standings.indexOf(row.standing)),
      `<span class="state">${escapeHtml(standingText(row.standing, language))}</span>`,
    ],
    lasts: [lasts, escapeHtml(isReady ? lasts || say.lasts.unknown : '')],
    cause: [row.cause ?? '', `${escapeHtml(visibleLine(row.cause ?? ''))}${small(headline)}`],
    next: [next, isTyped ? commandHtml(next, allWords[language].page) : escapeHtml(next)],
    kernel: [row.kernel ?? '', escapeHtml(visibleLine(row.kernel ?? ''))],
    age: [age === null ? '' : String(age), escapeHtml(ageText(age, say))],
  };
  return heads.map(head => {
    const [key, html] = texts[head];
    return { label: say.columns[head], key: visibleLine(key), html };
  });
}

const small = (text: string): string => (text === '' ? '' : `<small>${escapeHtml(text)}</small>`);
