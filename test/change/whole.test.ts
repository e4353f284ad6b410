import { describe, expect, test } from 'vitest';
import { actsFor, withActs, type Act } from '../../src/change/plan/acts.ts';
import { otherWays, type Whole, type WholeMeans } from '../../src/change/plan/whole.ts';
import { wholeAhead, waySteps } from '../../src/change/plan/report-steps.ts';
import { collect } from '../../src/facts/collect.ts';
import type { Facts } from '../../src/facts/fact-index.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { foresee } from '../../src/judge/conclude.ts';
import { loadRules } from '../../src/rules/load.ts';
import type { RuleRemedy } from '../../src/rules/remedy.ts';
import { ruleTexts } from '../../src/rules/rule-texts.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { everything, recorded, wholeMeans, wholeOf } from '../planned-hosts.ts';
import { factsOfCase, hostOfCase, ruleCases } from '../rule-cases.ts';

const rules = loadRules();

async function meansOf(name: string, remediesOf?: WholeMeans['remediesOf']): Promise<WholeMeans> {
  const path = fixtureHosts().find(one => one.name === name)?.path ?? expect.fail(name);
  const { host, facts } = await recorded(path);
  return wholeMeans(host, facts, remediesOf);
}

/** The acts in short: a rule, what is done, and whether it is known what comes of it. */
const told = ({ acts }: Pick<Whole, 'acts'>): readonly string[] =>
  acts.map(({ rule, remedy, effect }) => `${rule} ${remedy}${effect === undefined ? ' ?' : ''}`);

/** Recorded hosts that need somebody else, by what; where that leads. */
const hosts: readonly (readonly [host: string, acts: readonly string[], ahead: string])[] = [
  ['fnos-hd620.vmx-off', ['vmx firmware-setting'], 'ready'],
  ['nuc5-debian12.aperture-128', ['aperture firmware-setting'], 'ready'],
  ['m720q-debian12.aperture-4096', ['aperture-hidden-memory firmware-setting'], 'ready'],
  ['n100-proxmox9.iommu-off', ['vt-d-firmware firmware-setting'], 'ready'],
  ['i7-8700-debian10', ['kernel-gvtg-support kernel-chosen'], 'ready'],
  ['m720q-debian12.kernel-without-gvt', ['kernel-gvt-build kernel-chosen'], 'ready'],
  ['nuc10-arch.kernel-5-19', ['kernel-regression kernel-chosen'], 'ready'],
  ['optiplex7050-ubuntu2204.no-modules-extra', ['kvmgt-file package-installed'], 'ready'],
  ['optiplex7050-ubuntu2204.out-of-tree-i915', ['i915-origin dkms-driver'], 'ready'],
  ['vm-debian12-aperture-128', ['vm-passthrough vm-changed', 'aperture firmware-setting'], 'ready'],
  // A driver that came from outside enters its mode or not: that shows then.
  ['n100-proxmox9', ['sriov-kernel-driver dkms-driver'], 'unknown'],
  // The firmware hides the GPU: what appears there nobody knows. A GPU bound to vfio-pci is the owner's own setting.
  ['i7-8700-debian12', [], 'action-needed'],
  ['optiplex7050-ubuntu2204.vfio-pci', [], 'action-needed'],
  // Nothing that anybody could do.
  ['j4125-fnos', [], 'unsupported'],
];

test.each(hosts)('%s: what others do for it, and where it leads', async (name, acts, state) => {
  const whole = await wholeOf(await meansOf(name));
  expect(told(whole)).toEqual(acts);
  expect(acts.length === 0 ? whole.own.report.verdict?.state : wholeAhead(whole).state).toBe(state);
});

describe('what an act makes true', () => {
  /** What stands in files that people set up, and what follows from those for the boot. */
  const settings =
    /^(?:configured|generated|cmdline|tokens|bootloader|module-listed|module-denied|module-denied-by-file|modprobe|modules\/garbled)\b/u;

  const cases = [...ruleCases()].flatMap(([id, all]) =>
    Object.entries(all)
      .filter(([, { verdict }]) => verdict === 'fail')
      .map(([about, one]) => [id, about, one] as const),
  );

  /** The acts for the case's own fault, whatever else is wrong there. */
  function actsOf(id: string, facts: Facts): readonly Act[] {
    const finding = foresee(rules, facts, {}).findings.find(one => one.id === id && one.verdict === 'fail');
    if (finding === undefined) return [];
    const fault = { rule: id, subject: finding.subject ?? undefined, acts: finding.acts };
    return actsFor(fault, ruleTexts(id).remedies, facts).filter(({ effect }) => effect !== undefined);
  }

  test('touches no setting, and cures its own fault, or is known not to', async () => {
    const cured = new Map<string, Set<string>>();
    for (const [id, about, one] of cases) {
      const facts = await factsOfCase(one);
      for (const act of actsOf(id, facts)) {
        const then = withActs(facts, [act]);
        const changed = then
          .all()
          .filter(fact => facts.get(fact.address, fact.subject) !== fact && settings.test(fact.address))
          .filter(
            fact =>
              JSON.stringify(facts.value(fact.address, fact.subject)) !==
              JSON.stringify(fact.known ? fact.value : undefined),
          );
        expect(
          changed.map(({ address }) => address),
          `${id}: ${about}`,
        ).toEqual([]);
        const { findings } = foresee(rules, nextBoot(then), {});
        const left = findings.some(found => found.id === id && found.verdict === 'fail');
        const key = `${id} ${act.remedy}${act.option === undefined ? '' : ` ${act.option}`}`;
        cured.set(key, (cured.get(key) ?? new Set()).add(left ? 'fails' : 'cured'));
      }
    }
    expect(Object.fromEntries([...cured].map(([key, how]) => [key, [...how].join()]))).toMatchInlineSnapshot(`
      {
        "aperture firmware-setting": "cured",
        "aperture-hidden-memory firmware-setting": "cured",
        "aperture-size firmware-setting": "cured",
        "i915-origin dkms-driver": "cured",
        "instances firmware-setting": "cured",
        "kernel-gvt-build kernel-chosen": "cured",
        "kernel-gvtg-support kernel-chosen": "cured",
        "kernel-regression kernel-chosen": "cured",
        "kvmgt-file package-installed": "cured",
        "sriov-driver-running dkms-driver": "cured,fails",
        "sriov-kernel-driver dkms-driver 0": "cured",
        "sriov-kernel-driver kernel-chosen 1": "cured",
        "sriov-xe kernel-chosen 0": "cured",
        "vgpu-shared vgpu 0": "cured",
        "vgpu-shared vm-changed 1": "cured",
        "vm-mdevs vgpu 0": "cured",
        "vm-mdevs vm-changed 1": "cured",
        "vm-passthrough vm-changed 0": "cured",
        "vm-passthrough vm-changed 1": "fails",
        "vmx firmware-setting": "cured",
        "vt-d-firmware firmware-setting": "cured",
      }
    `);
  });

  test('another kernel says nothing of what stands in its files beside GVT-g', async () => {
    const { facts } = await meansOf('i7-8700-debian10');
    const [act] = actsOf('kernel-gvtg-support', facts);
    const then = withActs(facts, act === undefined ? expect.fail() : [act]);
    expect(then.value('module-file/kvmgt')).toBe('kernel/drivers/gpu/drm/i915/kvmgt.ko');
    expect(then.get('module-file/vfio_pci').known).toBe(false);
    expect(then.get('kernel/release').known).toBe(false);
  });
});

