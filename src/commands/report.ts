import { formatNamed, headlineOf, renderReport } from '../report/formats.ts';
import { homeMarkup } from '../report/post/home-markup.ts';
import { sizeOf } from '../report/post/sharing.ts';
import { loadRules } from '../rules/load.ts';
import { onlyFlags } from '../invocation/wrong-usage.ts';
import { words } from '../words/words.ts';
import { examine } from '../invocation/examine.ts';
import { exitOf, failOn } from '../invocation/fail-on.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { listFlag, parseFlags, textFlag } from '../invocation/flags.ts';
import { languageFor, mayLeaveOpen, openSubject } from '../invocation/open-machine.ts';
import { isOwnScreen } from '../invocation/names.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { ownRenderingOf, renderingOf } from '../invocation/report-rendering.ts';
import { unexpected } from '../values/errors.ts';
import { plainText } from '../values/styled.ts';

/** The endings of what a report can consist of. BBCode is no file that a computer knows how to open, so it is a text. */
const endings = { html: 'html', md: 'md', bbcode: 'bbcode.txt' } as const;

/**
 * `fngvt report`: the doctor, with a page and a post written beside each other, the post in what the system's own forum reads. Their name carries
 * the time of the look, so that none overwrites another; `-o NAME` gives another name, without an ending. The exit code is the doctor's.
 */
export async function report(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('report'));
  if (parsed.positionals[0] !== undefined) throw onlyFlags('report', parsed.positionals[0]);
  const severity = failOn(parsed);
  const wanted = postFormat(textFlag(parsed, 'format'));
  const rules = loadRules();
  const subject = await openSubject(parsed, invocation);
  const examination = await examine(subject, rules, invocation, { isPlanned: true });
  const found = examination.report;
  const language = languageFor(parsed, invocation, found.source === 'live' && found.host.platform === 'fnos');
  const say = words[language].sharing;
  if (!(await mayLeaveOpen(parsed, invocation, language)))
    return { exit: 1, text: '', warnings: [say.openRefused] };
  const context = { parsed, invocation, rules, language };
  const rendering = await renderingOf(examination, context);
  const own = isOwnScreen(subject, parsed, invocation) ? ownRenderingOf(examination, context) : rendering;
  const name =
    listFlag(parsed, 'output')
      .at(-1)
      ?.replace(/\.(?:html|md|bbcode|bbcode\.txt)$/u, '') ?? `fngvt-${stamp(found.taken)}`;
  const post = wanted ?? homeMarkup(found.host.platform);
  const files = await Promise.all(
    (['html', post] as const).map(
      async format =>
        [`${name}.${endings[format]}`, plainText(await renderReport(format, rendering))] as const,
    ),
  );
  const lines = [
    headlineOf(own).trim(),
    ...files.map(([path, content]) => say.written(path, sizeOf(content))),
    say.attach(`.${endings[post]}`),
    ...(found.host.root === false ? [say.asRoot] : []),
  ];
  return {
    exit: exitOf(found, severity),
    warnings: examination.warnings,
    newFiles: Object.fromEntries(files),
    text: `${lines.join('\n')}\n`,
  };
}

/** What the post is to be written in; undefined: nobody said. */
function postFormat(name: string | undefined): 'md' | 'bbcode' | undefined {
  if (name === undefined) return undefined;
  const found = formatNamed(name);
  if (found === 'md' || found === 'bbcode') return found;
  throw unexpected('--format', { en: 'md or bbcode', 'zh-CN': 'md 或 bbcode' }, name);
}

/** `2025-01-24T10:30:00+08:00` as part of a file's name: `20250124-103000`. */
function stamp(taken: string): string {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/u.exec(taken) ?? [];
  return date === undefined || time === undefined
    ? 'report'
    : `${date.replaceAll('-', '')}-${time.replaceAll(':', '')}`;
}
