import { basename } from 'node:path';
import { hasJournals } from '../host/live/journal-folder.ts';
import { isFolder, snapshotsIn } from '../host/snapshot/open.ts';
import type { Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report-types.ts';
import { isBootWritten } from '../knowledge/hosts.ts';
import {
  capsuleFormats,
  folderFormats,
  formatNamed,
  lineIn,
  renderForOwner,
  renderReport,
  reportFormats,
  type ReportFormat,
} from '../report/formats.ts';
import type { Pasted } from '../invocation/pasted-thread.ts';
import type { ReplyMarkup } from '../report/reply/reply-markup.ts';
import { renderThread } from '../report/terminal/thread-text.ts';
import { loadRules } from '../rules/load.ts';
import type { Rule } from '../rules/rule.ts';
import { visibleLine } from '../values/visible.ts';
import { joined, type Rendered } from '../values/styled.ts';
import { unexpected, UsageError } from '../values/errors.ts';
import { noRule, onlyFlags, unknownRule } from '../invocation/wrong-usage.ts';
import type { Language, Text } from '../values/text.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { isSet, listFlag, parseFlags, textFlag, type Parsed } from '../invocation/flags.ts';
import { exitOf, failOn } from '../invocation/fail-on.ts';
import { openFile } from '../invocation/open-file.ts';
import { examine } from '../invocation/examine.ts';
import { languageFor, mayLeaveOpen, openSubject } from '../invocation/open-machine.ts';
import { subjectOf } from '../invocation/subject.ts';
import { isOwnScreen, quietCall } from '../invocation/names.ts';
import { words as allWords } from '../words/words.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { ownRenderingOf, renderingOf, type Context } from '../invocation/report-rendering.ts';
import { rootCall } from '../invocation/sudo.ts';

/** `fngvt doctor`: reads the host, judges it, says what is first in the way. It never changes the host. */
export async function doctor(
  argv: readonly string[],
  invocation: Invocation,
  isBare = false,
): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('doctor'));
  if (parsed.positionals[0] !== undefined) {
    throw onlyFlags('doctor', parsed.positionals[0]);
  }
  const format = formatOf(textFlag(parsed, 'format') ?? 'text', '--format');
  const severity = failOn(parsed);
  const rules = loadRules();
  const chosen = chosenRules(parsed, rules);
  const from = textFlag(parsed, 'from');
  const outputs = listFlag(parsed, 'output').map(path => [path, formatOf(extension(path), path)] as const);
  if (isSet(parsed, 'capsule')) refuseOtherThanCapsules(format, outputs);
  const wish = { parsed, invocation, rules, chosen, format, outputs, severity };
  const isSupposed = parsed.values['with'] !== undefined;
  const isOfMany = from !== undefined && textFlag(parsed, 'paste') === undefined && isFolder(from);
  if (isOfMany && isSupposed)
    throw unexpected('--with', oneHost, { en: `the folder ${from}`, 'zh-CN': `文件夹 ${from}` });
  return isOfMany ? doctorOfMany(from, wish) : doctorOfOne(wish, isBare);
}

/** What is to be judged, and how it is to be told. */
interface Wish extends Omit<Context, 'language'> {
  /** The rules to judge by; undefined: all. */
  readonly chosen: ReadonlySet<string> | undefined;
  readonly format: ReportFormat;
  /** Files to write besides, with the format of each. */
  readonly outputs: readonly (readonly [string, ReportFormat])[];
  /** The exit code is about faults of this weight. */
  readonly severity: Finding['severity'];
}

