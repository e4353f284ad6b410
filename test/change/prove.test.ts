import { describe, expect, test } from 'vitest';
import { prove, type Proof, type ProofFault, type Provable } from '../../src/change/plan/prove.ts';
import type { Step } from '../../src/change/plan.ts';
import type { Proposal, PlanFilter } from '../../src/change/plan/propose.ts';
import { StagedHost } from '../../src/change/plan/staged-host.ts';
import { collect } from '../../src/facts/collect.ts';
import { Facts } from '../../src/facts/fact-index.ts';
import { known, unknown } from '../../src/facts/fact.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import { foresee } from '../../src/judge/conclude.ts';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import { planJson } from '../../src/report/json/plan-json.ts';
import type { PlanDocument } from '../../src/report/json/plan-schema.ts';
import { renderPlan } from '../../src/report/plan/plan-text.ts';
import { remedyNames } from '../../src/rules/rule-fix.ts';
import { plainText } from '../../src/values/styled.ts';
import { languages } from '../../src/values/text.ts';
import { fixWords } from '../../src/words/plan-words.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { everything, planOf, recorded } from '../planned-hosts.ts';

const rules = loadRules();
const fixes = loadFixes();
const dropIn = '/etc/default/grub.d/99-fngvt.cfg';
const list = '/etc/modules-load.d/fngvt.conf';
const D = 'GRUB_CMDLINE_LINUX_DEFAULT';
const updateGrub: Step = {
  kind: 'run',
  argv: ['update-grub'],
  undo: ['update-grub'],
  reboot: true,
  rule: 'enable-gvt',
};

/** The plan as the proof takes it; what it is for follows from the report and what was asked for. */
function provableOf({ steps, staged, words, dropped, route, report }: Proposal, wish: PlanFilter): Provable {
  const acts = new Map(rules.map(rule => [rule.id, rule.acts]));
  const wanted = report.findings.flatMap(finding => {
    const fix = fixes[finding.id];
    const isMeant = acts.get(finding.id) === 'fngvt' || wish.include.includes(finding.id);
    return fix !== undefined && isMeant && finding.verdict === 'fail' && !finding.pending
      ? [{ finding, fix }]
      : [];
  });
  return { steps, host: staged.host, words: { wanted: words, dropped }, route, wanted };
}

/** Another plan made of a good one: null takes a step out. */
type Sabotage = (step: Step) => Step | readonly Step[] | null;

/** The proof of a host's plan, as it is or with its steps spoilt: then the host is staged with the spoilt edits. */
async function proofOf(name: string, wish: PlanFilter, sabotage: Sabotage = step => step): Promise<Proof> {
  const path = fixtureHosts().find(one => one.name === name)?.path ?? expect.fail(name);
  const { host, facts } = await recorded(path);
  const proposal = await planOf(host, facts, wish);
  expect(proposal.steps).not.toEqual([]);
  const stage = new StagedHost(host);
  const steps: Step[] = [];
  for (const step of proposal.steps.flatMap(one => sabotage(one) ?? [])) {
    if (step.kind === 'edit') {
      await stage.text(step.path);
      await stage.write(step.path, step.after, step);
    }
    steps.push(step);
  }
  const plan = provableOf(proposal, wish);
  const before = { facts, findings: proposal.report.findings };
  return prove({ ...plan, steps, host: stage.host }, before, {
    collect: async other => (await collect(other)).facts,
    boot: nextBoot,
    judge: later => foresee(rules, later, {}),
    plan: async (other, then) => provableOf(await planOf(other, then, wish), wish),
  });
}

const told = ({ faults }: Proof): readonly string[] =>
  faults.map(({ kind, rule, subject }) => [kind, rule ?? subject].join(' '));

/** The edit of one file, with another text. */
const reworded =
  (path: string, from: string | RegExp, to: string): Sabotage =>
  step => {
    if (step.kind !== 'edit' || step.path !== path) return step;
    const after = step.after?.replace(from, to) ?? null;
    expect(after).not.toBe(step.after);
    return after === step.before ? null : { ...step, after };
  };

