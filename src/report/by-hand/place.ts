import type { Evidence } from '../../judge/finding.ts';
import type { Report } from '../../judge/report-types.ts';
import { hasStandIn } from '../../values/stand-in.ts';
import type { RemedyWords } from '../../words/remedy.en.ts';
import type { SystemWays } from './system-ways.ts';

/** Where a remedy is carried out, and with which words: everything that its steps are filled from. */
export interface Place {
  readonly say: RemedyWords;
  readonly ways: SystemWays;
  /** What a fact of the finding says, where it can stand in a command. */
  readonly value: (fact: string) => string | undefined;
  /** Whether the finding knows that there is none. */
  readonly isAbsent: (fact: string) => boolean;
  /** The finding's facts that begin so, with what each says and where it was read. */
  readonly family: (prefix: string) => readonly FoundFact[];
  /** Address of the GPU, or a word for it. */
  readonly gpu: string;
  /** The last four digits of its id, or a word for them. */
  readonly digits: string;
  /** The name of its generation in the kernel. */
  readonly generation: string | null;
  /** Release of the kernel that runs, or the command that tells it. */
  readonly release: string;
  /** The driver that is to have the GPU, in words. */
  readonly driver: string;
  /** The members of a list that the finding holds, where all of them can stand in a command. */
  readonly list: (fact: string) => readonly string[];
  /** The lines of files that the finding holds in a list, as `path:line reason`, where all of it can stand in a command. */
  readonly lines: (fact: string) => readonly NamedLine[];
  /** The parameter, vGPU or VM that the finding is about, where it can stand in a command. */
  readonly subject: string | undefined;
}

/** A fact with its value. */
export interface FoundFact {
  readonly fact: string;
  readonly value: string;
  readonly source: string | undefined;
}

/** A line of a file, and what is said of it: a module, or what is wrong. */
export interface NamedLine {
  readonly path: string;
  /** From 1. */
  readonly line: string;
  readonly reason: string;
}

/** What a place is made of: a report and what was found, or nothing of a machine at all. */
export interface Seen {
  readonly report: Pick<Report, 'gpus' | 'host'> | null;
  readonly evidence: readonly Evidence[];
  readonly subject: string | null;
}

/** Nothing is known of the machine. */
export const nothingSeen: Seen = { report: null, evidence: [], subject: null };

/**
 * Text of a machine that may stand in a code span of ours, whatever the format: words of parameters, paths, UUIDs, names. Anything else could be
 * read as markup, or as more than one word of a command; a stand-in names nothing on the reader's host.
 */
export const isSayable = (text: string): boolean =>
  /^[\w./@+=,:!%-]{1,120}$/u.test(text) && !text.includes('://') && !hasStandIn(text);

/** Puts together what the steps are filled from. */
export function placeOf({ report, evidence, subject }: Seen, say: RemedyWords, ways: SystemWays): Place {
  const gpus = report?.gpus ?? [];
  const parent = evidence.find(({ fact }) => fact === 'mdev/parent')?.found;
  const wanted = typeof parent === 'string' ? parent : subject;
  const card = gpus.find(({ address }) => address === wanted) ?? (gpus.length === 1 ? gpus[0] : undefined);
  const address = card?.address ?? '';
  const kernel = report?.host.kernel;
  return {
    say,
    ways,
    value: fact => evidence.filter(one => one.fact === fact).flatMap(foundOf)[0]?.value,
    isAbsent: fact =>
      evidence.some(one => one.fact === fact && one.found === null && one.unknown === undefined),
    list: fact =>
      evidence
        .filter(one => one.fact === fact)
        .flatMap(foundOf)
        .flatMap(({ value }) => value.split(' ')),
    lines: fact => evidence.filter(one => one.fact === fact).flatMap(linesOf),
    family: prefix => evidence.filter(({ fact }) => fact.startsWith(prefix)).flatMap(foundOf),
    gpu: /^[\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.\d$/u.test(address) ? address : say.unknown.address,
    digits: /^8086:([\da-f]{4})$/u.exec(card?.id ?? '')?.[1] ?? say.unknown.digits,
    generation: card?.platform ?? null,
    release: isKnown(kernel) ? kernel : say.unknown.release,
    driver: card?.technology === 'gvt-g' ? '`i915`' : say.unknown.driver,
    subject: subject !== null && isSayable(subject) ? subject : undefined,
  };
}

/** What one piece of evidence says; nothing where that is no word. Lists are words in a row. */
function foundOf({ fact, found, source, unknown }: Evidence): readonly FoundFact[] {
  const words = Array.isArray(found) ? (found as readonly string[]) : [String(found ?? '')];
  if (unknown !== undefined || found === null || words.length === 0 || !words.every(isSayable)) return [];
  return [
    {
      fact,
      value: words.join(' '),
      source: source !== null && isSayable(source) ? source : undefined,
    },
  ];
}

const isKnown = (text: string | null | undefined): text is string =>
  typeof text === 'string' && isSayable(text);

function linesOf({ found }: Evidence): readonly NamedLine[] {
  if (!Array.isArray(found)) return [];
  return (found as readonly string[]).flatMap(text => {
    const [, path = '', line = '', reason = ''] = /^(\/\S+):(\d+) (\S+)$/u.exec(text) ?? [];
    return isSayable(path) && isSayable(reason) ? [{ path, line, reason }] : [];
  });
}
