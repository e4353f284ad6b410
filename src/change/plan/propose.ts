import { collect } from '../../facts/collect.ts';
import type { Fact } from '../../facts/fact.ts';
import type { Facts } from '../../facts/fact-index.ts';
import { nextBoot } from '../../facts/next-boot.ts';
import { parameterName } from '../../formats/kernel-cmdline.ts';
import { parseGrubCfg } from '../../formats/grub-cfg.ts';
import type { Host } from '../../host/reader.ts';
import { conclude, foresee, type Foreseen, type ReportMeta } from '../../judge/conclude.ts';
import type { Finding } from '../../judge/finding.ts';
import type { Report } from '../../judge/report-types.ts';
import { remedyNames, type Fix, type Fixes } from '../../rules/rule-fix.ts';
import type { Rule } from '../../rules/rule.ts';
import { PlanBuilder, type Hand, type KernelWords, type StepPurpose } from './builder.ts';
import { followUpSteps, refuseWithoutTools } from './follow-ups.ts';
import { asGenerated, asProved, forecastOf, type Forecast } from './forecast.ts';
import { noteWhatStays, tellOfXe } from './remarks.ts';
import type { Plan, Refusal } from '../plan.ts';
import { prove, type Proof, type Provable, type Wanted } from './prove.ts';
import { blocked, held, refusalsOf } from './refusals.ts';
import { bootLoader } from '../remedies/boot-loader.ts';
import { grubFile } from '../remedies/grub-file.ts';
import { isRight, kernelArgument } from '../remedies/kernel-argument.ts';
import { kernelArgumentOut } from '../remedies/kernel-argument-out.ts';
import { moduleAllowed } from '../remedies/module-allowed.ts';
import { moduleAtBoot } from '../remedies/module-at-boot.ts';
import { moduleListLinesOut } from '../remedies/module-list-lines-out.ts';
import { moduleUnlisted } from '../remedies/module-unlisted.ts';
import { parameterOut } from '../remedies/parameter-out.ts';
import { passthroughTakenBack } from '../remedies/passthrough.ts';
import { moduleNow } from '../remedies/module-now.ts';
import type { Remedy } from '../remedies/remedy.ts';
import { bootTargetOf, type BootTarget } from './boot-target.ts';
import { tryInTheWay } from './open-try.ts';
import { StagedHost } from './staged-host.ts';

/** A plan with all that a person wants to know before saying yes. */
export interface Proposal extends Plan {
  /** What is left as it is although somebody might expect otherwise, and why. */
  readonly untouched: readonly Refusal[];
  readonly forecast: Forecast;
  /** How kernel parameters get into the next boot here. */
  readonly route: BootTarget;
  /** GRUB's menu has an entry for recovery, which never gets our words. */
  readonly hasRecovery: boolean;
  /** Words that the next boot gains. */
  readonly words: readonly string[];
  /** Words that it loses. */
  readonly dropped: readonly string[];
  /** The judgement that it was made of. */
  readonly report: Report;
  /** The host as the plan would leave it. */
  readonly staged: { readonly host: Host; readonly facts: Facts; readonly report: Report };
  /** What a step is for: by the path of an edit, the name of a follow-up, the words of a command. */
  readonly purposeOf?: (what: string) => StepPurpose;
  /** Where the plan leads, followed to its end; left out: there is nothing to prove. */
  readonly proof?: Proof;
  /** Sharing is to end: that it is not there after the reboot is what was asked. */
  readonly isOff?: boolean;
  /** Its words are for one boot: a try. */
  readonly isTry?: boolean;
  /** The words of the running try become the default: no reboot is needed for them. */
  readonly isKept?: boolean;
}

/** What is to be fixed. */
export interface PlanFilter {
  /** Rules that were asked for by name; empty: all that sharing needs. */
  readonly only: readonly string[];
  /** Rules whose fix is done only when asked for, beside the others. */
  readonly include: readonly string[];
  /** Who is to carry it out; fngvt, if nobody else. */
  readonly hand?: Hand;
}

