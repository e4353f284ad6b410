import type { Language } from '../values/text.ts';

/** What the environment says about the reader. */
export interface ReaderEnvironment {
  /** `--lang`, as typed. */
  readonly flag?: string;
  /** FNGVT_LANG. */
  readonly fngvtLang?: string;
  /** The first of LC_ALL, LC_MESSAGES, LANG that is set. */
  readonly locale?: string;
  /** TERM. */
  readonly terminal?: string;
  /** We run on fnOS itself, whose readers read Chinese. */
  readonly isOnFnos: boolean;
}

/** The language to speak; undefined where the flag names one that we do not speak. */
export function chooseLanguage(reader: ReaderEnvironment): Language | undefined {
  if (reader.flag !== undefined) return parseLanguage(reader.flag);
  const wished = reader.fngvtLang === undefined ? undefined : parseLanguage(reader.fngvtLang);
  if (wished !== undefined) return wished;
  // The kernel's own console has no Chinese glyphs.
  if (reader.terminal === 'linux') return 'en';
  if (reader.isOnFnos) return 'zh-CN';
  return (reader.locale ?? '').startsWith('zh') ? 'zh-CN' : 'en';
}

function parseLanguage(text: string): Language | undefined {
  const tag = text.toLowerCase().replace('_', '-');
  if (tag === 'en' || tag.startsWith('en-')) return 'en';
  return tag === 'zh' || tag.startsWith('zh-') ? 'zh-CN' : undefined;
}
