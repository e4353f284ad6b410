import { proposeOff } from '../change/plan/off/off.ts';
import { readableJournals, listJournals } from '../change/journal/store.ts';
import type { Records } from '../change/journal/history.ts';
import { tryOf } from '../change/plan/boot-try.ts';
import { proposeKeep, withoutTry } from '../change/plan/keep-try.ts';
import { refreshedInThisBoot } from '../change/plan/refresh-pending.ts';
import { isUnseen } from '../change/plan/boot-target.ts';
import { collect } from '../facts/collect.ts';
import { hostWriter } from '../host/live/host-writer.ts';
import { rememberingHost } from '../host/remember.ts';
import { propose, type PlanInput, type Proposal } from '../change/plan/propose.ts';
import type { EditStep } from '../change/plan.ts';
import { planJson } from '../report/json/plan-json.ts';
import { renderPlan, type PlanRendering } from '../report/plan/plan-text.ts';
import { loadFixes, loadRules } from '../rules/load.ts';
import { UsageError } from '../values/errors.ts';
import { unknownRule } from '../invocation/wrong-usage.ts';
import { portableCall } from '../values/portable-call.ts';
import { styled, type Rendered } from '../values/styled.ts';
import { fixWords } from '../words/plan-words.ts';
import { carryOut, type CarriedOut } from '../invocation/carry-out.ts';
import { changedSince, checkOf } from '../invocation/fix-check.ts';
import { flagsOf } from '../invocation/flag-table.ts';
import { isSet, listFlag, parseFlags, textFlag, type Parsed, textOrJson } from '../invocation/flags.ts';
import { hiddenRecords } from '../invocation/hidden-records.ts';
import { languageFor, mayLeaveOpen } from '../invocation/open-machine.ts';
import { look, type Machine } from '../invocation/subject.ts';
import {
  actsByRealNames,
  openToAct,
  quietCall,
  supposedTold,
  withRealNamesTold,
} from '../invocation/names.ts';
import type { CommandOutcome, Invocation } from '../invocation/outcome.ts';
import { rootCall } from '../invocation/sudo.ts';

/**
 * `fngvt fix [ID…]`, `doctor --fix`: what would be changed, in full, before anything is. Exit codes: 0 done or nothing to do, 1 not done,
 * 3 what decides could not be read.
 */
export async function fix(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flagsOf('fix'));
  const format = textOrJson(parsed);
  const wish = wishOf(parsed);
  const isOwn = textFlag(parsed, 'from') === undefined;
  if (!isOwn && !(await mayLeaveOpen(parsed, invocation, languageFor(parsed, invocation))))
    return { exit: 1, text: '' };
  // A plan is made of the real files: a stand-in for a private word must never be written back. One with stand-ins is only shown.
  const subject = await openToAct(parsed, invocation);
  const { means, warnings, isRoot } = await meansOf(subject, invocation);
  const ask = { parsed, subject, means, wish, invocation };
  const proposal = withoutRepeat(await proposed(ask), means);
  const { platform } = proposal.report.host;
  const language = languageFor(parsed, invocation, subject.host.source === 'live' && platform === 'fnos');
  const called = subject.call ?? portableCall(invocation.call);
  const call = rootCall(actsByRealNames(parsed) ? called : quietCall(called), isRoot, invocation);
  const rendering = { rules: means.rules, language, say: fixWords[language], call };
  const shown =
    format === 'json'
      ? ''
      : renderPlan({
          ...rendering,
          proposal,
          repair: await repairOf(proposal, means),
          canTry: await canTry(proposal, ask),
          columns: invocation.columns,
        });
  const { exit, applied, text } = await endOf({
    proposal,
    means,
    subject,
    rendering,
    shown,
    parsed,
    invocation,
  });
  const frame = { version: invocation.version, taken: means.frame.taken, source: subject.host.source };
  const said = format === 'json' ? planJson(proposal, { ...frame, applied }) : text;
  const all = [...warnings, ...supposedTold(subject, language)];
  return withRealNamesTold({ exit, text: said, warnings: all }, parsed, invocation, language);
}

/** Neither takes ids of checks. */
const withoutIds = {
  off: {
    en: 'fix --off: expected no ids, it takes back everything; found some',
    'zh-CN': 'fix --off 会全部撤回，后面不用写 id',
  },
  keep: {
    en: 'fix --keep: expected no ids, it keeps what is tried; found some',
    'zh-CN': 'fix --keep 保留的是正在试用的参数，后面不用写 id',
  },
};

function wishOf(parsed: Parsed): { readonly only: readonly string[]; readonly include: readonly string[] } {
  const ids = loadRules().map(rule => rule.id);
  const [only, include] = [parsed.positionals, listFlag(parsed, 'include')];
  const [mode, ...others] = (['off', 'keep', 'try'] as const).filter(flag => isSet(parsed, flag));
  if (others.length > 0)
    throw new UsageError({
      en: `fix: expected one of --off, --try and --keep, found ${others.length + 1}`,
      'zh-CN': 'fix：--off、--try、--keep 一次只能用一个',
    });
  if (mode !== undefined && mode !== 'try' && only.length + include.length > 0)
    throw new UsageError(withoutIds[mode]);
  for (const [where, id] of [
    ...only.map(id => ['fix', id] as const),
    ...include.map(id => ['--include', id] as const),
  ]) {
    if (!ids.includes(id)) {
      throw unknownRule(where, id, ids);
    }
  }
  return { only, include };
}

