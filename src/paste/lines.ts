import { decodeEntities } from './entities.ts';

/** A line as the terminal had it, as far as the forum left it alone. */
export interface Line {
  readonly text: string;
  /** It stood in a code box, where forums change nothing. */
  readonly isBoxed: boolean;
  /** Lines of one stretch stood together; a box, a quote, a heading begins another. */
  readonly stretch: number;
}

/** What the text was written in, for an answer that looks right there. */
export type Markup = 'markdown' | 'bbcode';

/** Characters of a line; what is longer is no terminal's, and is left out. */
const longest = 8192;

/** Takes away what forums, terminals and mail put around and between the lines. Every step is linear in the text. */
export function cleanLines(text: string): Line[] {
  const lines: Line[] = [];
  // A box that stands in a quotation has the marks of it before each of its lines.
  let [stretch, depth, isBoxed, quoted] = [0, 0, false, 0];
  for (const raw of withoutMarkup(text).split('\n')) {
    if (raw === boxStart || raw === boxEnd || isFence(raw)) {
      quoted = isBoxed ? 0 : marks(quoteOf(raw));
      isBoxed = isFence(raw) ? !isBoxed : raw === boxStart;
      stretch += 1;
      continue;
    }
    const quote = isBoxed && (quoted === 0 || marks(quoteOf(raw)) < quoted) ? '' : quoteOf(raw);
    const inner = raw.slice(quote.length);
    const level = marks(quote);
    if (level !== depth) stretch += 1;
    depth = level;
    if (isFence(inner)) {
      isBoxed = !isBoxed;
      stretch += 1;
    } else if (inner.length <= longest) lines.push({ text: inner.trimEnd(), isBoxed, stretch });
    else stretch += 1;
  }
  return lines;
}

const marks = (quote: string): number => quote.replace(/[^>＞]/gu, '').length;

/** The marks of a quote before a line. */
const quoteOf = (line: string): string => /^(?:[ \t]{0,3}[>＞] ?){1,9}/u.exec(line)?.[0] ?? '';

/** The markup that a text uses; none of its own counts as Markdown, which reads well as plain text too. */
export function markupOf(text: string): Markup {
  return /\[(?:code|quote|icode|md)\b[^[\]\n]{0,80}\]/iu.test(text) ? 'bbcode' : 'markdown';
}

/** Whether a text has any markup that tells one from the other. */
export const isMarked = (text: string): boolean =>
  markupOf(text) === 'bbcode' || /^(?:```|#{1,4} \S|[-*] \*\*)|\*\*\w[^*\n]{0,80}\*\*/mu.test(text);

const [boxStart, boxEnd] = ['\u0001box', '\u0001end'];

const isFence = (line: string): boolean => /^[ \t>]{0,12}(?:```|~~~)[\w+-]{0,20}[ \t]*$/u.test(line);

/** Tags of BBCode that may stand in a post; `[drm]` and `[8086:3e92]` are none, and `[size=256M]` is lspci's. */
const bbcode =
  /\[\/?(?!size=\d{1,6}[KMGT]\])(?:b|i|u|s|color|size|font|url|align|center|left|indent|backcolor|spoiler|details|user|media|img|hide|list|\*)(?:=[^[\]\n]{0,200})?\]/giu;

/** Elements of HTML that a post is made of; those of a domain's XML are left alone. */
const html =
  /<\/?(?:p|div|span|b|i|em|strong|font|a|br|hr|ul|ol|li|table|tbody|tr|td|h[1-6]|details|summary|blockquote|body|html)(?:\s[^<>\n]{0,400})?\/?>/giu;

function withoutMarkup(text: string): string {
  const plain = decodeEntities(
    text
      .replaceAll('\u0001', '')
      .replace(/\r\n?/gu, '\n')
      .replace(/<br\s{0,3}\/?>/giu, '\n')
      .replace(/<(?:pre|code)(?:\s[^<>\n]{0,200})?>/giu, `\n${boxStart}\n`)
      .replace(/<\/(?:pre|code)>/giu, `\n${boxEnd}\n`)
      .replace(html, tag => (/^<\/?(?:p|div|tr|li|blockquote|details|h\d)\b/iu.test(tag) ? '\n' : '')),
  );
  return plain
    .replace(/\[code(?:=[^[\]\n]{0,80})?\]/giu, `\n${boxStart}\n`)
    .replace(/\[\/code\]/giu, `\n${boxEnd}\n`)
    .replace(/\[\/?(?:quote|md)(?:=[^[\]\n]{0,200})?\]/giu, '\n')
    .replace(/\[\/?icode\]/giu, '`')
    .replace(bbcode, '')
    .replace(colours, '')
    .replace(bareColours, '')
    .replace(titles, '')
    .replace(/[\u00a0\u2007\u202f\u3000]/gu, ' ')
    .replace(controls, '');
}

/* eslint-disable no-control-regex -- control characters are what is taken away */
/** Colours of a terminal: ECMA-48, control sequences. */
const colours = /\u001b\[[\d:;<=>?]{0,64}[ -/]{0,8}[@-~]/gu;
/** The same where a page has lost the sign before it: `[01;31m[K`. A colour without digits or a lone `[K` stands beside one only. */
const bareColours = /\[\d{1,2};\d{1,2}m(?:\[K)?|(?<=[\w#$~/])\[0{0,2}m(?:\[K)?/gu;
/** Titles of a terminal's window: xterm, operating system commands. */
const titles = /\u001b\][^\u0007\u001b\n]{0,500}(?:\u0007|\u001b\\)/gu;
/** Whatever else has no place in a line; what marks our own boxes stays. */
const controls = /[\u0000\u0002-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
/* eslint-enable no-control-regex */
