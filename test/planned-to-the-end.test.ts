import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Step } from '../src/change/plan.ts';
import type { Proposal } from '../src/change/plan/propose.ts';
import { wholeAhead } from '../src/change/plan/report-steps.ts';
import { wholePlan, type Whole } from '../src/change/plan/whole.ts';
import type { Facts } from '../src/facts/fact-index.ts';
import { collect } from '../src/facts/collect.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import type { Host } from '../src/host/reader.ts';
import { planToShow } from '../src/invocation/advice.ts';
import { conclude } from '../src/judge/conclude.ts';
import { loadFixes, loadRules } from '../src/rules/load.ts';
import { fixWords } from '../src/words/plan-words.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { planOf, recorded, wholeMeans } from './planned-hosts.ts';
import { hostOfCase, ruleCases } from './rule-cases.ts';
import { packageFolder } from './run-cli.ts';

/**
 * Every recorded host, and every case in which a rule fails: what is planned, carried out on paper, started anew, judged, and planned again
 * until nothing is left, with what others do in between taken as done. `docs/plans.md` is what came of it.
 */

/** Where a plan leads, as a row of the table. */
interface Row {
  readonly about: string;
  /** By fngvt alone. */
  readonly proposal: Proposal;
  /** With what others do. */
  readonly whole: Whole;
  readonly facts: Facts;
}

const fixes = loadFixes();

/** What the doctor shows; where that is nothing, the rule by itself. */
async function rowOf(about: string, host: Host, facts: Facts, rule?: string): Promise<Row> {
  const means = wholeMeans(host, facts);
  const report = conclude(loadRules(), facts, nextBoot(facts), means.frame);
  const { own, whole } = await planToShow(report, means);
  const isForRule = rule !== undefined && rule in fixes;
  const isNothing = own.steps.length + own.refused.length + whole.plan.steps.length === 0;
  if (!isNothing || !isForRule) return { about, proposal: own, facts, whole };
  const wish = { only: [], include: [rule] };
  const proposal = await planOf(host, facts, wish);
  return { about, proposal, facts, whole: await wholePlan(proposal, means, wish) };
}

const hostRows = await Promise.all(
  fixtureHosts().map(async ({ name, path }): Promise<Row> => {
    const { host, facts } = await recorded(path);
    return rowOf(name, host, facts);
  }),
);

const caseRows: Row[] = [];
for (const [id, cases] of ruleCases()) {
  for (const [about, one] of Object.entries(cases)) {
    if (one.verdict !== 'fail') continue;
    const host = await hostOfCase(one);
    const { facts } = await collect(host);
    caseRows.push(await rowOf(`${id}: ${about}`, host, facts, id));
  }
}

const rows = [...hostRows, ...caseRows];
const planned = rows.filter(({ proposal }) => proposal.proof !== undefined);
const shown = planned.filter(({ proposal }) => proposal.steps.length > 0);

test('there are many', () => {
  expect(caseRows.length).toBeGreaterThan(200);
  expect(shown.length).toBeGreaterThan(80);
});

describe.each(shown)('$about', ({ proposal }) => {
  test('what is shown leads somewhere, in one reboot', () => {
    const { faults, rounds, end, left } = proposal.proof ?? expect.fail();
    expect([faults, rounds]).toEqual([[], 1]);
    // Ready, or somebody else acts next; where nobody can tell, nothing is known to be left for us.
    if (end === 'action-needed') expect(left?.acts).not.toBe('fngvt');
  });

  test('no GPU loses its driver', () => {
    const then = nextBoot(proposal.staged.facts);
    const lost = proposal.report.gpus.filter(
      ({ address, driver }) => driver !== null && then.value('gpu/driver', address) === null,
    );
    expect(lost).toEqual([]);
  });
});

const assumed = rows.filter(({ whole }) => whole.assumed !== undefined);

test('for many somebody else has to act', () => {
  expect(assumed.length).toBeGreaterThan(50);
});

describe.each(assumed)('$about, with what others do', ({ whole, facts }) => {
  test('leads somewhere: no act twice, no further boot than one, and one more behind another kernel', () => {
    const { acts, plan } = whole;
    expect(new Set(acts.map(({ rule, subject }) => `${rule} ${subject ?? ''}`)).size).toBe(acts.length);
    expect([plan.proof?.faults ?? [], plan.proof?.rounds ?? 1]).toEqual([[], 1]);
    // Ready, or what comes of it shows then only, or what is in the way is named: nothing that fngvt could do is left.
    const { state, rule } = wholeAhead(whole);
    if (state === 'action-needed') expect(rule).not.toBeNull();
    expect(plan.refused.filter(({ reason }) => reason.startsWith('proof-'))).toEqual([]);
  });

  test('no GPU loses its driver, and none of those who act is fngvt', () => {
    const then = nextBoot(whole.plan.staged.facts);
    const lost = facts
      .subjects('gpu')
      .filter(gpu => typeof facts.value('gpu/driver', gpu) === 'string')
      .filter(gpu => then.value('gpu/driver', gpu) === null);
    expect([lost, whole.acts.filter(({ by }) => by === 'fngvt')]).toEqual([[], []]);
  });
});

