import { byteLength } from '../values/bytes.ts';
import type { Report } from '../judge/report-types.ts';
import { jsonDocument, jsonText } from '../values/json-text.ts';
import { hasStandIn } from '../values/stand-in.ts';
import { portableCall } from '../values/portable-call.ts';
import { styled, type Rendered, type Styled } from '../values/styled.ts';
import type { Words } from '../words/report.en.ts';
import { words as allWords } from '../words/words.ts';
import type { Quote } from './evidence.ts';
import { plain } from './plain.ts';
import { localizationOf, type OwnRendering, type Rendering } from './rendering.ts';
import { renderTerminal } from './terminal/terminal-report.ts';
import { viewOf, type View } from './view.ts';

/** How a report is written; contract: `--format`. */
interface Format {
  /** Other names of it, among them the usual endings of its files. */
  readonly aliases: readonly string[];
  readonly write: (rendering: Rendering) => Rendered | Promise<Rendered>;
  /** As a post below 2,000 characters with a block that `--from` reads; undefined: it is for programs. */
  readonly capsule?: 'text' | 'md' | 'bbcode';
}

/**
 * The one list of formats: `--format`, the endings of files and what a capsule can come from it. To add a
 * format is to add an entry here; what only it needs is loaded by it.
 */
const formats = {
  text: {
    aliases: ['txt'],
    write: renderForOwner,
    capsule: 'text',
  },
  json: { aliases: [], write: ({ report }) => jsonDocument(forPrograms(report)) },
  jsonl: { aliases: [], write: ({ report }) => `${jsonText(forPrograms(report))}\n` },
  md: {
    aliases: ['markdown'],
    write: async rendering => {
      const { longestMarkdown, renderMarkdown } = await import('./post/markdown.ts');
      const { codeSpan } = await import('./post/markdown-text.ts');
      return post(rendering, renderMarkdown, codeSpan, text => text.length <= longestMarkdown);
    },
    capsule: 'md',
  },
  bbcode: {
    aliases: [],
    write: async rendering => {
      const { longestBbcode, renderBbcode } = await import('./post/bbcode.ts');
      const { bbcodeText } = await import('./post/bbcode-text.ts');
      return post(rendering, renderBbcode, bbcodeText, text => byteLength(text) <= longestBbcode);
    },
    capsule: 'bbcode',
  },
  html: {
    aliases: [],
    write: async rendering => (await import('./page/report-page.ts')).renderHtml(rendering),
  },
} as const satisfies Readonly<Record<string, Format>>;

export type ReportFormat = keyof typeof formats;

const all: Readonly<Record<ReportFormat, Format>> = formats;

export const reportFormats = Object.keys(formats) as readonly ReportFormat[];

/** The formats that can be written as a capsule. */
export const capsuleFormats = reportFormats.filter(format => all[format].capsule !== undefined);

/** A format by its name, or by another name of it. */
export const formatNamed = (name: string): ReportFormat | undefined =>
  reportFormats.find(format => format === name || all[format].aliases.includes(name));

/** Writes a report on the screen of its owner, with real names. */
export function renderForOwner(rendering: OwnRendering): Rendered {
  return rendering.isQuiet ? headlineOf(rendering) : text(rendering);
}

/** Writes a report. */
export async function renderReport(format: ReportFormat, rendering: Rendering): Promise<Rendered> {
  const { write, capsule: as } = all[format];
  // A post is read by others; how its owner called us may hold the name of a folder.
  const isPost = format !== 'text' || rendering.isCapsule;
  const said = isPost ? { ...rendering, call: portableCall(rendering.call) } : rendering;
  const isShort = rendering.isCapsule && as !== undefined && !(format === 'text' && rendering.isQuiet);
  const body = isShort ? await capsule(said, as) : await write(said);
  const isMarked = rendering.isOpen && as !== undefined && !rendering.isQuiet;
  return isMarked ? styled`${allWords[rendering.language].sharing.openMark}\n\n${body}` : body;
}

/** A stand-in never stands in a command: it names nothing on the host. */
export function forPrograms(report: Report): Report {
  const { next } = report;
  const isTold = next?.argv?.some(hasStandIn) !== true;
  return isTold ? report : { ...report, next: { ...next, argv: null } };
}

/** A post that its forum takes: where a stranger's values are too long for it, they are cut shorter. */
function post(
  rendering: Rendering,
  render: Layout,
  quote: (text: string, most?: number) => string,
  fits: (text: string) => boolean,
): string {
  const whole = laidOut(rendering, render, text => quote(text));
  return fits(whole) ? whole : laidOut(rendering, render, text => quote(text, 50));
}

async function capsule(rendering: Rendering, as: 'text' | 'md' | 'bbcode'): Promise<string> {
  const { capsuleQuote, renderCapsule } = await import('./post/capsule-post.ts');
  const render: Layout = (view, report, words) => renderCapsule(view, report, words, as);
  return laidOut(rendering, render, capsuleQuote(as));
}

type Layout = (view: View, report: Report, words: Words) => string;

function laidOut(rendering: Rendering, render: Layout, quote: Quote): string {
  const { report, language } = rendering;
  return render(viewOf(report, { ...localizationOf(rendering), quote }), report, allWords[language]);
}

function text(rendering: OwnRendering): Styled {
  const { report, columns, isVerbose, language } = rendering;
  return renderTerminal(viewOf(report, localizationOf(rendering)), {
    columns,
    isVerbose: isVerbose || report.verdict === null,
    words: allWords[language],
  });
}

/** The verdict in one line. */
export function headlineOf(rendering: Pick<OwnRendering, 'report' | 'language' | 'rules' | 'call'>): string {
  const { tag, headline, supposed } = viewOf(rendering.report, localizationOf(rendering));
  const mark = supposed === '' ? '' : `${allWords[rendering.language].whatIf.short} `;
  return `${mark}${tag === '' ? '' : `[${tag}] `}${plain(headline)}\n`;
}