describe('an act that is not what is needed', () => {
  const instead =
    (rule: string, remedy: RuleRemedy): WholeMeans['remediesOf'] =>
    id =>
      id === rule ? [remedy] : ruleTexts(id).remedies;

  test.each([
    ['fnos-hd620.vmx-off', 'vmx', { 'firmware-setting': { setting: 'vt-d' } }],
    ['nuc10-arch.kernel-5-19', 'kernel-regression', { 'package-installed': 'kvmgt' }],
    ['optiplex7050-ubuntu2204.out-of-tree-i915', 'i915-origin', { 'package-installed': 'kvmgt' }],
    // It would let vGPUs be listed of which none can be made.
    [
      'nuc5-debian12.aperture-128',
      'aperture',
      { 'firmware-setting': { setting: 'aperture-size', mib: [4096] } },
    ],
  ] as const)('%s: %s is no plan', async (name, rule, remedy) => {
    const means = await meansOf(name, instead(rule, remedy));
    expect(told(await wholeOf(means))).toEqual([]);
  });
});

describe('ways of which the owner has the choice', () => {
  const waysOf = async (name: string): Promise<readonly (readonly string[])[]> => {
    const means = await meansOf(name);
    const { own, ...whole } = await wholeOf(means);
    return [whole, ...(await otherWays(whole, own, means, everything))].map(told);
  };

  test('those that may help are followed, the usual one first', async () => {
    expect(await waysOf('n100-proxmox9')).toEqual([
      ['sriov-kernel-driver dkms-driver'],
      ['sriov-kernel-driver kernel-chosen'],
    ]);
  });

  test('one that is known not to help is none', async () => {
    // A VM that keeps the whole GPU leaves nothing to share.
    expect(await waysOf('vm-debian12-aperture-128')).toEqual([
      ['vm-passthrough vm-changed', 'aperture firmware-setting'],
    ]);
  });

  test('the first that helps is the default, wherever it stands', async () => {
    const kept = { 'vm-changed': 'gpu-kept' } as const;
    const out = { 'vm-changed': 'gpu-out' } as const;
    const turned = await meansOf('vm-debian12-aperture-128', id =>
      id === 'vm-passthrough' ? [{ either: [[kept], [out]] }] : ruleTexts(id).remedies,
    );
    expect((await wholeOf(turned)).acts[0]?.option).toBe(1);
  });
});

describe('told as steps', () => {
  test('acts that can wait come behind what fngvt does, in each way', async () => {
    const [, all] = [...ruleCases()].find(([id]) => id === 'vmx') ?? expect.fail();
    const one =
      Object.entries(all).find(([about]) => about.includes('the kernel says'))?.[1] ?? expect.fail();
    const host = await hostOfCase(one);
    const whole = await wholeOf(wholeMeans(host, (await collect(host)).facts));
    const steps = waySteps(whole, 'fngvt');
    expect(steps.map(({ by, proved }) => [by, proved])).toEqual([
      ['fngvt', 'assumed'],
      ['fngvt', 'assumed'],
      ['fngvt', 'assumed'],
      ['firmware', 'assumed'],
    ]);
    expect(wholeAhead(whole)).toEqual({ state: 'ready', reboot: true, rule: null });
  });

  test('behind an act of which only shows then what comes of it, nothing is promised', async () => {
    const [, all] = [...ruleCases()].find(([id]) => id === 'driver-i915') ?? expect.fail();
    const one = all['fails where no driver is bound'] ?? expect.fail();
    const host = await hostOfCase(one);
    const whole = await wholeOf(wholeMeans(host, (await collect(host)).facts));
    expect(
      waySteps(whole, 'fngvt')
        .map(({ remedy, proved }) => [remedy, proved])
        .at(-1),
    ).toEqual(['look', null]);
    expect(wholeAhead(whole)).toMatchObject({ state: 'unknown', rule: 'driver-i915' });
  });
});
