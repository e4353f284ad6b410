import { proposeOff } from '../change/plan/off/off.ts';
import { readableJournals, listJournals } from '../change/journal/store.ts';
import type { Records } from '../change/journal/history.ts';
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
import { nearest } from '../values/nearest.ts';
import { portableCall } from '../values/portable-call.ts';
import { styled, type Rendered } from '../values/styled.ts';
import { fixWords } from '../words/plan-words.ts';
import { carryOut, changeFlags, type CarriedOut } from '../invocation/carry-out.ts';
import { changedSince, checkOf } from '../invocation/fix-check.ts';
import {
  everywhere,
  isSet,
  listFlag,
  machine,
  parseFlags,
  textFlag,
  type FlagSpec,
  type Parsed,
  textOrJson,
} from '../invocation/flags.ts';
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

const flags = {
  ...everywhere,
  ...machine,
  format: { type: 'string' },
  ...changeFlags,
  include: { type: 'string', multiple: true },
  off: { type: 'boolean' },
} as const satisfies FlagSpec;

/**
 * `fngvt fix [ID…]`, `doctor --fix`: what would be changed, in full, before anything is. Exit codes: 0 done or nothing to do, 1 not done,
 * 3 what decides could not be read.
 */
export async function fix(argv: readonly string[], invocation: Invocation): Promise<CommandOutcome> {
  const parsed = parseFlags(argv, flags);
  const format = textOrJson(parsed);
  const wish = wishOf(parsed);
  const isOwn = textFlag(parsed, 'from') === undefined;
  if (!isOwn && !(await mayLeaveOpen(parsed, invocation, languageFor(parsed, invocation))))
    return { exit: 1, text: '' };
  // A plan is made of the real files: a stand-in for a private word must never be written back. One with stand-ins is only shown.
  const subject = await openToAct(parsed, invocation);
  const { means, warnings, isRoot } = await meansOf(subject, invocation);
  const proposal = isSet(parsed, 'off')
    ? await proposeOff(means, recordsOf(parsed, means, subject))
    : withoutRepeat(await propose(means, wish), means);
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

function wishOf(parsed: Parsed): { readonly only: readonly string[]; readonly include: readonly string[] } {
  const ids = loadRules().map(rule => rule.id);
  const [only, include] = [parsed.positionals, listFlag(parsed, 'include')];
  if (isSet(parsed, 'off') && only.length + include.length > 0)
    throw new UsageError('fix --off: expected no ids, it takes back everything; found some');
  for (const [where, id] of [
    ...only.map(id => ['fix', id] as const),
    ...include.map(id => ['--include', id] as const),
  ]) {
    if (!ids.includes(id)) {
      const known = nearest(id, ids, 3).join(', ');
      throw new UsageError(`${where}: expected the id of a rule, found ${id}; nearest: ${known}`);
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
async function again({ means, parsed, subject }: Ask): Promise<Proposal> {
  const host = rememberingHost(subject.fresh());
  const now = { ...means, host, facts: (await collect(host)).facts };
  return isSet(parsed, 'off')
    ? proposeOff(now, recordsOf(parsed, now, subject))
    : propose(now, wishOf(parsed));
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
    options: isOff ? {} : { check, foretold: { state: forecast.afterReboot, cause: left?.cause ?? null } },
  });
  const now = report()?.verdict;
  if (done.applied?.outcome !== 'applied' || now == null) return done;
  const lines = [say.now(say.states[now.state]), ...(now.state === 'reboot-needed' ? [say.reboot] : [])];
  return { ...done, text: styled`${done.text}\n${lines.map(line => `${line}\n`).join('')}` };
}