const moved =
  (path: string, to: string): Sabotage =>
  step =>
    step.kind === 'edit' && step.path === path ? { ...step, path: to } : step;

const without =
  (what: string): Sabotage =>
  step =>
    (step.kind === 'edit' ? step.path : step.argv.join(' ')) === what ? null : step;

const instead =
  (argv: string, other: string): Sabotage =>
  step =>
    step.kind === 'run' && step.argv.join(' ') === argv ? { ...step, argv: other.split(' ') } : step;

/** What a spoilt plan must be told of: kind, and the rule or the thing. */
type Twin = readonly [what: string, sabotage: Sabotage, fault: `${ProofFault['kind']} ${string}`];

const including = (...include: readonly string[]): PlanFilter => ({ only: [], include });

const twins: Readonly<
  Record<(typeof remedyNames)[number], readonly (readonly [string, PlanFilter, readonly Twin[]])[]>
> = {
  'kernel-argument': [
    [
      'fnos-hd620',
      everything,
      [
        ['the word is missing', without(dropIn), 'not-cured enable-gvt'],
        ['another word', reworded(dropIn, 'enable_gvt=1', 'enable_gvt_foo=1'), 'not-cured enable-gvt'],
        ['another value', reworded(dropIn, 'enable_gvt=1', 'enable_gvt=0'), 'not-cured enable-gvt'],
        ['in a file of another boot loader', moved(dropIn, '/etc/kernel/cmdline'), 'not-cured enable-gvt'],
        ['in a file that is not read', moved(dropIn, `${dropIn}.bak`), 'not-cured enable-gvt'],
        ['never carried over', without('update-grub'), 'not-cured enable-gvt'],
        [
          'carried over before it is there',
          step => {
            if (step.kind === 'run') return null;
            return step.path === dropIn ? [updateGrub, step] : step;
          },
          'not-cured enable-gvt',
        ],
        [
          'carried over by the command of another boot loader',
          instead('update-grub', 'proxmox-boot-tool refresh'),
          'not-cured enable-gvt',
        ],
        ["the owner's words go", reworded(dropIn, `$${D} `, ''), 'takes-more i915.force_probe=7d55'],
        [
          'a word that takes the driver away',
          reworded(dropIn, `$${D}`, `$${D} nomodeset`),
          'driver-lost 0000:00:02.0',
        ],
        [
          'a word that may take the driver away',
          reworded(dropIn, `$${D}`, `$${D} vfio-pci.ids=8086:5916`),
          'driver-unsure 0000:00:02.0',
        ],
      ],
    ],
  ],
  'parameter-out': [
    [
      'n100-proxmox9.xe-denied',
      including('sriov-xe-bound'),
      [
        ['the words stay', without('/etc/default/grub'), 'not-cured sriov-xe-bound'],
        [
          'one of them stays',
          reworded('/etc/default/grub', 'iommu=pt', 'iommu=pt i915.max_vfs=7'),
          'not-cured sriov-xe-bound',
        ],
        [
          'what denies xe stays',
          reworded('/etc/default/grub', 'iommu=pt', 'iommu=pt module_blacklist=xe'),
          'driver-lost 0000:00:02.0',
        ],
        [
          'i915 is not turned away',
          reworded(dropIn, ' i915.force_probe=!46d1', ''),
          'not-cured sriov-xe-bound',
        ],
        ['xe is not asked for', reworded(dropIn, 'xe.force_probe=46d1 ', ''), 'driver-lost 0000:00:02.0'],
      ],
    ],
  ],
  'kernel-argument-out': [
    [
      'optiplex7050-ubuntu2204.nomodeset',
      everything,
      [
        ['the word stays', without('/etc/default/grub'), 'not-cured driver-switched-off'],
        ['never carried over', without('update-grub'), 'not-cured driver-switched-off'],
        ['more goes than the word', reworded('/etc/default/grub', 'quiet', ''), 'takes-more quiet'],
      ],
    ],
  ],
  'module-allowed': [
    [
      'i7-7700-ubuntu2204.blacklisted',
      everything,
      [
        ['the line stays', without('/etc/modprobe.d/blacklist-gpu.conf'), 'not-cured driver-denied'],
        [
          'the line of another module goes instead',
          reworded(
            '/etc/modprobe.d/blacklist-gpu.conf',
            '# blacklist i915\nblacklist snd',
            'blacklist i915\n# blacklist snd',
          ),
          'not-cured driver-denied',
        ],
        [
          'the line of another module goes too',
          reworded('/etc/modprobe.d/blacklist-gpu.conf', 'blacklist snd', '# blacklist snd'),
          'takes-more blacklist snd_hda_intel',
        ],
        ['a copy stays in the initramfs', without('update-initramfs -u -k all'), 'not-cured driver-denied'],
      ],
    ],
  ],
  passthrough: [
    [
      'optiplex7050-ubuntu2204.vfio-pci',
      including('driver-vfio'),
      [
        ['the id stays', without('/etc/default/grub'), 'not-cured driver-vfio'],
        ['never carried over', without('update-grub'), 'not-cured driver-vfio'],
        [
          'the id of another device goes too',
          reworded('/etc/default/grub', ' vfio-pci.ids=8086:a2f0', ''),
          'not-cured driver-vfio',
        ],
        [
          'the id of another device goes instead',
          reworded('/etc/default/grub', 'vfio-pci.ids=8086:a2f0', 'vfio-pci.ids=8086:5912'),
          'not-cured driver-vfio',
        ],
        ['more goes than the word', reworded('/etc/default/grub', 'splash ', ''), 'takes-more splash'],
      ],
    ],
  ],
  'module-unlisted': [
    [
      'n100-proxmox9.enable-gvt',
      including('gvtg-on-newer-gpu'),
      [['the line stays', without('/etc/modules'), 'not-cured gvtg-on-newer-gpu']],
    ],
  ],
  'module-list-lines-out': [
    [
      'fnos-hd620.virqfd-listed',
      including('obsolete-modules'),
      [
        ['the line stays', without('/etc/modules'), 'not-cured obsolete-modules'],
        [
          'the line of another module goes too',
          reworded('/etc/modules', /^kvmgt/gmu, '# kvmgt'),
          'takes-more kvmgt',
        ],
      ],
    ],
  ],
  'module-at-boot': [
    [
      'm720q-debian12.kvmgt-not-listed',
      everything,
      [
        ['no list', without(list), 'not-cured kvmgt-at-boot'],
        ['another module', reworded(list, 'kvmgt', 'kvmgt_foo'), 'not-cured kvmgt-at-boot'],
        ['a module that no kernel has', reworded(list, 'kvmgt', 'kvmgt\nvfio_foo'), 'worse missing-modules'],
        ['left for a second round', without(list), 'second-reboot kvmgt'],
        ['a file that is not read', moved(list, `${list}.off`), 'not-cured kvmgt-at-boot'],
      ],
    ],
  ],
  'module-now': [
    [
      'fnos-hd620.rebooted-no-kvmgt',
      everything,
      [
        ['only until the reboot', without(list), 'not-cured kvmgt'],
        ['another module', instead('modprobe kvmgt', 'modprobe vfio_pci'), 'not-cured kvmgt'],
      ],
    ],
  ],
  'grub-file': [
    [
      'fnos-hd620.grub-full-width',
      including('grub-file'),
      [['the fault stays', without('/etc/default/grub'), 'not-cured grub-file']],
    ],
  ],
  'boot-loader': [
    [
      'fnos-hd620.cmdline-edited',
      everything,
      [
        ['never made anew', without('update-grub'), 'not-cured boot-config-generated'],
        [
          'another command',
          instead('update-grub', 'update-initramfs -u -k all'),
          'not-cured boot-config-generated',
        ],
      ],
    ],
    [
      'e2224g-proxmox8-zfs.not-refreshed',
      everything,
      [['never made anew', without('proxmox-boot-tool refresh'), 'not-cured esp-entry']],
    ],
  ],
};

