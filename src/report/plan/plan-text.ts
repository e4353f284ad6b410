import type { EditStep, Refusal, Step } from '../../change/plan.ts';
import type { Proposal } from '../../change/plan/propose.ts';
import { grubDefaults, grubDropIn, kernelCmdline, tryScript } from '../../change/paths.ts';
import type { State } from '../../judge/verdict.ts';
import type { Rule } from '../../rules/rule.ts';
import { styled, wholeLines, type Rendered, type Styled } from '../../values/styled.ts';
import type { Language } from '../../values/text.ts';
import { words } from '../../words/words.ts';
import type { FixWords } from '../../words/plan.en.ts';
import { wrap } from '../terminal/cells.ts';
import { markdownLines } from '../terminal/markdown-lines.ts';
import { paint } from '../terminal/paint.ts';
import { plain } from '../plain.ts';
import { sanitize } from '../sanitize.ts';
import { diffLine, unifiedDiff } from './unified-diff.ts';
import { stepsFor } from '../finding-view.ts';
import { viewOf } from '../view.ts';
import { upTo } from '../../values/trimmed.ts';

/** A plan with everything that its reader asked for. */
export interface PlanRendering {
  readonly proposal: Proposal;
  /** How broken settings would be put right, where that is refused unless asked for. */
  readonly repair: readonly EditStep[];
  readonly rules: readonly Rule[];
  readonly language: Language;
  readonly say: FixWords;
  /** How this person calls fngvt as root. */
  readonly call: string;
  readonly columns: number;
  /** Whether its words could be tried for one boot first. */
  readonly canTry?: boolean;
}

/** A plan for a person: what changes, what does not and why, what comes of it, and the way home. */
export function renderPlan(view: PlanRendering): Styled {
  const { proposal, say } = view;
  const { steps, refused } = proposal;
  const beforehand = proposal.untouched.filter(isAboutXe);
  const isRepairShown = view.repair.length > 0;
  const untouched = proposal.untouched.filter(
    note => !isSaid(note, proposal) && !isAboutXe(note) && !(isRepairShown && isRepair(note)),
  );
  const lines =
    steps.length === 0 && refused.length === 0
      ? nothingLines(view)
      : [
          ...(steps.length === 0
            ? []
            : section(beforehand.length === 0 ? '' : say.before, listLines(beforehand, say.notes, view))),
          ...(steps.length === 0 ? [] : [paint.strong(say.title), '']),
          ...steps.flatMap((step, i) => stepLines(step, i, view)),
          ...(steps.length === 0 ? [] : [...endLines(view), '']),
        ];
  const whyNot = isRepairShown ? say.repairFirst : steps.length > 0 ? say.holds : say.refused;
  return wholeLines([
    ...lines,
    ...section(refused.length === 0 ? '' : whyNot, refusedLines(view)),
    ...section(isRepairShown ? say.repairShown(`${view.call} fix --include ${repairRule}`) : '', [
      ...repairLines(view),
      ...wrap(say.repairThen, view.columns),
    ]),
    ...section(untouched.length === 0 ? '' : say.untouched, listLines(untouched, say.notes, view)),
    ...backLines(view),
  ]);
}

/** The rule whose faults are put right only when asked for, and shown before. */
const repairRule = 'grub-file';

const isRepair = ({ reason, rule }: Refusal): boolean => reason === 'asked-first' && rule === repairRule;

/** What somebody should know before a driver takes the place of another. */
const isAboutXe = ({ reason }: Refusal): boolean => reason.startsWith('xe-');

/** What is for the owner to do is not said twice. */
function isSaid({ reason, rule }: Refusal, { steps, refused, forecast }: Proposal): boolean {
  if (reason === 'asked-first')
    return steps.length === 0 && (refused.some(other => other.rule === rule) || forecast.left === rule);
  if (reason !== 'left-to-you') return false;
  return refused.some(other => other.rule === rule) || (steps.length === 0 && forecast.left === rule);
}

/** A heading with what stands below it; nothing where there is no heading. */
function section(title: string, lines: readonly Rendered[]): readonly Rendered[] {
  return title === '' ? [] : [paint.strong(title), ...lines, ''];
}

