import { unexpected, UsageError } from '../../values/errors.ts';

/** One `@@` line of a collector's output with what stands below it. */
export interface Section {
  /** `file`, `absent`, `command`, … */
  readonly kind: string;
  /** What follows the kind: a path, an exit code. */
  readonly about: string;
  /** The `@@` lines below it that say more: a filter. */
  readonly keep?: string;
  /** The name of the cut that it was printed through. */
  readonly cut?: string;
  /** Words of a command, one a line. */
  readonly words: readonly string[];
  /** The text; undefined: it has none. A line that was left out is an empty one. */
  readonly text?: string;
  /** Its line in the file, from 1. */
  readonly line: number;
}

const header = '@@ fngvt.collected/1';

/**
 * The sections of a collector's output. Whoever carries it may have quoted or indented every line alike, and may have changed the
 * ends of lines; anything else that was changed or lost is refused, since a half file is worse than none.
 */
export function collectedSections(text: string, where: string): readonly Section[] {
  const lines = text.trimEnd().split(/\r?\n/u);
  const first = lines.findIndex(line => line.trimEnd().endsWith(header));
  const refuse = (at: number, wanted: string): never => {
    throw damagedAt(where, at + 1, wanted, lines[at] === undefined ? 'nothing' : shown(lines[at]));
  };
  if (first < 0)
    throw new UsageError({
      en: `${where}: expected output of the collector that begins with "${header}"`,
      'zh-CN': `${where}：应为采集脚本的输出，以“${header}”开头`,
    });
  const margin = lines[first]?.slice(0, lines[first].indexOf(header)) ?? '';

  /** A line without its margin; undefined: past the end. */
  const lineAt = (at: number): string | undefined => {
    const line = lines[at];
    if (line === undefined || line.startsWith(margin)) return line?.slice(margin.length);
    return line.trimEnd() === margin.trimEnd() ? '' : refuse(at, `a line that begins with ${shown(margin)}`);
  };

  const cutOff = (): UsageError =>
    unexpected(where, '"@@ end"', {
      en: `a text that was cut off after line ${lines.length}`,
      'zh-CN': `第 ${lines.length} 行之后被截断了`,
    });

  const sections: Section[] = [];
  let at = first + 1;
  for (;;) {
    const line = lineAt(at)?.trimEnd();
    if (line === '@@ end') return sections;
    if (line === undefined || line === '') {
      if (at >= lines.length) throw cutOff();
      at += 1;
      continue;
    }
    const next = sectionAt(at);
    sections.push(next.section);
    at = next.after;
  }

  function sectionAt(start: number): { readonly section: Section; readonly after: number } {
    const [, kind, rest] = /^@@ ([a-z]+)((?:[^a-z].*)?)$/su.exec(lineAt(start) ?? '') ?? [];
    const about = rest?.replace(/^ /u, '');
    if (kind === undefined || about === undefined) return refuse(start, 'a line that begins with "@@ "');
    const more: { keep?: string; cut?: string } = {};
    const words: string[] = [];
    let here = start + 1;
    for (; ; here += 1) {
      const line = lineAt(here) ?? '';
      if (line.startsWith('>')) words.push(line.slice(1));
      else if (line.startsWith('@@ keep ')) more.keep = line.slice('@@ keep '.length);
      else if (line.startsWith('@@ cut ')) more.cut = line.slice('@@ cut '.length).trimEnd();
      else break;
    }
    const section = { kind, about, words, line: start + 1, ...more };
    if (!withText.has(kind)) return { section, after: here };
    const body = bodyAt(here, about);
    return { section: { ...section, text: body.text }, after: body.after };
  }

  function bodyAt(start: number, about: string): { readonly text: string; readonly after: number } {
    const parts: string[] = [];
    for (let here = start; ; here += 1) {
      const line = lineAt(here);
      const rest = line?.slice(1) ?? '';
      if (line === undefined) throw cutOff();
      if (line.startsWith('|')) parts.push(`${rest}\n`);
      else if (line.startsWith('<')) parts.push(`${rest}\r\n`);
      else if (line.startsWith('!')) parts.push(rest);
      else if (line.startsWith('-')) parts.push('\n');
      else if (line.trimEnd() === `=${parts.length}`) return { text: parts.join(''), after: here + 1 };
      else return refuse(here, `the end of ${shown(about)} after ${parts.length} lines`);
    }
  }
}

/** The kinds of section that have a text. */
const withText = new Set(['file', 'hex', 'dir', 'link', 'stat', 'command']);

/** A line of a collector's output that is not as it was printed. What was wanted there only its maker can use. */
export const damagedAt = (where: string, line: number, wanted: string, found: string): UsageError =>
  new UsageError({
    en: `${where}:${line}: expected ${wanted}, found ${found}`,
    'zh-CN': `${where}：采集脚本的输出在第 ${line} 行不完整或被改过，这一行是 ${found}；请把整份输出重新复制`,
  });

/** A piece of the text for a message: short, and without anything that a terminal would obey. */
export const shown = (text: string): string =>
  JSON.stringify(text.slice(0, 60)).replace(/[^\x20-\x7e]/gu, '?');
