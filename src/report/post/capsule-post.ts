import { capsuleBlocks } from '../../capsule/capsule.ts';
import type { Report } from '../../judge/report-types.ts';
import type { Words } from '../../words/report.en.ts';
import { bbcodeText, bold, code } from './bbcode-text.ts';
import type { EvidenceLine, Quote } from '../evidence.ts';
import { codeBlock, codeSpan, shorten } from './markdown-text.ts';
import { sanitize } from '../sanitize.ts';
import { fitSections, type SharedSection } from './sections.ts';
import { certaintyOf, type FindingView } from '../finding-view.ts';
import { leadOf, type View } from '../view.ts';

/** Where a capsule is to be pasted. */
export type CapsuleDialect = 'text' | 'md' | 'bbcode';

/** What a dialect writes differently. */
interface Dialect {
  readonly quote: Quote;
  readonly strong: (text: string) => string;
  readonly item: (text: string, depth: number) => string;
  readonly block: (text: string) => string;
}

/** A quoted text is cut to so many characters: even a fence of as many backticks leaves room for the block. */
const longestValue = 60;

const dialects: Readonly<Record<CapsuleDialect, Dialect>> = {
  text: {
    quote: text => shorten(text, longestValue),
    strong: text => text,
    item: (text, depth) => `${'  '.repeat(depth)}${text}`,
    block: text => text,
  },
  md: {
    quote: text => codeSpan(text, longestValue),
    strong: text => `**${text}**`,
    item: (text, depth) => `${'  '.repeat(depth)}- ${text}`,
    block: text => `\n${codeBlock(text, 'text')}`,
  },
  bbcode: {
    quote: text => bbcodeText(text, longestValue),
    strong: bold,
    item: (text, depth) => `${depth === 0 ? '' : '- '}${text}`,
    block: text => code(text.split('\n')),
  },
};

/** How text of the machine must be quoted in the view of a capsule: it may not begin a capsule of its own. */
export function capsuleQuote(dialect: CapsuleDialect): Quote {
  const { quote } = dialects[dialect];
  return text => quote(text.replace(/(fngvt)\s+(?=capsule)/giu, '$1-'));
}

/** Many a forum's signature, chat or comment takes 2,000 characters; a capsule stays below. */
const longest = 1999;

/**
 * A report as a short post: the verdict and why in words, then the block that `--from` reads. Where both don't fit, words go
 * first, from the machine to the faults; then the block does without the evidence of what follows from a cause. The verdict and
 * its cause are in every one.
 */
export function renderCapsule(view: View, report: Report, words: Words, as: CapsuleDialect): string {
  const dialect = dialects[as];
  const about = wordsOf(view, words, dialect);
  let post = '';
  for (const block of capsuleBlocks(report)) {
    const end = { rank: 0, text: dialect.block(block) };
    post = fitSections([...about, end], longest, text => text.length, '', '\n');
    if (post.length <= longest) return post;
  }
  throw new Error(`a capsule of ${post.length} characters, though everything in it is cut`);
}

/** What a person reads, in lines that can go one by one. */
function wordsOf(view: View, words: Words, dialect: Dialect): readonly SharedSection[] {
  const { item } = dialect;
  const { colon } = words.forum;
  const headline = view.headline;
  const title = view.tag === '' ? headline : `${view.tag}${colon}${headline}`;
  const all = (rank: number, texts: readonly string[], depth = 1): readonly SharedSection[] =>
    texts.map(text => ({ rank, text: item(text, depth) }));
  const faultsOf = (
    rank: number,
    heading: string,
    faults: readonly FindingView[],
  ): readonly SharedSection[] =>
    faults.length === 0
      ? []
      : [
          { rank, text: item(heading, 0) },
          ...all(
            rank,
            faults.slice(0, 12).map(one => one.fault),
          ),
        ];
  return [
    { rank: 0, text: dialect.strong(title) },
    { rank: 4, text: item(view.machine.join(' · '), 0) },
    { rank: 4, text: view.promise === '' ? '' : item(view.promise, 0) },
    ...stuckAt(view, words, dialect),
    ...all(
      1,
      (view.first?.evidence ?? []).slice(0, 8).map(line => factOf(line, words)),
    ),
    ...all(
      3,
      view.state === 'ready' ? view.room.slice(0, 4).map(row => row.filter(Boolean).join(' ')) : [],
      0,
    ),
    ...faultsOf(2, view.state === 'reboot-needed' ? words.alsoWaits : words.alsoWrong, view.others),
    ...faultsOf(3, words.forum.hints, view.hints),
    { rank: 3, text: item(view.tally, 0) },
    { rank: 0, text: item(words.forum.capsuleFor(commandOf(words, dialect)), 0) },
  ];
}

function stuckAt({ first, state }: View, words: Words, { quote, item }: Dialect): readonly SharedSection[] {
  if (first === null) return [];
  const { finding } = first;
  const lead = leadOf(first, state, words);
  const key = quote(sanitize(finding.cause ?? finding.id));
  const certainty = certaintyOf(finding, words);
  return [{ rank: 0, text: item(`${lead}${words.forum.colon}${key}${certainty}`, 0) }];
}

function factOf({ label, statement, source }: EvidenceLine, words: Words): string {
  return `${label}${words.forum.colon}${statement}${source === '' ? '' : words.inBrackets(source)}`;
}

const commandOf = (words: Words, { quote }: Dialect): string =>
  quote(`fngvt doctor --from ${words.forum.file}`);