/** What a proposal is made with. */
export interface PlanInput {
  readonly host: Host;
  readonly facts: Facts;
  readonly rules: readonly Rule[];
  readonly fixes: Fixes;
  readonly frame: ReportMeta;
  /** Lays over the facts of the host what acts of others make true; left out: it is taken as it is. */
  readonly assumed?: (facts: Facts) => Facts;
}

/** What is read of a host, with what is assumed of it. */
async function factsOf(host: Host, { assumed, facts: like }: PlanInput): Promise<Facts> {
  const { facts } = await collect(host, like);
  return assumed === undefined ? facts : assumed(facts);
}

type RemedyName = (typeof remedyNames)[number];

const remedies: { readonly [Name in RemedyName]: Remedy<NonNullable<Fix[Name]>> } = {
  'kernel-argument': kernelArgument,
  'kernel-argument-out': kernelArgumentOut,
  'parameter-out': parameterOut,
  passthrough: passthroughTakenBack,
  'module-at-boot': moduleAtBoot,
  'module-now': moduleNow,
  'module-list-lines-out': moduleListLinesOut,
  'module-unlisted': moduleUnlisted,
  'module-allowed': moduleAllowed,
  'grub-file': grubFile,
  'boot-loader': bootLoader,
};

/**
 * Makes a plan for a host, and follows it to its end: nothing is written, nothing is run but what reads. `like` is a proved plan for the same host: where this one leaves the host with the same settings, if in other files, it is proved with it.
 */
export async function propose(means: PlanInput, wish: PlanFilter, like?: Proposal): Promise<Proposal> {
  const drafted = await draftFor(means, wish, like);
  const { steps, report, staged, refused, forecast } = drafted.proposal;
  if (steps.length === 0) return drafted.proposal;
  if (like?.proof !== undefined && staged.report === like.staged.report)
    return { ...drafted.proposal, proof: like.proof, forecast: asProved(forecast, like.proof) };
  const { rules, frame, facts } = means;
  const proof = await prove(
    drafted,
    { facts, findings: report.findings },
    {
      collect: async host => (host === staged.host ? drafted.read : await factsOf(host, means)),
      boot: nextBoot,
      judge: later => foresee(rules, later, frame),
      plan: (host, then) => draftFor({ ...means, host, facts: then }, wish),
    },
  );
  if (proof.faults.length === 0) return { ...drafted.proposal, proof, forecast: asProved(forecast, proof) };
  return {
    ...drafted.proposal,
    proof,
    steps: [],
    refused: [...refusalsOf(proof), ...refused],
    forecast: { ...forecastOf(report, report, false), before: forecast.before },
    words: [],
    dropped: [],
  };
}

/** A plan that is not proved yet, with what the proof needs of it. */
interface Drafted extends Provable {
  readonly proposal: Proposal;
  /** What was read of the host with the edits. */
  readonly read: Facts;
}

async function draftFor(means: PlanInput, wish: PlanFilter, like?: Proposal): Promise<Drafted> {
  const { host, facts, rules, frame } = means;
  const later = nextBoot(facts);
  const report = conclude(rules, facts, later, frame);
  const hand = wish.hand ?? 'fngvt';
  const route = forHand(await bootTargetOf(host, facts), hand);
  const draft = new PlanBuilder(new StagedHost(host), facts, route, hand);
  const { verdict, findings } = report;
  const fixable = {
    asked: [...wish.only, ...wish.include],
    isOurs: (rule: string): boolean => Object.hasOwn(means.fixes, rule),
  };
  const nothing = verdict === null ? [] : blocked({ now: facts, findings, verdict }, fixable);
  const wanted = nothing.length > 0 ? [] : wantedBy(wish, report, foresee(rules, later, frame), means);
  await remedy(draft, wanted, means);
  await refuseWithoutTools(draft);
  // Nothing was touched: the host stays what it is.
  const isIdle = draft.stage.edits().length + draft.followUps().size === 0;
  const { read, staged, generated } = isIdle
    ? { read: facts, staged: { host: draft.stage.host, facts, report }, generated: undefined }
    : await judgedAs(draft, means, like);
  checkWords(draft, staged.facts);
  if (wanted.some(({ fix }) => fix['for-driver'] === 'xe')) tellOfXe(draft);
  noteWhatStays(draft, { report, rules, fixes: means.fixes, wanted: wanted.map(one => one.finding.id) });
  const ofTry = draft.followUps().has('boot-loader') ? tryInTheWay(facts) : [];
  const refused = [...nothing, ...ofTry, ...unfixable(wish, report, means), ...draft.refused()];
  // All or nothing: half of what is needed changes a host and helps nobody.
  const isWhole = refused.length === 0;
  const steps = isWhole ? [...draft.stage.edits(), ...followUpSteps(draft), ...draft.runs()] : [];
  const blocks = await held({ host, now: facts });
  const words = isWhole ? draft.words() : { wanted: [], dropped: [] };
  const proposal = {
    steps,
    refused: [...refused, ...(steps.length > 0 || !isWhole ? blocks : [])],
    untouched: draft.notes(),
    forecast: forecastOf(report, isWhole ? staged.report : report, steps.some(isLoad)),
    route,
    hasRecovery: await hasRecovery(host),
    words: words.wanted,
    dropped: words.dropped,
    report,
    staged,
    purposeOf: (what: string) => draft.purposeOf(what),
  };
  return { proposal, read, generated, steps, host: staged.host, words, route, wanted };
}