describe.each(Object.entries(twins))('%s', (_, hosts) => {
  describe.each(hosts)('%s', (name, wish, spoilt) => {
    test('holds as it is planned', async () => {
      const proof = await proofOf(name, wish);
      expect([told(proof), proof.rounds]).toEqual([[], 1]);
      expect(proof.proved).not.toBeNull();
    });

    test.each(spoilt)('%s: refused', async (_what, sabotage, fault) => {
      const proof = await proofOf(name, wish, sabotage);
      expect(told(proof)).toContain(fault);
      expect(proof.proved).toBeNull();
    });
  });
});

describe('what no recorded host shows', () => {
  const gpu = '0000:00:02.0';
  const path = '/etc/modprobe.d/a.conf';
  const step = (before: string | null, after: string | null): Step => ({
    kind: 'edit',
    path,
    before,
    after,
    reboot: true,
    rule: 'kvmgt-denied',
  });

  /** Follows steps, with a boot of our own and further plans as they are given. */
  async function followed(
    boot: (facts: Facts) => Facts,
    rounds: readonly (readonly Step[])[],
    before = [known('gpu/driver', 'i915', { subject: gpu })],
  ): Promise<Proof> {
    const { host } = await recorded(fixtureHosts()[0]?.path ?? '');
    const left = [...rounds];
    const next = (): Provable => ({
      steps: left.shift() ?? [],
      host,
      words: { wanted: [], dropped: [] },
      route: { kind: 'by-hand', reason: 'immutable' },
      wanted: [],
    });
    const facts = new Facts(before);
    return prove(
      next(),
      { facts, findings: [] },
      {
        collect: () => Promise.resolve(facts),
        boot,
        judge: later => foresee(rules, later, {}),
        plan: () => Promise.resolve(next()),
      },
    );
  }

  test('a driver that goes with the plan', async () => {
    const boots = [
      known('gpu/driver', 'i915', { subject: gpu }),
      known('gpu/driver', null, { subject: gpu }),
    ];
    const proof = await followed(facts => facts.with([boots.shift() ?? expect.fail()]), [[step(null, 'a')]]);
    expect([told(proof), proof.proved]).toEqual([[`driver-lost ${gpu}`], null]);
  });

  test('a driver that goes with the boot alone', async () => {
    const proof = await followed(
      facts => facts.with([known('gpu/driver', null, { subject: gpu })]),
      [[step(null, 'a')]],
    );
    expect([told(proof), proof.proved]).toEqual([[], 'staged']);
  });

  test('a driver that nobody can foretell, and nothing of the plan decides it: not proved, and no fault', async () => {
    const edit: Step = { ...step(null, 'a'), path: '/etc/modules-load.d/a.conf' } as Step;
    const proof = await followed(
      facts => facts.with([unknown('gpu/driver', 'undecided', { subject: gpu })]),
      [[edit]],
    );
    expect([told(proof), proof.proved]).toEqual([[], null]);
  });

  test('a circle ends', async () => {
    const proof = await followed(facts => facts, [[step(null, 'a')], [step('a', null)], [step(null, 'a')]]);
    expect([told(proof), proof.rounds]).toEqual([['second-reboot kvmgt-denied', 'circle '], 2]);
  });

  test('a circle of steps that count at once is one all the same', async () => {
    const atOnce = (before: string | null, after: string | null): Step => ({
      ...step(before, after),
      reboot: false,
    });
    const rounds = [[atOnce(null, 'a')], [atOnce('a', null)], [atOnce(null, 'a')]];
    const proof = await followed(facts => facts, rounds);
    expect([told(proof), proof.rounds, proof.proved]).toEqual([['circle '], 2, null]);
  });

  test('plans without end are no proof', async () => {
    const endless = Array.from({ length: 9 }, (_, at) => [
      step(at === 0 ? null : String(at), String(at + 1)),
    ]);
    const proof = await followed(facts => facts, endless);
    expect([proof.rounds, proof.proved]).toEqual([4, null]);
  });
});

