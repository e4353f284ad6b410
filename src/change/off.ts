import { editKernelCmdlineFile } from '../formats/kernel-cmdline-edit.ts';
import { dropInWords } from '../formats/grub-drop-in.ts';
import { parseCmdline } from '../formats/cmdline.ts';
import { nextBoot } from '../facts/next-boot.ts';
import { conclude } from '../judge/conclude.ts';
import { collect } from '../facts/collect.ts';
import { Draft } from './draft.ts';
import { followUpSteps } from './follow-ups.ts';
import { asGenerated, forecastOf } from './forecast.ts';
import { hasRecovery, type Means, type Proposal } from './propose.ts';
import { held } from './refusals.ts';
import { grubDropIn, kernelCmdline, ownModuleList } from './paths.ts';
import { routeOf } from './route.ts';
import { Stage } from './stage.ts';

/** The switch, as it stands on a command line. */
const name = 'i915.enable_gvt';

/**
 * Turns sharing off as cleanly as it was turned on: our own files go, the switch goes out of the one line that has no file of ours.
 * What others wrote stays. While a vGPU exists nothing is planned: its VM would lose it at the next boot.
 */
export async function proposeOff({ host, facts, rules, frame }: Means): Promise<Proposal> {
  const report = conclude(rules, facts, nextBoot(facts), frame);
  const draft = new Draft(new Stage(host), facts, await routeOf(host, facts));
  lookAtVgpus(draft);
  if (draft.refused().length === 0) {
    await takeOutDropIn(draft);
    await takeOutList(draft);
    if (draft.route.kind === 'kernel-cmdline') await takeOutWord(draft);
  }
  const { facts: read } = await collect(draft.stage.host);
  const staged = draft.followUps().has('boot-loader') ? asGenerated(facts, read) : read;
  noteOthers(draft, staged);
  const isWhole = draft.refused().length === 0;
  const steps = isWhole ? [...draft.stage.edits(), ...followUpSteps(draft)] : [];
  const after = conclude(rules, staged, nextBoot(staged), frame);
  return {
    steps,
    refused: [...draft.refused(), ...(steps.length > 0 ? await held({ host, now: facts }) : [])],
    untouched: draft.notes(),
    forecast: forecastOf(report, isWhole ? after : report, false),
    route: draft.route,
    hasRecovery: await hasRecovery(host),
    words: [],
    dropped: [],
    report,
    staged: { host: draft.stage.host, facts: staged, report: after },
  };
}

function lookAtVgpus(draft: Draft): void {
  const { now } = draft;
  for (const uuid of now.subjects('mdev')) {
    const [vm] = now.list('mdev/used-by', uuid) ?? [];
    if (now.value('mdev/is-active', uuid) === true)
      draft.refuse(null, vm === undefined ? 'vgpu-running' : 'vgpu-in-use', { uuid, vm: vm ?? '' });
    else draft.note(null, 'off-vgpu', { uuid, type: String(now.value('mdev/type', uuid) ?? ''), word: uuid });
  }
}

async function takeOutDropIn(draft: Draft): Promise<void> {
  const text = await draft.stage.text(grubDropIn);
  if (text === null) return;
  if (typeof text === 'object') {
    // A folder that nobody captured holds nothing that we know of.
    if (text.reason === 'link') draft.refuse(null, text.reason, text.details);
    return;
  }
  const words = dropInWords(text);
  if (words === undefined) {
    draft.refuse(null, 'own-file-edited', { path: grubDropIn });
    return;
  }
  for (const { raw } of parseCmdline(words)) draft.drop(raw);
  await draft.stage.write(grubDropIn, null, { rule: null, reboot: true });
  draft.follow('boot-loader', 'enable-gvt');
}

async function takeOutList(draft: Draft): Promise<void> {
  const text = await draft.stage.text(ownModuleList);
  if (typeof text !== 'string') return;
  await draft.stage.write(ownModuleList, null, { rule: null, reboot: true });
}

async function takeOutWord(draft: Draft): Promise<void> {
  const text = await draft.stage.text(kernelCmdline);
  if (typeof text !== 'string') return;
  const made = editKernelCmdlineFile(text, [{ kind: 'remove', name }]);
  if ('why' in made) {
    draft.refuse(null, 'off-own-words', { path: kernelCmdline });
    return;
  }
  if (made.text === text) return;
  await draft.stage.write(kernelCmdline, made.text, { rule: null, reboot: true });
  draft.follow('boot-loader', 'enable-gvt');
}

/** Who else asks for GVT-g: that is the owner's own line. */
function noteOthers(draft: Draft, staged: Draft['now']): void {
  for (const address of [`configured/${name}`, `modprobe/${name}`, 'module-listed/kvmgt'] as const) {
    const fact = staged.get(address);
    if (!fact.known || typeof fact.value !== 'string') continue;
    const word = address === 'module-listed/kvmgt' ? 'kvmgt' : `${name}=${fact.value}`;
    draft.note(null, 'off-word', { word, path: fact.source ?? '' });
  }
}
