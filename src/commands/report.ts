import { formatNamed, headlineOf, renderReport, type ReportFormat } from '../report/formats.ts';
import { homeMarkup } from '../report/post/home-markup.ts';
import { sizeOf } from '../report/post/sharing.ts';
import { loadRules } from '../rules/load.ts';
import { onlyFlags } from '../invocation/wrong-usage.ts';
import { words } from '../words/words.ts';
import { doctorFormatNamed, isForPrograms } from '../invocation/doctor-formats.ts';
import { examine } from '../invocation/examine.ts';
import { exitOf, failOn } from '../invocation/fail-on.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { eachFlag, listFlag, parseFlags, textFlag, type Parsed } from '../invocation/flags.ts';
import { isMany, manyHosts } from '../invocation/many-hosts.ts';
import { languageFor, mayLeaveOpen, openSubject } from '../invocation/open-machine.ts';
import { isOwnScreen } from '../invocation/names.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { ownRenderingOf, renderingOf } from '../invocation/report-rendering.ts';
import { restsOn, waivedIn, waiverNotes, waiversOf } from '../invocation/waive.ts';
import { plainText } from '../values/styled.ts';
import { unexpected } from '../values/errors.ts';

/** The endings of what a report can consist of. BBCode is no file that a computer knows how to open, so it is a text. */
const endings = { html: 'html', md: 'md', bbcode: 'bbcode.txt' } as const;

/**
 * `fngvt report`: the doctor, with a page and a post written beside each other, the post in what the system's own forum reads. Their name carries
 * the time of the look, so that none overwrites another; `-o NAME` gives another name, and `-o NAME.html` or another known ending writes that one
 * alone. Of many hosts it is one page. The exit code is the doctor's.
 */
export async function report(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('report'));
  if (parsed.positionals[0] !== undefined) throw onlyFlags('report', parsed.positionals[0]);
  const severity = failOn(parsed);
  const wanted = postFormat(textFlag(parsed, 'format'));
  const rules = loadRules();
  const waivers = waiversOf(parsed, rules);
  const from = eachFlag(parsed, 'from');
  if (isMany(from)) return reportOfMany(from, { parsed, invocation, rules, severity, waivers });
  const subject = await openSubject(parsed, invocation);
  const examination = waivedIn(
    await examine(subject, rules, invocation, { isPlanned: true }),
    waivers,
    invocation.now,
  );
  const found = examination.report;
  const language = languageFor(parsed, invocation, found.source === 'live' && found.host.platform === 'fnos');
  const say = words[language].sharing;
  if (!(await mayLeaveOpen(parsed, invocation, language)))
    return { exit: 1, text: '', warnings: [say.openRefused] };
  const context = { parsed, invocation, rules, language };
  const rendering = await renderingOf(examination, context);
  const own = isOwnScreen(subject, parsed, invocation) ? ownRenderingOf(examination, context) : rendering;
  const post = wanted ?? homeMarkup(found.host.platform);
  const files = await Promise.all(
    filesOf(parsed, `fngvt-${stamp(found.taken)}`, post).map(
      async ([path, format]) => [path, plainText(await renderReport(format, rendering))] as const,
    ),
  );
  const lines = [
    headlineOf(own).trim(),
    ...files.map(([path, content]) => say.written(path, sizeOf(content))),
    say.attach(`.${endings[post]}`),
    ...(found.host.root === false ? [say.asRoot] : []),
  ];
  const notes = waiverNotes(waivers, new Set(restsOn(found)), invocation.now);
  return {
    exit: exitOf(found, severity),
    warnings: [...examination.warnings, ...notes.map(text => `fngvt: ${text[language]}`)],
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

/** The files to write: a page and a post of each name, one alone where its ending says which. */
function filesOf(
  parsed: Parsed,
  name: string,
  post: 'md' | 'bbcode',
): readonly (readonly [path: string, format: ReportFormat])[] {
  const given = listFlag(parsed, 'output');
  return (given.length === 0 ? [name] : given).flatMap((path): (readonly [string, ReportFormat])[] => {
    const format = formatOf(path);
    return format === undefined
      ? (['html', post] as const).map(one => [`${path}.${endings[one]}`, one])
      : [[path, format]];
  });
}

/** What the ending of a file asks for; undefined: it is part of a name (`nas.v2`). */
function formatOf(path: string): ReportFormat | undefined {
  if (path.endsWith(`.${endings.bbcode}`)) return 'bbcode';
  const ending = /\.(\w+)$/u.exec(path)?.[1];
  const format = ending === undefined ? undefined : doctorFormatNamed(ending);
  if (format === undefined || !isForPrograms(format)) return format;
  throw unexpected(
    path,
    { en: 'a report', 'zh-CN': '报告' },
    { en: 'what doctor writes: doctor -o', 'zh-CN': 'doctor 才写的格式：doctor -o' },
  );
}

/** One page of many hosts; nothing else can hold a table that sorts. */
function reportOfMany(
  from: readonly string[],
  wish: Parameters<typeof manyHosts>[0],
): Promise<CommandOutcome> {
  const { parsed, invocation } = wish;
  const name = textOutput(parsed) ?? `fngvt-${stamp(invocation.now)}`;
  const path = /\.html?$/u.test(name) ? name : `${name}.html`;
  const outputs = [[path, 'html']] as const;
  return manyHosts(wish, {
    from,
    chosen: undefined,
    isPlanned: false,
    shown: 'text',
    outputs,
    newFiles: true,
  });
}

/** The one name of what is written. */
function textOutput(parsed: Parsed): string | undefined {
  const given = listFlag(parsed, 'output');
  if (given.length > 1)
    throw unexpected('-o', { en: 'one page for all hosts', 'zh-CN': '所有机器一个页面' }, given.join(', '));
  return given[0];
}

/** `2025-01-24T10:30:00+08:00` as part of a file's name: `20250124-103000`. */
function stamp(taken: string): string {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)/u.exec(taken) ?? [];
  return date === undefined || time === undefined
    ? 'report'
    : `${date.replaceAll('-', '')}-${time.replaceAll(':', '')}`;
}
