/** How text of a machine gets into Markdown: as code, where no renderer looks for markup, mentions, references or links. */

/** A quoted text is not longer (characters). */
const longest = 300;

/** What is cut off is shown by `…`; a pair of surrogates is kept or left out. */
export function shorten(text: string, most = longest): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** A code span that its content can't close: its fence is longer than any run of backticks in it. */
export function codeSpan(text: string, most = longest): string {
  if (text === '') return '';
  const content = shorten(text, most);
  const fence = '`'.repeat(longestRun(content) + 1);
  // A span of spaces is not code, and backticks at its ends would lengthen the fence.
  if (content.trim() === '') return `${fence}·${fence}`;
  const needsSpace = /^[`\s]|[`\s]$/u.test(content);
  return needsSpace ? `${fence} ${content} ${fence}` : `${fence}${content}${fence}`;
}

/** A fenced block, its fence longer than any run of backticks in it. */
export function codeBlock(text: string, language = ''): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

/**
 * A table. A pipe would end its cell, so it is escaped; whether a backslash before the escape counts is told differently by
 * every renderer, so there a broken bar stands for the pipe. Columns that are empty throughout are left out.
 */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const used = heads.map((_, i) => i).filter(i => rows.some(row => (row[i] ?? '') !== ''));
  const line = (cells: readonly string[]): string =>
    `| ${used.map(i => (cells[i] ?? '').replace(/\\\|/gu, '\\¦').replace(/\|/gu, '\\|')).join(' | ')} |`;
  return [line(heads), `|${' --- |'.repeat(used.length)}`, ...rows.map(line)].join('\n');
}

/** A fold. Its summary is read as HTML, not as Markdown: words of ours only. */
export function fold(summary: string, content: string): string {
  if (content === '') return '';
  return `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map(run => run.length));
}