function nothingLines(view: PlanRendering): readonly string[] {
  const { proposal, say, columns } = view;
  const { before } = proposal.forecast;
  if (proposal.isOff) return [...wrap(say.off.nothing, columns), ...offLines(view), ''];
  const rule = view.rules.find(one => one.id === proposal.forecast.left);
  const asked = proposal.untouched.find(note => note.reason === 'asked-first' && note.rule === rule?.id);
  if (asked !== undefined && rule !== undefined)
    return [
      ...wrap(say.noneUnasked(faultOf(rule.id, view)), columns),
      `  ${view.call} fix --include ${rule.id}`,
      '',
    ];
  const head = wrap(say.none[before], columns);
  if (before !== 'action-needed' || rule === undefined) return [...head, ''];
  return [...head, ...aboutRule(rule, view), ''];
}

/** The words of a rule: its title and what a person does. */
function aboutRule(rule: Rule, { language, columns, proposal }: PlanRendering): readonly string[] {
  return [
    ...wrap(rule.title[language], columns - 2).map(line => `  ${line}`),
    ...markdownLines(
      stepsFor(rule.id, proposal.report, proposal.report.verdict?.gpu ?? null, language),
      columns - 2,
    ).map(line => `  ${line}`),
  ];
}

function stepLines(step: Step, index: number, view: PlanRendering): readonly Rendered[] {
  const { say, columns } = view;
  const title = titleOf(step.rule, view);
  const why = title === '' ? [] : [styled`   ${paint.faint(say.because(title))}`];
  const head = styled`${String(index + 1)}. ${paint.strong(stepTitle(step, say))}`;
  const notes =
    step.kind === 'edit'
      ? unifiedDiff(step.path, step.before, step.after).map(line => styled`   ${diffLine(line)}`)
      : [
          ...(step.verify === undefined ? [] : wrap(verifiedText(view), columns - 3)),
          ...(step.reboot ? [] : wrap(say.live, columns - 3)),
        ].map(line => `   ${line}`);
  return [head, ...why, ...notes, ''];
}

function verifiedText({ proposal, say }: PlanRendering): string {
  if (proposal.isOff) return say.verifiedOff;
  return proposal.isTry ? say.verifiedTry : say.verified;
}

function stepTitle(step: Step, say: FixWords): string {
  if (step.kind === 'run') return say.run(sanitize(step.argv.join(' ')));
  const path = sanitize(step.path);
  if (step.after === null) return say.goneFile(path);
  return step.before === null ? say.newFile(path) : say.changedFile(path);
}

function endLines(view: PlanRendering): readonly string[] {
  if (view.proposal.isOff) return offLines(view);
  return view.proposal.isTry ? tryLines(view) : outcomeLines(view);
}

/** What comes of a try: for one boot what is wanted, and the way to keep it. */
function tryLines({ proposal, say, call, columns }: PlanRendering): readonly string[] {
  const { before, now, afterReboot } = proposal.forecast;
  const isMore = proposal.steps.some(step => step.kind === 'edit' && step.path !== tryScript);
  return [
    say.now(say.states[before]),
    say.thenReboot(say.states[now], say.states[afterReboot]),
    say.try.once,
    ...(isMore ? [say.try.beside] : []),
    say.try.reboot,
    say.try.panic,
    say.try.keep(`${call} fix --keep`),
  ].flatMap(text => wrap(text, columns));
}

/** What comes of it, now and after the reboot. */
function outcomeLines(view: PlanRendering): readonly string[] {
  const { proposal, say, columns } = view;
  const { before, now, afterReboot, left } = proposal.forecast;
  const isForNow = before === 'ready' && proposal.report.verdict?.lasts === false;
  const state = isForNow ? say.readyForNow : say.states[before];
  const then = isForNow && now === 'ready' && afterReboot === 'ready' ? say.readyForGood : say.states[now];
  const after = say.states[afterReboot];
  const first = inTheWay(view);
  const needsReboot = proposal.steps.some(step => step.reboot) && now !== 'ready';
  return [
    first === '' ? say.now(state) : say.nowStuck(state, first),
    needsReboot ? say.thenReboot(then, after) : say.then(then),
    ...(left === null
      ? []
      : [(afterReboot === 'unknown' ? say.shownThen : say.stillLeft)(titleOf(left, view))]),
    needsReboot ? say.reboot : say.noReboot,
  ].flatMap(text => wrap(text, columns));
}