async function meansOf(
  subject: Machine,
  invocation: Invocation,
): Promise<{ means: PlanInput; warnings: readonly string[]; isRoot: boolean }> {
  const { host, taken = invocation.now } = subject;
  const { facts, warnings } = await look(host);
  const frame = { version: invocation.version, taken, source: host.source, isPart: subject.isPart === true };
  const means = { host, facts, rules: loadRules(), fixes: loadFixes(), frame };
  return { means, warnings, isRoot: facts.value('host/is-root') === true };
}

/** The plan that was asked for. */
async function proposed({ parsed, subject, means, wish, invocation }: Wished): Promise<Proposal> {
  if (isSet(parsed, 'off'))
    return withoutTry(await proposeOff(means, recordsOf(parsed, means, subject)), means.host, means.facts);
  if (isSet(parsed, 'keep')) return proposeKeep(means);
  const plain = await propose(means, wish);
  if (!isSet(parsed, 'try')) return withoutTry(plain, means.host, means.facts);
  const id = invocation.now.replaceAll(/[-:]|\.\d+|Z$/gu, '');
  return tryOf(plain, { host: means.host, facts: means.facts, id });
}

/** Whether the words of a plan could be tried for one boot first: then that is offered. */
async function canTry(plan: Proposal, { means: { host, facts }, parsed }: Wished): Promise<boolean> {
  if (plan.steps.length === 0 || plan.refused.length > 0) return false;
  if (isSet(parsed, 'off') || isSet(parsed, 'keep') || isSet(parsed, 'try')) return false;
  return (await tryOf(plan, { host, facts, id: '' })).steps.length > 0;
}

interface Wished {
  readonly parsed: Parsed;
  readonly subject: Machine;
  readonly means: PlanInput;
  readonly wish: ReturnType<typeof wishOf>;
  readonly invocation: Invocation;
}

/** What fngvt noted of its changes to this machine, in its words: for root alone, and not a part of what a host says. */
function recordsOf(parsed: Parsed, { frame }: PlanInput, { hide }: Pick<Machine, 'hide'>): Records {
  if (frame.source === 'snapshot') return undefined;
  const journals = readableJournals(() => listJournals(hostWriter(textFlag(parsed, 'root'))));
  return 'reason' in journals ? undefined : hiddenRecords(journals, hide);
}

/** What our own change has done in this boot, and nobody can see, is not done twice. Only root can read what was changed; a plan is for anybody. */
function withoutRepeat(proposal: Proposal, { host }: PlanInput): Proposal {
  const { steps, forecast } = proposal;
  const isRefresh = steps.every(step => step.kind === 'run' && isUnseen(step.argv));
  if (steps.length === 0 || !isRefresh || host.source !== 'live') return proposal;
  const writer = hostWriter();
  if (!writer.isRoot || refreshedInThisBoot(writer) === undefined) return proposal;
  return { ...proposal, steps: [], forecast: { ...forecast, before: forecast.now } };
}

/** How broken GRUB settings would be put right, for a person who is to ask for it. */
async function repairOf(proposal: Proposal, means: PlanInput): Promise<readonly EditStep[]> {
  if (!proposal.refused.some(({ reason }) => reason === 'grub-faulty')) return [];
  const repaired = await propose(means, { only: ['grub-file'], include: [] });
  return repaired.steps.flatMap(step =>
    step.kind === 'edit' && step.path.startsWith('/etc/default/grub') ? [step] : [],
  );
}

/** The plan, made anew of the host as it is by now. */
async function again({ means, parsed, subject, invocation }: Ask): Promise<Proposal> {
  const host = rememberingHost(subject.fresh());
  const now = { ...means, host, facts: (await collect(host)).facts };
  return proposed({ parsed, subject, means: now, wish: wishOf(parsed), invocation });
}

interface Ask {
  readonly proposal: Proposal;
  readonly means: PlanInput;
  readonly subject: Machine;
  readonly rendering: Pick<PlanRendering, 'rules' | 'language' | 'say' | 'call'>;
  readonly shown: Rendered;
  readonly parsed: Parsed;
  readonly invocation: Invocation;
}

/** What becomes of the plan. */
async function endOf(ask: Ask): Promise<CarriedOut> {
  const { proposal, means, subject, rendering, shown, parsed, invocation } = ask;
  const { steps, refused, forecast } = proposal;
  const not = (exit: number): CarriedOut => ({ exit, applied: null, text: shown });
  if (refused.length > 0) return not(forecast.before === 'unknown' ? 3 : 1);
  const isOff = isSet(parsed, 'off');
  if (steps.length === 0) return not(isOff || ['ready', 'reboot-needed'].includes(forecast.before) ? 0 : 1);
  const { language, say, call, rules } = rendering;
  const { check, report } = checkOf(proposal, means, subject.fresh);
  const left = rules.find(rule => rule.id === forecast.left);
  const done = await carryOut({
    plan: proposal,
    shown,
    question: say.ask(steps.length),
    isJson: textFlag(parsed, 'format') === 'json',
    source: means.frame.source,
    language,
    call,
    parsed,
    invocation,
    still: async () => changedSince(proposal, await again(ask)),
    // A try foretells nothing: whether this host comes up with the words is what it is to show.
    options: isOff
      ? {}
      : {
          check,
          ...(isSet(parsed, 'try')
            ? {}
            : { foretold: { state: forecast.afterReboot, cause: left?.cause ?? null } }),
        },
  });
  const now = report()?.verdict;
  if (done.applied?.outcome !== 'applied' || now == null) return done;
  const lines = [say.now(say.states[now.state]), ...(now.state === 'reboot-needed' ? [say.reboot] : [])];
  return { ...done, text: styled`${done.text}\n${lines.map(line => `${line}\n`).join('')}` };
}
