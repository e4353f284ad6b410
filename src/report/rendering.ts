import type { Report } from '../judge/report-types.ts';
import type { Shared } from '../values/shared.ts';
import type { Rule } from '../rules/rule.ts';
import type { Language } from '../values/text.ts';
import { words } from '../words/words.ts';
import type { Localization } from './finding-view.ts';

/** A report for others than its owner, with everything that a renderer may need besides it. */
export interface Rendering extends OwnRendering {
  readonly report: Shared<Report>;
}

/** A report with the names that were read: for its owner's own screen, as text. */
export interface OwnRendering {
  readonly report: Report;
  readonly language: Language;
  readonly rules: readonly Rule[];
  /** How the owner of the host must call fngvt. */
  readonly call: string;
  /** The same after a reboot, from any folder. */
  readonly callLater?: string;
  /** Cells of a line, for text. */
  readonly columns: number;
  /** Unfold every check. */
  readonly isVerbose: boolean;
  /** A short post with a block that `--from` reads, for text, md and bbcode. */
  readonly isCapsule: boolean;
  /** The verdict line alone, for text. */
  readonly isQuiet: boolean;
  /** Nothing was replaced: names and addresses of the machine may stand in it. */
  readonly isOpen: boolean;
  /** The snapshot that the report was made of, as JSON; absent where the report came without one. */
  readonly snapshot?: () => string;
}

/** The language and the rules that the words come from; `as` for a page that holds both languages. */
export function localizationOf(
  { language, rules, call, callLater }: Pick<OwnRendering, 'language' | 'rules' | 'call' | 'callLater'>,
  as: Language = language,
): Localization {
  return { language: as, words: words[as], rules, call, ...(callLater === undefined ? {} : { callLater }) };
}
