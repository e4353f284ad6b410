import type { Report } from '../judge/report.ts';
import { jsonDocument, jsonText } from '../values/json-text.ts';
import { portableCall } from '../values/portable-call.ts';
import { styled, type Rendered, type Styled } from '../values/styled.ts';
import type { Words } from '../words/report.en.ts';
import { words as allWords } from '../words/words.ts';
import type { Quote } from './evidence.ts';
import { plain } from './plain.ts';
import { localizationOf, type Rendering } from './rendering.ts';
import { renderTerminal } from './terminal/terminal-report.ts';
import { viewOf, type View } from './view.ts';

/** What a report can be written as; contract: `--format`. */
export const reportFormats = ['text', 'json', 'jsonl', 'md', 'bbcode', 'html'] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** Writes a report. What only one format needs is loaded with it. */
export async function renderReport(format: ReportFormat, rendering: Rendering): Promise<Rendered> {
  // A post is read by others; how its owner called us may hold the name of a folder.
  const isPost = format !== 'text' || rendering.isCapsule;
  const text = await renderers[format](
    isPost ? { ...rendering, call: portableCall(rendering.call) } : rendering,
  );
  const isMarked = rendering.isOpen && capsuleFormats.includes(format) && !rendering.isQuiet;
  return isMarked ? styled`${allWords[rendering.language].sharing.openMark}\n\n${text}` : text;
}

const renderers: Readonly<Record<ReportFormat, (rendering: Rendering) => Promise<Rendered>>> = {
  text: async rendering => {
    if (rendering.isQuiet) return headlineOf(rendering);
    return rendering.isCapsule ? capsule(rendering, 'text') : text(rendering);
  },
  json: ({ report }) => Promise.resolve(jsonDocument(report)),
  jsonl: ({ report }) => Promise.resolve(`${jsonText(report)}\n`),
  md: async rendering => {
    if (rendering.isCapsule) return capsule(rendering, 'md');
    const { longestMarkdown, renderMarkdown } = await import('./post/markdown.ts');
    const { codeSpan } = await import('./post/markdown-text.ts');
    return post(rendering, renderMarkdown, codeSpan, text => text.length <= longestMarkdown);
  },
  bbcode: async rendering => {
    if (rendering.isCapsule) return capsule(rendering, 'bbcode');
    const { longestBbcode, renderBbcode } = await import('./post/bbcode.ts');
    const { bbcodeText } = await import('./post/bbcode-text.ts');
    return post(rendering, renderBbcode, bbcodeText, text => Buffer.byteLength(text) <= longestBbcode);
  },
  html: async rendering => (await import('./page/report-page.ts')).renderHtml(rendering),
};

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

/** The formats that can be written as a capsule. */
export const capsuleFormats: readonly ReportFormat[] = ['text', 'md', 'bbcode'];

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

function text(rendering: Rendering): Styled {
  const { report, columns, isVerbose, language } = rendering;
  return renderTerminal(viewOf(report, localizationOf(rendering)), {
    columns,
    isVerbose: isVerbose || report.verdict === null,
    words: allWords[language],
  });
}

/** The verdict in one line. */
export function headlineOf(rendering: Pick<Rendering, 'report' | 'language' | 'rules' | 'call'>): string {
  const { tag, headline } = viewOf(rendering.report, localizationOf(rendering));
  return `${tag === '' ? '' : `[${tag}] `}${plain(headline)}\n`;
}
