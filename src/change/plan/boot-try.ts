import type { Host } from '../../host/reader.ts';
import type { Facts } from '../../facts/fact-index.ts';
import { entryIdOf, makeTryScript, tryScript } from '../../formats/try-script.ts';
import { grubDefaults } from '../paths.ts';
import type { EditStep, Refusal, RunStep, Step } from '../plan.ts';
import { grubConfig } from './follow-ups.ts';
import type { Proposal } from './propose.ts';
import { tryObstacles } from './try-obstacles.ts';

/** Where a try is set up. */
export interface TryPlace {
  readonly host: Host;
  readonly facts: Facts;
  /** What tells it from other tries: digits, and a T. */
  readonly id: string;
}

/** What brings words to the kernel; and what may be done beside a try, since it does no more than load a module, now or at each boot. */
const ofWords: readonly string[] = ['kernel-argument', 'kernel-argument-out', 'parameter-out'];
const beside: readonly string[] = ['module-at-boot', 'module-now'];

export const clearChoice: readonly string[] = ['grub-editenv', '/boot/grub/grubenv', 'unset', 'next_entry'];

/**
 * The same plan for one boot: its words go into an entry of their own, chosen once, and the settings stay as they are. Only what a plan does by
 * words can come back by itself; where it needs more than a list of modules beside them, it is refused.
 */
export async function tryOf(proposal: Proposal, { host, facts, id }: TryPlace): Promise<Proposal> {
  const { steps, refused, words: wanted, dropped } = proposal;
  if (steps.length === 0) return proposal;
  const others = steps.filter(step => !isOfWords(step, proposal));
  const words = { wanted, dropped };
  const hasWords = wanted.length + dropped.length > 0 && others.length < steps.length;
  const obstacles = hasWords
    ? [
        ...moreThanWords(others, proposal),
        ...(await tryObstacles({ host, now: facts, route: proposal.route, words })),
      ]
    : [{ reason: 'try-no-words', rule: null }];
  if (obstacles.length > 0)
    return { ...proposal, steps: [], refused: [...obstacles, ...refused], words: [], dropped: [] };
  const boot = await host.read('/proc/sys/kernel/random/boot_id');
  const script = makeTryScript({
    id,
    kernel: String(facts.value('kernel/release')),
    boot: boot.state === 'present' ? boot.value.trim() : '',
    words: wanted,
    dropped,
  });
  const rule = steps.find(step => isOfWords(step, proposal))?.rule ?? null;
  return {
    ...proposal,
    steps: [
      ...others.filter(({ kind }) => kind === 'edit'),
      ...trySteps(script, { entry: entryIdOf(id), words: wanted, dropped }, rule),
      ...others.filter(({ kind }) => kind === 'run'),
    ],
    isTry: true,
  };
}

function trySteps(
  script: string,
  tried: NonNullable<NonNullable<RunStep['verify']>['tried']>,
  rule: string | null,
): readonly Step[] {
  const edit: EditStep = {
    kind: 'edit',
    path: tryScript,
    before: null,
    after: script,
    mode: '0755',
    reboot: true,
    rule,
  };
  const made: RunStep = {
    kind: 'run',
    argv: ['update-grub'],
    undo: ['update-grub'],
    verify: { kind: 'grub', config: grubConfig, wanted: [], dropped: [], tried },
    reboot: true,
    rule,
  };
  return [
    edit,
    made,
    { kind: 'run', argv: ['grub-reboot', tried.entry], undo: clearChoice, reboot: true, rule },
  ];
}

function isOfWords(step: Step, proposal: Proposal): boolean {
  if (step.kind === 'run') return step.verify !== undefined;
  return step.path.startsWith(grubDefaults) && ofWords.includes(remedyOf(step, proposal));
}

const remedyOf = (step: Step, { purposeOf }: Proposal): string =>
  purposeOf?.(step.kind === 'edit' ? step.path : step.argv.join(' ')).remedy ?? '';

/** What would stay after a try that failed, and might be what made it fail. */
function moreThanWords(others: readonly Step[], proposal: Proposal): readonly Refusal[] {
  const more = others.filter(step => !beside.includes(remedyOf(step, proposal)));
  const names = more.map(step => (step.kind === 'edit' ? step.path : step.argv.join(' ')));
  return more.length === 0 ? [] : [{ reason: 'try-more', details: { path: names.join(', ') }, rule: null }];
}