/** What comes of turning sharing off: nothing before the reboot; after it, what was asked, or not all of it. */
function offLines(view: PlanRendering): readonly string[] {
  const { proposal, say, columns } = view;
  const { off } = say;
  const { before, now, afterReboot, left } = proposal.forecast;
  const first = inTheWay(view);
  const title = titleOf(left, view);
  const changes = proposal.steps.length > 0;
  const isEnding = changes || !willShare(afterReboot);
  return [
    first === '' ? say.now(say.states[before]) : say.nowStuck(say.states[before], first),
    ...untilThen(now, isEnding, off),
    ...afterwards(afterReboot, title, off),
    ...(changes && before !== 'reboot-needed' ? [say.reboot] : []),
  ].flatMap(text => wrap(text, columns));
}

/** Whether sharing goes on before the reboot. */
function untilThen(now: State, isEnding: boolean, off: FixWords['off']): readonly string[] {
  if (now !== 'ready') return [off.notYet];
  return isEnding ? [off.until] : [];
}

/** What is so after the reboot; `title` names what stays open then. */
function afterwards(state: State, title: string, off: FixWords['off']): readonly string[] {
  if (willShare(state)) return [off.stays];
  if (state === 'unknown') return [off.unknown(title)];
  return title === '' ? [off.after] : [off.after, off.missing(title)];
}

const willShare = (state: State): boolean => state === 'ready' || state === 'reboot-needed';

/** Reasons behind which it is said what the owner does instead. */
const forTheOwner: ReadonlySet<string> = new Set(['by-hand', 'shape', 'would-not-help']);

/** Every refusal with its reason; what is done by hand with the words of its rule. */
function refusedLines(view: PlanRendering): readonly string[] {
  const { proposal, rules, say } = view;
  const byHand = proposal.refused.filter(({ reason }) => forTheOwner.has(reason));
  const spoken = new Set(byHand.map(({ rule }) => rule));
  return [
    ...listLines(proposal.refused, say.refusals, view),
    ...(spoken.size === 0 ? [] : ['', `  ${say.byYourself}`]),
    ...rules.filter(rule => spoken.has(rule.id)).flatMap(rule => aboutRule(rule, view)),
  ];
}

/** Reasons whose sentences end with a command. */
const withCommand: ReadonlySet<string> = new Set(['only-asked', 'asked-first', 'left-to-you']);

function listLines(
  items: readonly Refusal[],
  sentences: Readonly<Record<string, (details: Readonly<Record<string, string>>) => string>>,
  view: PlanRendering,
): readonly string[] {
  return items.flatMap(item => {
    const details = detailsOf(item, view);
    const sentence = sentences[item.reason]?.(details) ?? item.reason;
    const lines = wrap(sentence, view.columns - 4).map((line, i) => `  ${i === 0 ? '-' : ' '} ${line}`);
    // A command that a line breaks can't be pasted.
    return withCommand.has(item.reason) || item.details?.['ask'] !== undefined
      ? [...lines, `      ${details['command'] ?? ''}`]
      : lines;
  });
}

/** What a sentence is filled with: text of the machine made safe, keys put into words. */
function detailsOf(refusal: Refusal, view: PlanRendering): Readonly<Record<string, string>> {
  const { details = {}, rule } = refusal;
  const { say, call } = view;
  const safe = Object.fromEntries(Object.entries(details).map(([key, value]) => [key, sanitize(value)]));
  const id = details['rule'] ?? rule ?? '';
  const line = safe['line'] === undefined || safe['line'] === '' ? '' : `:${safe['line']}`;
  return {
    ...safe,
    title: titleOf(id, view),
    fault: faultOf(id, view),
    stateText: say.tryStates[details['state'] ?? ''] ?? '',
    whyText: say.byHand[details['why'] ?? ''] ?? '',
    kindText: say.grubFaults[details['kind'] ?? ''] ?? '',
    shapeText: say.shapes[details['why'] ?? ''] ?? '',
    where: `${safe['path'] ?? ''}${line}`,
    command: commandOf(refusal, id, call),
    call,
  };
}

