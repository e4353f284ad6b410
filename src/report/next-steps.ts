import { anyVm, type Good, type Move } from '../next/move.ts';
import { roadOf } from '../next/next.ts';
import type { Report } from '../judge/report-types.ts';
import type { Rule } from '../rules/rule.ts';
import { sanitize } from './sanitize.ts';
import { typed, shellWords } from './terminal/typed.ts';
import type { Words } from '../words/report.en.ts';

/** A command with what it is good for. */
export interface NextStep {
  readonly command: string;
  readonly note: string;
}

/** What comes next, and what has to be done before. */
interface Next {
  /** Empty where there is nothing. */
  readonly before: string;
  readonly next: readonly NextStep[];
}

interface Reader {
  readonly rules: readonly Rule[];
  readonly words: Words;
  /** How this person must call fngvt. */
  readonly call: string;
  /** What the plan that stands above says already: what fngvt does, and, where it is known what comes of it, that fngvt is asked again. */
  readonly saidAbove?: readonly Good[];
  /** The system of the host: Proxmox has no sudo, and everybody is root there. */
  readonly platform?: string | null;
}

/** The road of a report in words; `fault` is what the finding says that it is about, where that does not stand above. */
export function nextSteps(report: Report, fault: string, reader: Reader): Next {
  const road = roadOf(report, report.next?.finding ?? null);
  if (road === undefined) return { before: '', next: [] };
  const { words } = reader;
  const next = road.moves
    .filter(({ good }) => reader.saidAbove?.includes(good) !== true)
    .map(move => stepOf(move, { ...reader, platform: report.host.platform }));
  if (road.first === 'reboot') return { before: words.nextReboot, next };
  return { before: fault, next };
}

export function stepOf(
  { argv, good }: Move,
  { words, call, platform }: Pick<Reader, 'words' | 'call' | 'platform'>,
): NextStep {
  const command = argv
    .map((word, i) => (word === 'fngvt' && i < 2 ? call : argument(word, words)))
    .slice(argv[0] === 'sudo' && platform === 'proxmox' ? 1 : 0)
    .join(' ');
  const note = words.moves[good];
  return { command, note: typeof note === 'string' ? note : note(words.tags.ready) };
}

/** A word of the machine as it is typed; where its name is not told, or unfit to be copied, the command says what it stands for. */
function argument(word: string, words: Words): string {
  return isPlain(word) ? typed(shellWords([sanitize(word)]), words.yours) : anyVm;
}

/** Fit to stand in a command that people copy; a stranger's report may name anything. Most words are plain ASCII, and found at once. */
const isPlain = (word: string): boolean =>
  /^(?:--)?[A-Za-z\d][\w .-]{0,63}$/.test(word) ||
  /^(?:--)?[\p{L}\p{N}][\p{L}\p{M}\p{N} _.-]{0,63}$/u.test(word);
