import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Step } from '../src/change/plan.ts';
import type { Proposal } from '../src/change/plan/propose.ts';
import { collect } from '../src/facts/collect.ts';
import { nextBoot } from '../src/facts/next-boot.ts';
import type { Host } from '../src/host/reader.ts';
import { loadFixes } from '../src/rules/load.ts';
import { fixWords } from '../src/words/plan-words.ts';
import { fixtureHosts } from './fixture-hosts.ts';
import { everything, planOf, recorded } from './planned-hosts.ts';
import { hostOfCase, ruleCases } from './rule-cases.ts';
import { packageFolder } from './run-cli.ts';

/**
 * Every recorded host, and every case in which a rule fails: what is planned, carried out on paper, started anew, judged, and planned again
 * until nothing is left. `docs/plans.md` is what came of it.
 */

/** Where a plan leads, as a row of the table. */
interface Row {
  readonly about: string;
  readonly proposal: Proposal;
}

const fixes = loadFixes();

/** What sharing needs; where that is nothing, the rule by itself. */
async function planFor(host: Host, rule?: string): Promise<Proposal> {
  const { facts } = await collect(host);
  const all = await planOf(host, facts);
  const isForRule = rule !== undefined && rule in fixes;
  if (all.steps.length + all.refused.length > 0 || !isForRule) return all;
  return planOf(host, facts, { only: [], include: [rule] });
}

const hostRows = await Promise.all(
  fixtureHosts().map(async ({ name, path }): Promise<Row> => {
    const { host, facts } = await recorded(path);
    return { about: name, proposal: await planOf(host, facts, everything) };
  }),
);

const caseRows: Row[] = [];
for (const [id, cases] of ruleCases()) {
  for (const [about, one] of Object.entries(cases)) {
    if (one.verdict !== 'fail') continue;
    caseRows.push({ about: `${id}: ${about}`, proposal: await planFor(await hostOfCase(one), id) });
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

function cellsOf({ proposal }: Row): readonly string[] {
  const { proof, steps, refused } = proposal;
  const end = proof?.end ?? proposal.forecast.before;
  return [
    stepsText(steps),
    steps.length === 0 ? '' : (proof?.proved ?? 'as far as known'),
    states[end],
    steps.length === 0 ? refused.map(({ reason }) => `refused: ${reason}`).join('<br>') : nextText(proposal),
  ];
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
  const isTold = ({ proposal }: Row): boolean => proposal.steps.length + proposal.refused.length > 0;
  const reach = (proved: string): number => shown.filter(row => cellsOf(row)[1] === proved).length;
  return `<!-- Written by test/planned-to-the-end.test.ts; -u writes it anew. Do not edit. -->

# Where plans lead

Every recorded host, and every case of every rule in which it fails: what \`fngvt fix\` plans, carried out on paper, the next boot, judged as the
host that runs then, and planned again until nothing is left for fngvt. ${rows.length} were tried; for ${shown.length} something is planned: ${reach('staged')} staged,
${reach('modelled')} modelled. No circle, no GPU without a driver, nothing worse, one reboot each.

- *staged*: what each step does was seen on a copy of the host, or is checked where it is made (GRUB's menu, before it counts).
- *modelled*: a command is among them whose effect such a copy can't show.
- *then*: the host after the boot. *next*: who acts, and about which rule; *open*: a rule that the plan is for, of which the boot does not tell.

Where nothing is planned and nothing is refused (what is in the way is somebody else's, or nothing is), a host or case is left out.

## Recorded hosts

${tableOf('host', hostRows.filter(isTold))}

## Failing cases of the rules

${tableOf('rule: case', caseRows.filter(isTold))}
`;
}
