import { collect } from '../../facts/collect.ts';
import { nextBoot } from '../../facts/next-boot.ts';
import { parseGrubenv } from '../../formats/grubenv.ts';
import { parseCmdline } from '../../formats/kernel-cmdline.ts';
import { parseTryScript, tryOfEntry, tryScript, type BootTry } from '../../formats/try-script.ts';
import { conclude } from '../../judge/conclude.ts';
import type { Facts } from '../../facts/fact-index.ts';
import type { Host } from '../../host/reader.ts';
import type { EditStep, RunStep } from '../plan.ts';
import { kernelArgument } from '../remedies/kernel-argument.ts';
import { takeOut } from '../remedies/kernel-argument-out.ts';
import { bootTargetOf } from './boot-target.ts';
import { clearChoice } from './boot-try.ts';
import { PlanBuilder } from './builder.ts';
import { followUpSteps } from './follow-ups.ts';
import { asGenerated, forecastOf } from './forecast.ts';
import { hasRecovery, type PlanInput, type Proposal } from './propose.ts';
import { held } from './refusals.ts';
import { StagedHost } from './staged-host.ts';

/** The rule that says that a try runs. */
const rule = 'boot-try-kept';

/**
 * Makes the words of the try that runs the default, by the places and checks of any other plan, and takes its entry away. That they lead where they
 * are to lead this boot shows; nothing waits for another one.
 */
export async function proposeKeep({ host, facts, rules, frame }: PlanInput): Promise<Proposal> {
  const report = conclude(rules, facts, nextBoot(facts), frame);
  const draft = new PlanBuilder(new StagedHost(host), facts, await bootTargetOf(host, facts));
  const script = await host.read(tryScript);
  const tried = script.state === 'present' ? parseTryScript(script.value) : undefined;
  const running = facts.subjects('try').find(id => facts.value('try/state', id) === 'running');
  if (tried === undefined || tried.id !== running) refuseKeeping(draft);
  else await keepWords(draft, tried);
  const { facts: read } = await collect(draft.stage.host, facts);
  const words = draft.words();
  const staged = asGenerated(facts, read, words);
  const isWhole = draft.refused().length === 0;
  const steps = isWhole ? [...draft.stage.edits(), ...followUpSteps(draft), ...(await clearOwn(host))] : [];
  const after = isWhole ? conclude(rules, staged, nextBoot(staged), frame) : report;
  return {
    steps,
    refused: [...draft.refused(), ...(isWhole ? await held({ host, now: facts }) : [])],
    untouched: draft.notes(),
    forecast: forecastOf(report, after, false),
    route: draft.route,
    hasRecovery: await hasRecovery(host),
    words: isWhole ? words.wanted : [],
    dropped: isWhole ? words.dropped : [],
    report,
    staged: { host: draft.stage.host, facts: staged, report: after },
    isKept: true,
  };
}

/**
 * A plan that has GRUB's menu made anew, while the script of a try that is not to come still stands: it goes along, else an entry of words that
 * failed, or that are the default by now, would be made again and again.
 */
export async function withoutTry(proposal: Proposal, host: Host, facts: Facts): Promise<Proposal> {
  const at = proposal.steps.findIndex(step => step.kind === 'run' && step.verify !== undefined);
  const isToCome = facts.subjects('try').some(id => facts.value('try/state', id) === 'waiting');
  const script = await host.read(tryScript);
  if (at === -1 || isToCome || script.state !== 'present' || parseTryScript(script.value) === undefined)
    return proposal;
  const gone: EditStep = {
    ...{ kind: 'edit', path: tryScript, before: script.value, after: null },
    ...{ reboot: false, rule },
  };
  return {
    ...proposal,
    steps: [...proposal.steps.slice(0, at), gone, ...proposal.steps.slice(at), ...(await clearOwn(host))],
  };
}

/** Why there is nothing to keep: what became of the try says it, where there is one. */
function refuseKeeping(draft: PlanBuilder): void {
  const [id] = draft.now.subjects('try');
  const state = id === undefined ? undefined : draft.now.value('try/state', id);
  draft.refuse(null, id === undefined ? 'keep-none' : 'keep-not-running', { state: String(state ?? '') });
}

async function keepWords(draft: PlanBuilder, { words, dropped }: BootTry): Promise<void> {
  const asker = { rule, subject: undefined };
  const wanted = parseCmdline(words.join(' ')).map(({ name, value }) => ({ name, value }));
  const out = parseCmdline(dropped.join(' '));
  await draft.pursue(rule, 'kernel-argument', async () => {
    for (const { raw } of out) draft.drop(raw);
    await takeOut(
      draft,
      out.map(({ name }) => ({ kind: 'remove', name })),
      asker,
    );
    await kernelArgument(draft, wanted, asker);
  });
  await draft.stage.text(tryScript);
  await draft.stage.write(tryScript, null, { rule, reboot: false });
  draft.follow('boot-loader', rule);
}

/** GRUB clears its choice before it starts the kernel. One of ours that still stands would lead to the first entry, once its own is gone. */
async function clearOwn(host: Host): Promise<readonly RunStep[]> {
  const env = await host.read('/boot/grub/grubenv');
  const next = env.state === 'present' ? parseGrubenv(env.value).get('next_entry') : undefined;
  if (tryOfEntry(next ?? '') === undefined) return [];
  return [{ kind: 'run', argv: clearChoice, undo: null, reboot: false, rule }];
}