/** A person adds a word to the line that they know; a drop-in of ours would be one more place to look at. */
const forHand = (route: BootTarget, hand: Hand): BootTarget =>
  route.kind === 'grub' && hand === 'person' ? { ...route, dropIn: false } : route;

/** `GRUB_DISABLE_RECOVERY=true` takes those entries away: then nobody is sent there. */
export async function hasRecovery(host: Host): Promise<boolean> {
  const config = await host.read('/boot/grub/grub.cfg');
  return config.state === 'present' && parseGrubCfg(config.value).entries.some(entry => entry.isRecovery);
}

const isLoad = (step: Plan['steps'][number]): boolean => step.kind === 'run' && step.argv[0] === 'modprobe';

/**
 * The faults that this plan is about, in catalogue order: those of now, less what waits for a reboot and is done already; behind them what is
 * in order now and will not be after the boot.
 */
function wantedBy(
  { only, include }: PlanFilter,
  report: Report,
  later: Foreseen,
  { rules, fixes, facts }: PlanInput,
): readonly Wanted[] {
  const gpu = report.verdict?.gpu ?? null;
  const acts = new Map(rules.map(rule => [rule.id, rule.acts]));
  const isAsked = (id: string): boolean =>
    only.length > 0
      ? only.includes(id) || include.includes(id)
      : include.includes(id) || acts.get(id) === 'fngvt';
  const failing = report.findings.filter(({ verdict }) => verdict === 'fail');
  const isFailing = ({ id, subject }: Finding): boolean =>
    failing.some(now => now.id === id && now.subject === subject);
  // A driver that the owner wants, while another one does it, too.
  const isWish = ({ id, subject, verdict }: Finding): boolean => {
    const driver = Object.hasOwn(fixes, id) ? fixes[id]?.['for-driver'] : undefined;
    const isNamed = [...only, ...include].includes(id);
    return (
      verdict === 'pass' &&
      driver !== undefined &&
      isNamed &&
      facts.value('gpu/driver', subject ?? undefined) !== driver
    );
  };
  const coming = later.findings.filter(finding => finding.verdict === 'fail' && !isFailing(finding));
  const wished = report.findings.filter(isWish);
  return [...failing.filter(({ pending }) => !pending), ...coming, ...wished].flatMap(finding => {
    const fix = Object.hasOwn(fixes, finding.id) ? fixes[finding.id] : undefined;
    const isMine = finding.subject === null || finding.subject === gpu;
    return fix !== undefined && isMine && isAsked(finding.id) ? [{ finding, fix }] : [];
  });
}

/** Rules that were asked for by name, fail, and have no remedy of ours: their words are what there is. */
function unfixable({ only, include }: PlanFilter, report: Report, { fixes }: PlanInput): readonly Refusal[] {
  const asked = [...only, ...include].filter(id => !Object.hasOwn(fixes, id));
  return asked
    .filter(id => report.findings.some(finding => finding.id === id && finding.verdict === 'fail'))
    .map(id => ({ reason: 'no-remedy', details: { rule: id }, rule: id }));
}