async function doctorOfOne(wish: Wish, isBare: boolean): Promise<CommandOutcome> {
  const { parsed, invocation, rules, chosen, format, outputs, severity } = wish;
  const subject = await openSubject(parsed, invocation);
  const examination = await examine(subject, rules, invocation, {
    chosen,
    isPlanned: chosen === undefined,
  });
  const { report } = examination;
  if (report.supposed !== undefined && isSet(parsed, 'capsule'))
    throw unexpected(
      '--capsule',
      { en: 'a host as it is', 'zh-CN': '机器的真实状态' },
      { en: 'a what-if (--with)', 'zh-CN': '假设的状态（--with）' },
    );
  const isOnFnos = report.source === 'live' && report.host.platform === 'fnos';
  const language = languageFor(parsed, invocation, isOnFnos);
  if (!(await mayLeaveOpen(parsed, invocation, language)))
    return { exit: 1, text: '', warnings: [allWords[language].sharing.openRefused] };
  const { unused } = allWords[language].whatIf;
  const warnings = [
    ...examination.warnings,
    ...examination.unused.map(path => `fngvt: ${unused(visibleLine(path))}`),
  ];
  const context = { parsed, invocation, rules, language };
  const { thread } = subject;
  const render = async (as: ReportFormat): Promise<Rendered> => {
    const rendering = await renderingOf(examination, context);
    const isReplied = thread !== undefined && report.supposed === undefined;
    if (!isReplied || rendering.isQuiet || rendering.isCapsule || !Object.hasOwn(replyMarkups, as))
      return renderReport(as, rendering);
    const reply = await replyTo(thread, replyMarkups[as], context);
    // What is posted in a thread is the reply to it; and where nothing is told of a machine there is no more to say.
    if (as !== 'text' || isSilent(thread, report)) return `${reply}\n`;
    return joined([
      await renderReport(as, rendering),
      renderThread(rendering.report, thread, reply, rendering),
    ]);
  };
  const files = Object.fromEntries(
    await Promise.all(outputs.map(async ([path, as]) => [path, await render(as)] as const)),
  );
  const own = ownRenderingOf(examination, context);
  const isForOwner = format === 'text' && !own.isCapsule && isOwnScreen(subject, parsed, invocation);
  const isFilesOnly = outputs.length > 0 && textFlag(parsed, 'format') === undefined;
  const shown = async (): Promise<Rendered> => (isForOwner ? renderForOwner(own) : render(format));
  const text = isFilesOnly ? '' : await shown();
  const reader = { ...invocation, call: isForOwner || own.isOpen ? own.call : quietCall(own.call) };
  const after = format === 'text' && text !== '' ? await changesSaid(report, language, reader) : '';
  return {
    exit: exitOf(report, severity),
    text: joined([text, after]),
    warnings,
    files,
    ...offerOf(report, isBare, language),
  };
}

/** The formats of a reply to a pasted thread, with its markup; undefined: the thread's own. */
const replyMarkups: Readonly<Record<string, ReplyMarkup | undefined>> = {
  text: undefined,
  md: 'markdown',
  bbcode: 'bbcode',
};

/** The reply that `answer` gives, in the language of the thread unless another is asked for. */
async function replyTo(
  { text, where }: Pasted,
  markup: ReplyMarkup | undefined,
  { parsed, invocation, rules, language }: Context,
): Promise<string> {
  const { answerTo } = await import('../invocation/answer.ts');
  const wish = textFlag(parsed, 'lang') === undefined ? {} : { language };
  return (await answerTo({ text, where, markup, ...wish }, { rules, invocation })).reply;
}

/** Nothing in it was recognised. */
const isSilent = ({ seen }: Pasted, { gpus, host }: Report): boolean =>
  seen.length === 0 && gpus.length === 0 && host.kernel === null;

/** What fngvt changed here and how that came out; loaded only where it ever changed something. */
async function changesSaid(report: Report, language: Language, invocation: Invocation): Promise<string> {
  if (report.source !== 'live' || report.host.root !== true || !hasJournals()) return '';
  const { afterChange } = await import('../invocation/after-change.ts');
  return afterChange(report, {
    language,
    call: rootCall(invocation.call, true, invocation),
    columns: invocation.columns,
  });
}