test('refused by their proof are those alone', () => {
  const refused = planned.filter(({ proposal }) => proposal.steps.length === 0);
  expect(
    refused.map(
      ({ about, proposal }) =>
        `${about}: ${proposal.proof?.faults.map(({ kind, rule }) => `${kind} ${rule ?? ''}`).join() ?? ''}`,
    ),
  ).toEqual([
    'iommu-proxmox: fails where the command line asks for it and none is there: not-cured iommu-proxmox',
  ]);
});

test('docs/plans.md says where each leads', async () => {
  await expect(page()).toMatchFileSnapshot(join(packageFolder, 'docs', 'plans.md'));
});

const { states } = fixWords.en;

const headings = ['plan', 'proved', 'then', 'next'] as const;

function cellsOf({ proposal, whole }: Row): readonly string[] {
  if (whole.acts.length > 0) return cellsOfWhole(whole);
  const { proof, steps, refused } = proposal;
  const end = proof?.end ?? proposal.forecast.before;
  return [
    stepsText(steps),
    steps.length === 0 ? '' : (proof?.proved ?? 'as far as known'),
    states[end],
    steps.length === 0 ? refused.map(({ reason }) => `refused: ${reason}`).join('<br>') : nextText(proposal),
  ];
}

function cellsOfWhole(whole: Whole): readonly string[] {
  const { acts, areFirst, plan } = whole;
  const others = acts.map(({ by, remedy }) => `${by}: ${remedy}`).join('<br>');
  const parts = areFirst ? [others, stepsText(plan.steps)] : [stepsText(plan.steps), others];
  const { state, rule } = wholeAhead(whole);
  const reach = whole.assumed === undefined ? (plan.proof?.proved ?? 'as far as known') : 'assumed';
  const next = rule === null ? '' : `${state === 'action-needed' ? 'left' : 'shows then'}: ${rule}`;
  return [parts.filter(part => part !== '').join('<br>'), reach, states[state], next];
}

/** Files in the order of the steps, and commands. */
const stepsText = (steps: readonly Step[]): string =>
  steps.map(step => `\`${step.kind === 'edit' ? step.path : step.argv.join(' ')}\``).join('<br>');

/** Who acts next, and about what. */
function nextText({ proof }: Proposal): string {
  const left = proof?.left ?? null;
  const open = (proof?.open ?? []).map(id => `open: ${id}`);
  const who = left === null ? [] : [`${left.acts ?? 'not known'}: ${left.rule}`];
  return [...who, ...open].join('<br>');
}

const tableOf = (first: string, which: readonly Row[]): string =>
  [
    `| ${[first, ...headings].join(' | ')} |`,
    `| ${[first, ...headings].map(() => '---').join(' | ')} |`,
    ...which.map(row => `| ${[row.about.replaceAll('|', '\\|'), ...cellsOf(row)].join(' | ')} |`),
  ].join('\n');

function page(): string {
  const isTold = ({ proposal, whole }: Row): boolean =>
    proposal.steps.length + proposal.refused.length + whole.acts.length > 0;
  const isPlanned = ({ proposal, whole }: Row): boolean => proposal.steps.length + whole.acts.length > 0;
  const all = rows.filter(isPlanned);
  const reach = (proved: string): number => all.filter(row => cellsOf(row)[1] === proved).length;
  const ends = (state: keyof typeof states): number =>
    all.filter(row => cellsOf(row)[2] === states[state]).length;
  return `<!-- Written by test/planned-to-the-end.test.ts; -u writes it anew. Do not edit. -->

# Where plans lead

Every recorded host, and every case of every rule in which it fails: what \`fngvt fix\` plans and what others have to do before or behind it,
carried out on paper or taken as done, the next boot, judged as the host that runs then, and planned again until nothing is left, or nobody can
tell what comes of it. ${rows.length} were tried; for ${all.length} something is planned: ${reach('staged')} staged, ${reach('modelled')} modelled, ${reach('assumed')} assumed, ${reach('as far as known')} as far as known.
${ends('ready')} end ready, with ${ends('unknown')} it shows then only, with ${ends('action-needed')} something is left. No circle, no GPU without a driver, nothing worse, one reboot each, and
one more only behind another kernel.

- *staged*: what each step does was seen on a copy of the host, or is checked where it is made (GRUB's menu, before it counts).
- *modelled*: a command is among them whose effect such a copy can't show.
- *assumed*: an act of somebody else (\`firmware: firmware-setting\`) is taken as done, and all else follows from what it makes true.
- *then*: the host after the boot. *next*: who acts, and about which rule; *open*: a rule that the plan is for, of which the boot does not tell.

Where nothing is planned and nothing is refused (what is in the way is somebody else's, or nothing is), a host or case is left out.

## Recorded hosts

${tableOf('host', hostRows.filter(isTold))}

## Failing cases of the rules

${tableOf('rule: case', caseRows.filter(isTold))}
`;
}
