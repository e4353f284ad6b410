import { hasJournals } from '../host/live/journal-folder.ts';
import type { Finding } from '../judge/finding.ts';
import type { Report } from '../judge/report-types.ts';
import { isBootWritten } from '../knowledge/hosts.ts';
import { capsuleFormats, renderForOwner, renderReport } from '../report/formats.ts';
import type { Pasted } from '../invocation/pasted-thread.ts';
import type { ReplyMarkup } from '../report/reply/reply-markup.ts';
import { renderThread } from '../report/terminal/thread-text.ts';
import { loadRules } from '../rules/load.ts';
import type { Rule } from '../rules/rule.ts';
import { visibleLine } from '../values/visible.ts';
import { joined, type Rendered } from '../values/styled.ts';
import { unexpected } from '../values/errors.ts';
import { noRule, onlyFlags, unknownRule } from '../invocation/wrong-usage.ts';
import type { Language, Text } from '../values/text.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { eachFlag, isSet, listFlag, parseFlags, textFlag, type Parsed } from '../invocation/flags.ts';
import { exitOf, failOn } from '../invocation/fail-on.ts';
import {
  doctorFormatNamed,
  doctorFormats,
  isForPrograms,
  type DoctorFormat,
} from '../invocation/doctor-formats.ts';
import { examine, type Examination } from '../invocation/examine.ts';
import { isMany, manyHosts } from '../invocation/many-hosts.ts';
import { fleetFormats, type FleetFormat } from '../report/fleet/fleet-formats.ts';
import { languageFor, mayLeaveOpen, openSubject } from '../invocation/open-machine.ts';
import type { Subject } from '../invocation/subject.ts';
import { restsOn, waivedIn, waiverNotes, waiversOf, type Waiver } from '../invocation/waive.ts';
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
  const from = eachFlag(parsed, 'from');
  const outputs = listFlag(parsed, 'output').map(path => [path, formatOf(extension(path), path)] as const);
  if (isSet(parsed, 'capsule')) refuseOtherThanCapsules(format, outputs);
  const waivers = waiversOf(parsed, rules);
  const wish = { parsed, invocation, rules, chosen, format, outputs, severity, waivers };
  if (!isMany(from) || textFlag(parsed, 'paste') !== undefined) return doctorOfOne(wish, isBare);
  if (parsed.values['with'] !== undefined)
    throw unexpected('--with', oneHost, {
      en: `many: ${from.join(', ')}`,
      'zh-CN': `多台：${from.join('、')}`,
    });
  return doctorOfMany(from, wish);
}

/** What is to be judged, and how it is to be told. */
interface Wish extends Omit<Context, 'language'> {
  /** The rules to judge by; undefined: all. */
  readonly chosen: ReadonlySet<string> | undefined;
  readonly format: DoctorFormat;
  /** Files to write besides, with the format of each. */
  readonly outputs: readonly (readonly [string, DoctorFormat])[];
  /** The exit code is about faults of this weight. */
  readonly severity: Finding['severity'];
  readonly waivers: readonly Waiver[];
}

async function doctorOfOne(wish: Wish, isBare: boolean): Promise<CommandOutcome> {
  const { parsed, invocation, rules, chosen, format, outputs, severity, waivers } = wish;
  const subject = await openSubject(parsed, invocation);
  const looked = await examine(subject, rules, invocation, { chosen, isPlanned: chosen === undefined });
  const examination = waivedIn(looked, waivers, invocation.now);
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
    ...waiverNotes(waivers, new Set(restsOn(report)), invocation.now).map(text => `fngvt: ${text[language]}`),
  ];
  const context = { parsed, invocation, rules, language };
  const thread = 'thread' in subject ? subject.thread : undefined;
  const render = async (as: DoctorFormat): Promise<Rendered> => {
    if (as === 'prometheus') return prometheusOf(examination, subject, wish);
    if (as === 'agent') {
      const { agentReport } = await import('../report/agent/agent-report.ts');
      return agentReport((await examination.shared()).report, context);
    }
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

/** Several hosts at once: a table, a page, or an object each. */
function doctorOfMany(from: readonly string[], wish: Wish): Promise<CommandOutcome> {
  const { parsed, chosen, format, outputs } = wish;
  const [shown, ...others] = [['--format', format] as const, ...outputs].map(([where, as]) => {
    if (isOfMany(as) && !isSet(parsed, 'capsule')) return [where, as] as const;
    const expected = fleetFormats.join(', ').replace(/, (\w+)$/u, ' or $1');
    throw unexpected(
      where === '--format' ? '--from FOLDER' : where,
      { en: `--format ${expected}`, 'zh-CN': `--format ${fleetFormats.join('、')}` },
      { en: 'a post for one host', 'zh-CN': '只能写一台机器的格式' },
    );
  });
  const isFilesOnly = outputs.length > 0 && textFlag(parsed, 'format') === undefined;
  return manyHosts(wish, {
    from,
    chosen: chosen === undefined ? undefined : [...chosen],
    isPlanned: isSet(parsed, 'steps'),
    shown: isFilesOnly ? undefined : shown?.[1],
    outputs: others,
  });
}

/** One host for Prometheus; a recorded one is called by its file. */
async function prometheusOf(examination: Examination, subject: Subject, wish: Wish): Promise<Rendered> {
  const { parsed, rules, severity } = wish;
  const { oneHostForPrometheus } = await import('../report/fleet/prometheus.ts');
  const { report } = await examination.shared();
  const isDated = !('host' in subject) || subject.host.source !== 'snapshot' || subject.taken !== undefined;
  const exit = exitOf(report, severity);
  return oneHostForPrometheus({
    file: textFlag(parsed, 'from') ?? '',
    report,
    isDated,
    exit,
    rules,
    call: examination.call,
  });
}

function formatOf(name: string, where: string): DoctorFormat {
  const found = doctorFormatNamed(name);
  if (found === undefined)
    throw unexpected(
      where,
      {
        en: `a format of ${doctorFormats.join(', ')}`,
        'zh-CN': `以下格式之一：${doctorFormats.join('、')}`,
      },
      name,
    );
  return found;
}

/** A capsule is for people: it can't be asked for as data. */
function refuseOtherThanCapsules(
  format: DoctorFormat,
  outputs: readonly (readonly [string, DoctorFormat])[],
): void {
  const other = [['--format', format] as const, ...outputs].find(
    ([, as]) => isForPrograms(as) || !capsuleFormats.includes(as),
  );
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

/** Whether it is a format of many hosts. */
const isOfMany = (format: DoctorFormat): format is FleetFormat =>
  (fleetFormats as readonly string[]).includes(format);

const oneHost: Text = { en: 'one host', 'zh-CN': '一台机器' };

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