test('a plan that does not hold is not shown, and the reason is told in both languages', async () => {
  const name = 'optiplex7040-proxmox8.iommu-off';
  const snapshot = await openFixture(fixtureHosts().find(one => one.name === name)?.path ?? '');
  const line = snapshot.files['/proc/cmdline'];
  // It asks for an IOMMU already, and there is none: asking once more changes nothing.
  const text = (typeof line === 'string' ? line : '').replace('intel_iommu=off', 'intel_iommu=on');
  const host = replayHost({ ...snapshot, files: { ...snapshot.files, '/proc/cmdline': text } });
  const proposal = await planOf(host, (await collect(host)).facts);
  expect(proposal.proof?.faults).toEqual([
    { kind: 'not-cured', rule: 'iommu-proxmox', subject: '0000:00:02.0' },
  ]);
  expect([proposal.steps, proposal.words, proposal.refused.map(({ reason }) => reason)]).toEqual([
    [],
    [],
    ['proof-not-cured'],
  ]);
  expect(proposal.forecast).toMatchObject({ before: 'action-needed', afterReboot: 'action-needed' });
});

test('every fault of a proof has words', () => {
  const kinds: Readonly<Record<ProofFault['kind'], true>> = {
    'not-cured': true,
    worse: true,
    'driver-lost': true,
    'driver-unsure': true,
    'takes-more': true,
    'second-reboot': true,
    circle: true,
  };
  for (const kind of Object.keys(kinds))
    for (const language of languages)
      expect(
        fixWords[language].refusals[`proof-${kind}`]?.({ title: 'T', fault: 'T', subject: 'T' }),
      ).toMatch(kind === 'circle' ? /./u : /T/u);
});

