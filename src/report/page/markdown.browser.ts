import type { Parts } from './markdown.ts';

/**
 * The Markdown that our own texts are written in, and no more of it: paragraphs, lists, code, strong words, links. marked would be a
 * twentieth of the file that a phone loads; a test holds that the pages of all recorded hosts come out the same.
 */

export const blocks = (markdown: string, parts: Parts): string => blocksOf(markdown.split('\n'), parts);

export function oneLine(markdown: string, parts: Parts): string {
  return markdown.replace(span, (all, _ticks, code, strong, words, href, plain) => {
    if (code !== undefined) return parts.code(String(code));
    if (strong !== undefined) return `<strong>${oneLine(String(strong), parts)}</strong>`;
    if (words !== undefined) return parts.link(String(href), oneLine(String(words), parts));
    return plain === undefined ? all : escaped(all);
  });
}

/** Code, **strong**, [words](https://…), and what stands between. */
// eslint-disable-next-line regexp/no-super-linear-move -- only our own sentences are read by it
const span = /(`+)([^`]+)\1|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https:[^)\s]+)\)|([^`*[]+|.)/gsu;

const bullet = /^([-*]|\d+\.) +/u;

function blocksOf(lines: readonly string[], parts: Parts): string {
  let html = '';
  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? '';
    if (line.trim() === '') at += 1;
    else if (bullet.test(line)) {
      const end = listEnd(lines, at);
      html += listOf(lines.slice(at, end), parts);
      at = end;
    } else {
      let end = at;
      while (end < lines.length && lines[end]?.trim() !== '' && !bullet.test(lines[end] ?? '')) end += 1;
      html += `<p>${oneLine(lines.slice(at, end).join('\n'), parts)}</p>\n`;
      at = end;
    }
  }
  return html;
}

/** A list goes on over lines that are set in, and over an empty one before another item. */
function listEnd(lines: readonly string[], from: number): number {
  const kind = kindOf(lines[from] ?? '');
  let end = from;
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    if (bullet.test(line) ? kindOf(line) !== kind : !/^\s/u.test(line)) break;
    end = at + 1;
  }
  return end;
}

const kindOf = (item: string): 'ol' | 'ul' => (/^\d/u.test(item) ? 'ol' : 'ul');

function listOf(lines: readonly string[], parts: Parts): string {
  const items: string[][] = [];
  for (const line of lines) {
    if (bullet.test(line)) items.push([line.replace(bullet, '')]);
    else items.at(-1)?.push(line.trim());
  }
  const isLoose = lines.some(line => line.trim() === '');
  const tag = kindOf(lines[0] ?? '');
  const texts = items.map(item => oneLine(item.join('\n').trim(), parts));
  return `<${tag}>\n${texts.map(text => `<li>${isLoose ? `<p>${text}</p>\n` : text}</li>\n`).join('')}</${tag}>\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string =>
  text.replace(/[<>"']|&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|\w+);)/giu, found => entities[found] ?? found);