/** What a person runs to hear more, or to have it done. */
function commandOf({ reason, details = {} }: Refusal, id: string, call: string): string {
  if (reason === 'off-by-hand') return `${call} undo`;
  return reason === 'only-asked' || reason === 'asked-first' || details['ask'] !== undefined
    ? `${call} fix --include ${id}`
    : `${call} explain ${id}`;
}

/** What is wrong, in the words of the report; where nothing is, what the rule is about. */
function faultOf(id: string, { proposal, rules, language, call }: PlanRendering): string {
  const view = viewOf(proposal.report, { language, words: words[language], rules, call });
  const gpu = proposal.report.verdict?.gpu ?? null;
  const own = view.all().filter(one => one.id === id);
  const found = own.find(one => one.finding.subject === gpu) ?? own[0];
  return found?.fault ?? id;
}

/** What stands in the way now: what is wrong, and of what nobody knows what it is about. */
function inTheWay(view: PlanRendering): string {
  const { verdict, findings } = view.proposal.report;
  const id = verdict?.rule ?? null;
  const isFault = findings.some(finding => finding.id === id && finding.verdict === 'fail');
  return id !== null && isFault ? plain(faultOf(id, view)) : titleOf(id, view);
}

function titleOf(id: string | null, { rules, language }: PlanRendering): string {
  return rules.find(rule => rule.id === id)?.title[language] ?? '';
}

function repairLines({ repair }: PlanRendering): readonly Rendered[] {
  return repair.flatMap(step =>
    unifiedDiff(step.path, step.before, step.after).map(line => styled`  ${diffLine(line)}`),
  );
}

/** How it is taken back; where it counts from a boot on, also what to do if that fails. */
function backLines(view: PlanRendering): readonly Rendered[] {
  const { proposal, say, call } = view;
  const { steps, forecast, isOff } = proposal;
  if (!steps.some(step => step.reboot)) return [];
  // It is done at once, and no boot is asked for: what may go wrong at one is not the question.
  const isAtOnce = forecast.now === 'ready' && isOff !== true && menuLines(view).length === 0;
  return isAtOnce
    ? section(say.takeBack, itemLines([`${call} undo`, ...byHandLines(view)], view))
    : section(say.wayHome, homeLines(view));
}

/** The way home from a host that does not come up: which menu, which key, what to delete. */
function homeLines(view: PlanRendering): readonly string[] {
  const { say, call, proposal } = view;
  const menu = menuLines(view);
  const all = proposal.isTry
    ? [say.try.home, say.home.undo(`${call} undo`)]
    : [
        ...(menu.length > 0 ? menu : withoutDriver(view)),
        // What was only made anew has no earlier state.
        ...(proposal.steps.some(({ kind }) => kind === 'edit') ? [say.home.undo(`${call} undo`)] : []),
        ...byHandLines(view),
        ...(menu.length > 0 ? [say.home.headless] : []),
        ...(view.canTry ? [say.try.offer(`${call} fix --try`)] : []),
      ];
  return itemLines(all, view);
}

const itemLines = (texts: readonly string[], { columns }: PlanRendering): readonly string[] =>
  texts.flatMap(text => wrap(text, columns - 4).map((line, i) => `  ${i === 0 ? '-' : ' '} ${line}`));

/** A driver that may load again is kept away for one start. */
function withoutDriver({ proposal, say: { home } }: PlanRendering): readonly string[] {
  const denial = deniedBefore(proposal);
  return denial === undefined || proposal.route.kind !== 'grub'
    ? []
    : [home.grubMenu, home.grubKeepOut(denial.module)];
}

