import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { propose, type Proposal } from '../src/change/plan/propose.ts';
import type { Step } from '../src/change/plan.ts';
import { collect } from '../src/facts/collect.ts';
import { openFixture } from '../src/host/snapshot/fixture.ts';
import { replayHost } from '../src/host/snapshot/replay.ts';
import { loadFixes, loadRules } from '../src/rules/load.ts';
import { fixWords } from '../src/words/plan-words.ts';

/** What `fngvt fix` plans for every recorded host, as a page below `docs/`. */
export async function fixMatrixPage(notice: string, folder: string): Promise<string> {
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.yml'))
    .sort();
  const rows: string[] = [];
  for (const file of files) {
    const proposal = await planFor(join(folder, file));
    rows.push(`| ${file.replace(/\.yml$/u, '')} | ${cellsOf(proposal).join(' | ')} |`);
  }
  return `${notice}
# What \`fngvt fix\` plans

For every recorded host in \`fixtures/hosts\`: its state, the plan, and the state that the same rules foretell once the plan is carried
out. A test holds each plan to this: whoever wanted a step is content, now or after the reboot; no other rule gets worse; a second plan
is empty. What is *asked* is done only with \`--include ID\`.

Another test carries each plan out: the host's files of \`/etc\` and \`/boot\` lie in a folder, with uncommon modes and owners, and in it the
real code applies the plan as root. What stands there then is judged in the same way, and every verdict must be the foretold one;
\`fngvt undo\` must bring back each file with its bytes, mode, owner and group. GRUB's configuration is made by Debian's own \`grub-mkconfig\`.
\`update-initramfs\`, \`kernel-install\`, \`proxmox-boot-tool\` and \`modprobe\` are imitated from their documentation, and what a running system alone
can tell (\`/proc\`, \`/sys\`, commands) stays as recorded. Plans with all that can be asked for are carried out too, by their files alone, and
taken back by \`undo --root\`.

| host | now | plan | then | refused, or left to others |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

async function planFor(path: string): Promise<Proposal> {
  const snapshot = await openFixture(path);
  const host = replayHost(snapshot);
  const { facts } = await collect(host);
  const frame = { version: '0.0.0', taken: snapshot.taken, source: 'snapshot' } as const;
  return propose({ host, facts, rules: loadRules(), fixes: loadFixes(), frame }, { only: [], include: [] });
}

function cellsOf({ forecast, steps, refused, untouched }: Proposal): readonly string[] {
  const { states } = fixWords.en;
  const asked = untouched.filter(({ reason }) => reason === 'only-asked' || reason === 'asked-first');
  const others = [
    ...refused.map(({ reason, rule }) => (rule === null ? reason : `${reason}: ${rule}`)),
    ...(steps.length === 0 && refused.length === 0 && forecast.left !== null
      ? [`left: ${forecast.left}`]
      : []),
    ...asked.map(({ rule }) => `asked: ${rule ?? ''}`),
  ];
  const then = steps.length === 0 ? '' : states[forecast.now];
  return [states[forecast.before], steps.map(stepText).join('<br>'), then, [...new Set(others)].join('<br>')];
}

function stepText(step: Step): string {
  if (step.kind === 'run') return `run \`${step.argv.join(' ')}\``;
  return `${step.before === null ? 'new' : step.after === null ? 'gone' : 'change'} \`${step.path}\``;
}