describe('a forecast says what its proof says', () => {
  test.each(['fnos-hd620.before-no-root', 'i7-7700-ubuntu1804', 'vm-debian12-no-root'])(
    '%s: what decides was not read, so nothing is promised',
    async name => {
      const path = fixtureHosts().find(one => one.name === name)?.path ?? expect.fail(name);
      const { host, facts } = await recorded(path);
      const proposal = await planOf(host, facts);
      expect(proposal.steps).not.toEqual([]);
      expect(proposal.forecast).toMatchObject({ afterReboot: 'unknown', left: proposal.proof?.left?.rule });
      const rendering = { rules, proposal, repair: [], call: 'fngvt', columns: 200 };
      for (const language of languages) {
        const text = plainText(renderPlan({ ...rendering, language, say: fixWords[language] }));
        expect(text).toContain(language === 'en' ? 'shows only then' : '重启后才看得出');
        expect(text).not.toMatch(language === 'en' ? /ready to share|Still in the way/u : /可以共享|还差/u);
      }
      const json = JSON.parse(
        planJson(proposal, { version: '0', taken: '', source: 'snapshot', applied: null }),
      ) as PlanDocument;
      expect(json).toMatchObject({ proved: 'staged', forecast: { after_reboot: 'unknown' } });
    },
  );

  test('every plan of every recorded host', async () => {
    for (const { name, path } of fixtureHosts()) {
      const { host, facts } = await recorded(path);
      const { steps, forecast, proof } = await planOf(host, facts);
      if (steps.length > 0)
        expect([name, forecast.afterReboot, forecast.left]).toEqual([
          name,
          proof?.proved === null ? 'unknown' : proof?.end,
          proof?.left?.rule ?? null,
        ]);
    }
  });
});
