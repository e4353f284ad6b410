import type { Line } from './lines.ts';

/** How forums head a post with the name of who wrote it, once it is copied as text. */
const heads: readonly RegExp[] = [
  // Discuz: `楼主 zhaocai  发表于 2025-3-2 21:17`, `沙发 NAME`, `3# NAME`, `NAME 发表于 …`.
  /^\s{0,4}(?:楼主|沙发|板凳|地板|\d{1,4}[#楼])[:： ]{0,3}(?:\[[^\]]{1,8}\] ?)?(\S{1,40})(?:\s{1,8}(?:发表于|回复于|\d{4}-)|\s*$)/u,
  /^\s{0,4}(?:楼主|沙发|板凳|地板|#?\d{1,4}[#楼]?)?\s{0,4}(\S{1,40}) (?:发表于|回复于) ?\d{4}-/u,
  // GitHub: `NAME commented on Mar 3, 2025`, `NAME opened this issue`.
  /^\s{0,4}(?:\*\*)?@?([\w.-]{1,40})(?:\*\*)? (?:commented|opened(?: this issue)?|replied|posted)(?: (?:on|yesterday|last|\d{1,3}|an?) ?.{0,40})?:?\s*$/iu,
  // XenForo, phpBB, Discourse: `#3 NAME`, `Post #3 by NAME`, `NAME, Mar 3, 2025`.
  /^\s{0,4}(?:Post\s)?#\d{1,4}\s{1,4}(?:by )?([\w.-]{1,40})(?:\s{1,4}[\d(,·-].{0,40})?\s*$/iu,
  /^\s{0,4}[-=]{2,6}\s?(?:post|reply|comment|answer)?\s?(?:\d{1,3}\s)?(?:by|from)\s(\S{1,40}?)[:,]?\s?.{0,40}?[-=]{2,6}\s*$/iu,
  /^\s{0,4}([\w.-]{2,30}),? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2},? \d{4}(?:,? .{0,20})?\s*$/u,
  /^\s{0,4}u\/([\w-]{3,30})\b.{0,40}$/u,
  /^\s{0,4}【(\S{1,30})】\s*$/u,
  // Discourse and GitHub, copied with their markup: `**NAME** · 4 days ago`.
  /^\s{0,4}\*\*@?([\w.-]{1,40})\*\* {0,2}[·•|,–-].{1,40}$/u,
  // Mails and forums, copied with their markup: `**NAME** wrote:`, `**NAME** said:`.
  /^\s{0,4}\*\*@?([\w.-]{1,40})\*\* {0,2}(?:wrote|said|asked|replied|answered|writes|says)(?: (?:on|at) .{1,40})?:?\s*$/iu,
  // Question sites: `提问者：NAME | 浏览 812`, `NAME 回答：`.
  /^\s{0,4}提问者[:：] {0,2}(\S{1,30})/u,
  /^\s{0,4}(\S{1,30}) (?:回答|追问|追答|回复|评论|补充)[:：]\s*$/u,
];

/** A name alone before a colon: a head only of somebody who has posted in this thread before. */
const bareName = /^\s{0,4}(\S{1,30})[:：]\s*$/u;

/** The first post of a thread as somebody quotes it: a head only before all others, of somebody who posts in it. */
const quotedHead = /^\s{0,4}(\S{1,30}) (?:wrote|said)[:：]\s*$/u;

/** The lines of a thread that are its asker's. */
export interface Spoken {
  readonly lines: readonly Line[];
  /** Others who posted in it, whose lines were left out. */
  readonly others: number;
}

/** The asker is who posted first. Where no heads of posts are in it, all is the asker's. */
export function askersLines(lines: readonly Line[]): Spoken {
  const seen = new Set<string>();
  const marked = new Set(
    lines.flatMap(({ text, isBoxed }) => (isBoxed ? [] : (spoke.exec(text)?.[1] ?? []))),
  );
  const names = lines.map(({ text, isBoxed }) => {
    if (isBoxed || text.trim() === '' || (text.length > 120 && inlineOf(text) === undefined))
      return undefined;
    const bare = bareName.exec(text)?.[1] ?? '';
    const quoted = seen.size === 0 ? (quotedHead.exec(text)?.[1] ?? '') : '';
    const name = seen.has(bare) ? bare : marked.has(quoted) ? quoted : headOf(text);
    if (name !== undefined) seen.add(name);
    return name;
  });
  const all = [...new Set(names.filter(name => name !== undefined))];
  const [asker] = all;
  if (asker === undefined || all.length < 2) return { lines, others: 0 };
  let speaker = asker;
  const own = lines.flatMap((line, at) => {
    speaker = names[at] ?? speaker;
    if (speaker !== asker) return [];
    const text = names[at] === undefined ? line.text : (inlineOf(line.text)?.rest ?? '');
    return names[at] !== undefined && text === '' ? [] : [{ ...line, text }];
  });
  return { lines: own, others: all.length - 1 };
}

/** A head with the post behind it, in one line: `【楼主】…`, `2楼：…`. */
const inline =
  /^\s{0,4}(?:【(楼主|\d{1,4}楼|[^】\s]{1,20})】|(?=.{2,8}[:：])(楼主|\d{1,4}楼)[:：])\s{0,2}(?=\S)(.*)$/u;

/** The same with a number and a colon: `*#4 NAME:* …`, `#5 NAME (Staff): …`. */
const numbered = /^\s{0,4}\*{0,2}#\d{1,4} ([\w.-]{1,40})(?: \([\w ]{1,20}\))?:\*{0,2}\s{0,2}(?=\S)(.*)$/u;

function inlineOf(text: string): { readonly name: string; readonly rest: string } | undefined {
  const [, floor, number, spoken = ''] = inline.exec(text) ?? [];
  if (floor !== undefined || number !== undefined) return { name: floor ?? number ?? '', rest: spoken };
  const [, name, rest = ''] = numbered.exec(text) ?? [];
  return name === undefined ? undefined : { name, rest };
}

/** Who stands in such a head posts in this thread. */
const spoke = /^\s{0,4}\*\*@?([\w.-]{1,40})\*\* {0,2}(?:wrote|said|replied):?\s*$/iu;

function headOf(text: string): string | undefined {
  const short = inlineOf(text);
  if (short !== undefined) return short.name;
  for (const head of heads) {
    const name = head.exec(text)?.[1];
    if (name !== undefined) return name.replace(/[:：,，]$/u, '');
  }
  return undefined;
}