/** All remedies of one kind before those of the next: files are repaired before they are added to. */
async function remedy(draft: PlanBuilder, wanted: readonly Wanted[], means: PlanInput): Promise<void> {
  const useful = wanted.filter(one => isOfUse(draft, one));
  for (const name of remedyNames) {
    for (const { finding, fix } of useful) {
      const asker = { rule: finding.id, subject: finding.subject ?? undefined };
      await applyOne(draft, name, fix, asker);
    }
    // What stands in the repaired files counts from here on: a word that was there all along need not be added.
    if (name === 'grub-file' && draft.isGrubRepaired) draft.now = await factsOf(draft.stage.host, means);
  }
}

/**
 * A parameter for virtual functions helps only a driver that makes them: which driver runs, and how, is not for us to change. Where that could
 * not be told, it is no reason either.
 */
function isOfUse(draft: PlanBuilder, { finding, fix }: Wanted): boolean {
  const isUseful =
    fix['only-where'] === undefined ||
    draft.now.value('gpu/sriov-pf-mode', finding.subject ?? undefined) === true;
  if (!isUseful) draft.refuse(finding.id, 'no-pf-mode');
  return isUseful;
}

function applyOne<Name extends RemedyName>(
  draft: PlanBuilder,
  name: Name,
  fix: Fix,
  asker: Parameters<Remedy<unknown>>[2],
): Promise<void> {
  const value = fix[name];
  const remedyOf = remedies[name] as Remedy<NonNullable<Fix[Name]>>;
  return value === undefined
    ? Promise.resolve()
    : draft.pursue(asker.rule, name, () => remedyOf(draft, value, asker));
}

/** The host as the draft would leave it. */
async function judgedAs(
  draft: PlanBuilder,
  means: PlanInput,
  like?: Proposal,
): Promise<Pick<Drafted, 'read' | 'generated'> & Pick<Proposal, 'staged'>> {
  const { facts: before, rules, frame } = means;
  const read = await factsOf(draft.stage.host, means);
  const { host } = draft.stage;
  const isGenerated = draft.followUps().has('boot-loader');
  const facts = isGenerated ? asGenerated(before, read, draft.words()) : read;
  const isLike = like !== undefined && isSameSetting({ facts, words: draft.words() }, like);
  const report = isLike ? like.staged.report : conclude(rules, facts, nextBoot(facts), frame);
  return { read, staged: { host, facts, report }, ...(isGenerated ? { generated: { host, facts } } : {}) };
}

/** Where a setting stands, and how it is written, makes no difference to what it does. */
const placeOfSetting = /^(?:module-listed|tokens)\//u;

/** Does the host come to the same settings, by the same words, whatever files they stand in? */
function isSameSetting(
  { facts, words }: { readonly facts: Facts; readonly words: KernelWords },
  like: Proposal,
): boolean {
  const other = like.staged.facts;
  const said = (fact: Fact): string => (fact.known ? JSON.stringify(fact.value) : fact.why);
  const isSame = (fact: Fact): boolean => {
    const found = other.get(fact.address, fact.subject);
    if (placeOfSetting.test(fact.address))
      return fact.known && found.known && (fact.value === null) === (found.value === null);
    return said(fact) === said(found);
  };
  const own = facts.all();
  return (
    own.length === other.all().length &&
    own.every(isSame) &&
    words.wanted.join(' ') === like.words.join(' ') &&
    words.dropped.join(' ') === like.dropped.join(' ')
  );
}

/** A file that is read behind ours may overrule it: then the word that was added is not in force. */
function checkWords(draft: PlanBuilder, staged: Facts): void {
  for (const word of draft.words().wanted) {
    const [name = '', value = ''] = word.split('=');
    const fact = staged.get(`configured/${parameterName(name)}`);
    if (!draft.followUps().has('boot-loader') || draft.refused().length > 0) return;
    if (fact.known && !isRight(name, value, fact.value))
      draft.refuse(null, 'overridden', { word, path: fact.source ?? '' });
  }
}