/** The line of modprobe.d that denied a driver of the GPU until this plan put a mark before it: modprobe.d(5). */
function deniedBefore({ steps }: Proposal): { path: string; line: string; module: string } | undefined {
  for (const step of steps) {
    if (step.kind !== 'edit' || step.before === null || step.after === null) continue;
    const left = new Set(step.after.split('\n'));
    for (const line of step.before.split('\n')) {
      const module = /^\s*(?:blacklist|install)\s+(i915|xe)\b/u.exec(line)?.[1];
      if (module !== undefined && !left.has(line) && left.has(`# ${line}`))
        return { path: step.path, line: line.trim(), module };
    }
  }
  return undefined;
}

/** The command of the plan that makes the initramfs anew; empty where none does. */
const remakes = ({ steps }: Proposal): string =>
  steps
    .flatMap(step =>
      step.kind === 'run' && step.argv[0] === 'update-initramfs' ? [step.argv.join(' ')] : [],
    )
    .join('; ');

/** The one file in which all of these words stand, by what the report read; undefined: there is none, or it is not known. */
function configuredIn(words: readonly string[], { report }: Proposal): string | undefined {
  const evidence = report.findings.flatMap(finding => finding.evidence);
  const files = words.map(word => {
    const fact = `configured/${upTo(word, '=')}`;
    return evidence.find(one => one.fact === fact && one.found !== null && one.unknown === undefined)?.source;
  });
  const [file, ...others] = new Set(files);
  return file == null || others.length > 0 || file.includes(', ') ? undefined : sanitize(file);
}

/** Where new or missing words are taken back for one start. */
function menuLines({ proposal, say: { home } }: PlanRendering): readonly string[] {
  const [gained, lost] = [proposal.words.join(' '), proposal.dropped.join(' ')];
  if (gained === '' && lost === '') return [];
  if (proposal.route.kind !== 'grub')
    return [gained === '' ? home.systemdBootAdd(lost) : home.systemdBoot(gained)];
  return [
    home.grubMenu,
    gained === '' ? home.grubAdd(lost) : home.grubEdit(gained),
    // Recovery entries have none of our words: they are no way back to those.
    ...(proposal.hasRecovery && !proposal.isOff && gained !== '' ? [home.grubRecovery] : []),
  ];
}

/** The same for good, with nothing but a shell. */
function byHandLines({ proposal, say: { home } }: PlanRendering): readonly string[] {
  const { route, words, steps, dropped } = proposal;
  const edits = steps.filter(step => step.kind === 'edit');
  const main = edits.find(({ path }) => path === grubDropIn) ?? edits[0];
  const runs = steps.some(step => step.kind === 'run' && step.undo !== null);
  const refresh = route.kind === 'by-hand' ? [] : route.refresh.map(argv => argv.join(' '));
  if (main === undefined) {
    // The words stood there before, in a file that the report names, or in none that is known.
    const own = configuredIn(words, proposal);
    return own === undefined ? [] : [home.edit(words.join(' '), own, refresh.join('; '))];
  }
  if (proposal.isOff) {
    const file = route.kind === 'kernel-cmdline' ? kernelCmdline : grubDefaults;
    return dropped.length === 0 ? [] : [home.writeBack(dropped.join(' '), file, refresh.join('; '))];
  }
  const path = sanitize(main.path);
  const made = edits.filter(({ before }) => before === null).map(one => sanitize(one.path));
  const denial = deniedBefore(proposal);
  // A module in a list that is new would bring the driver in all the same: `blacklist` denies no dependency.
  if (denial !== undefined) {
    const [denied, line] = [sanitize(denial.path), sanitize(denial.line)];
    return [home.commentBack(denied, line, made.join(', '), remakes(proposal))];
  }
  // Whatever else is new goes with it.
  const all = [path, ...made.filter(one => one !== path)].join(', ');
  if (main.before === null) return [runs ? home.delete(all, refresh.join('; ')) : home.deleteOnly(all)];
  return runs && words.length > 0 ? [home.edit(words.join(' '), path, refresh.join('; '))] : [];
}
