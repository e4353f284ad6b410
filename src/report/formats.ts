import { words as allWords } from '../words/words.ts';
import { plain } from './plain.ts';
import { renderTerminal } from './terminal.ts';
import { speechOf, type Rendering } from './rendering.ts';
import { viewOf } from './view.ts';

/** What a report can be written as; contract: `--format`. */
export const reportFormats = ['text', 'json', 'jsonl', 'html'] as const;

export type ReportFormat = (typeof reportFormats)[number];

/** Writes a report. What only one format needs is loaded with it. */
export function renderReport(format: ReportFormat, rendering: Rendering): Promise<string> {
  return renderers[format](rendering);
}

const renderers: Readonly<Record<ReportFormat, (rendering: Rendering) => Promise<string>>> = {
  text: rendering => Promise.resolve(rendering.isQuiet ? headlineOf(rendering) : text(rendering)),
  json: ({ report }) => Promise.resolve(`${JSON.stringify(report, null, 2)}\n`),
  jsonl: ({ report }) => Promise.resolve(`${JSON.stringify(report)}\n`),
  html: async rendering => (await import('./html.ts')).renderHtml(rendering),
};

function text(rendering: Rendering): string {
  const { report, columns, isVerbose, paint, language } = rendering;
  return renderTerminal(viewOf(report, speechOf(rendering)), {
    columns,
    isVerbose: isVerbose || report.verdict === null,
    paint,
    words: allWords[language],
  });
}

/** The verdict in one line. */
export function headlineOf(rendering: Pick<Rendering, 'report' | 'language' | 'rules' | 'call'>): string {
  const { tag, headline } = viewOf(rendering.report, speechOf(rendering));
  return `${tag === '' ? '' : `[${tag}] `}${plain(headline)}\n`;
}