/** One line or object for each snapshot of a folder; one that is no snapshot is told and the others go on. */
async function doctorOfMany(folder: string, wish: Wish): Promise<CommandOutcome> {
  const { parsed, invocation, rules, chosen, format, severity } = wish;
  const line = lineIn(format);
  if (line === undefined || isSet(parsed, 'capsule')) {
    const expected = folderFormats.join(', ').replace(/, (\w+)$/u, ' or $1');
    throw unexpected(
      '--from FOLDER',
      { en: `--format ${expected}`, 'zh-CN': `--format ${folderFormats.join('、')}` },
      { en: 'a post for one host', 'zh-CN': '只能写一台机器的格式' },
    );
  }
  const language = languageFor(parsed, invocation);
  if (!(await mayLeaveOpen(parsed, invocation, language)))
    return { exit: 1, text: '', warnings: [allWords[language].sharing.openRefused] };
  const lines: string[] = [];
  const warnings: string[] = [];
  const paths = snapshotsIn(folder);
  // Without a host there is no answer, and no answer is no "ready".
  let exit = paths.length === 0 ? 3 : 0;
  if (paths.length === 0) warnings.push(`fngvt: ${noSnapshots(folder).text[language]}`);
  for (const path of paths) {
    try {
      const examination = await examine(
        await subjectOf(await openFile(path), {
          version: invocation.version,
          isOpen: isSet(parsed, 'no-redact'),
        }),
        rules,
        invocation,
        { chosen, isPlanned: chosen === undefined && isSet(parsed, 'steps') },
      );
      const { report } = await examination.shared();
      exit = Math.max(exit, exitOf(report, severity) === 0 ? 0 : 1);
      lines.push(line(basename(path), { report, language, rules, call: invocation.call }));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      warnings.push(`fngvt: ${error.text[language]}`);
      exit = Math.max(exit, 2);
    }
  }
  return { exit, text: lines.map(line => `${line}\n`).join(''), warnings };
}

function formatOf(name: string, where: string): ReportFormat {
  const found = formatNamed(name);
  if (found === undefined)
    throw unexpected(
      where,
      {
        en: `a format of ${reportFormats.join(', ')}`,
        'zh-CN': `以下格式之一：${reportFormats.join('、')}`,
      },
      name,
    );
  return found;
}

/** A capsule is for people: it can't be asked for as data. */
function refuseOtherThanCapsules(
  format: ReportFormat,
  outputs: readonly (readonly [string, ReportFormat])[],
): void {
  const other = [['--format', format] as const, ...outputs].find(([, as]) => !capsuleFormats.includes(as));
  if (other !== undefined) {
    throw unexpected(
      '--capsule',
      {
        en: `a format of ${capsuleFormats.join(', ')}`,
        'zh-CN': `以下格式之一：${capsuleFormats.join('、')}`,
      },
      other.join(' '),
    );
  }
}

const oneHost: Text = { en: 'one host', 'zh-CN': '一台机器' };

const noSnapshots = (folder: string): UsageError =>
  unexpected(
    folder,
    { en: 'snapshots in this folder', 'zh-CN': '装着快照的文件夹' },
    { en: 'none', 'zh-CN': '里面没有快照' },
  );

const extension = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** `--only` and `--skip`; undefined: all rules, and then there is a verdict. */
function chosenRules(parsed: Parsed, rules: readonly Rule[]): ReadonlySet<string> | undefined {
  const [only, skip] = [listFlag(parsed, 'only'), listFlag(parsed, 'skip')];
  for (const [flag, ids] of [
    ['--only', only],
    ['--skip', skip],
  ] as const) {
    if (parsed.values[flag.slice(2)] !== undefined && ids.length === 0) {
      throw noRule(flag);
    }
  }
  if (only.length === 0 && skip.length === 0) return undefined;
  const ids = rules.map(rule => rule.id);
  for (const [flag, id] of [
    ...only.map(id => ['--only', id] as const),
    ...skip.map(id => ['--skip', id] as const),
  ]) {
    if (!ids.includes(id)) {
      throw unknownRule(flag, id, ids);
    }
  }
  const chosen = new Set((only.length > 0 ? only : ids).filter(id => !skip.includes(id)));
  if (chosen.size === 0)
    throw unexpected(
      '--only, --skip',
      { en: 'some rule to be left', 'zh-CN': '至少剩下一项检查' },
      { en: 'none', 'zh-CN': '一项都没有' },
    );
  return chosen;
}

/** After a bare `fngvt`: what fngvt would change, where it may; else the steps of the first cause. */
function offerOf(report: Report, isBare: boolean, language: Language): Pick<CommandOutcome, 'offer'> {
  const verdict = report.verdict;
  if (!isBare || verdict?.state !== 'action-needed' || verdict.rule === null) return {};
  const acts = report.findings.find(finding => finding.id === verdict.rule)?.acts;
  const say = allWords[language];
  const mayFix = report.host.root === true && acts === 'fngvt' && isBootWritten(report.host.platform);
  const [question, argv] = mayFix ? [say.offerFix, ['fix']] : [say.offerExplain, ['explain', verdict.rule]];
  return { offer: { question, argv: [...argv, '--lang', language] } };
}
