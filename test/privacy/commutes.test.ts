import { describe, expect, test } from 'vitest';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { keyedDigest } from '../../src/host/digest.ts';
import type { Host } from '../../src/host/reader.ts';
import { rememberingHost } from '../../src/host/remember.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { conclude } from '../../src/judge/conclude.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { toldBy } from '../../src/judge/told.ts';
import { hideText, redactingHost } from '../../src/privacy/redacting-host.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';
import { loadRules } from '../../src/rules/load.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { partOf } from '../part.ts';

/**
 * Hiding commutes: a report with its names hidden is the report of a host with its names hidden. Held over hosts whose verdict hangs on what a
 * name says, composed from the grammars of processors, kernels and makers of virtual machines: the recorded ones are made of words that stay.
 */

const rules = loadRules();
const frame = { version: '0.0.0', taken: '', source: 'snapshot' } as const;

async function factsOf(host: Host) {
  const { facts, breakages } = await collect(rememberingHost(host));
  expect(breakages).toEqual([]);
  return facts;
}

/** The report with hidden names, and the report of the host with hidden names. */
async function bothWays(snapshot: Snapshot): Promise<{ readonly told: Report; readonly judged: Report }> {
  const standIns = new Pseudonymizer(keyedDigest('k'));
  const real = await factsOf(replayHost(snapshot));
  const hidden = await factsOf(redactingHost(replayHost(snapshot), standIns));
  const report = conclude(rules, real, nextBoot(real), frame);
  return {
    told: toldBy(report, { facts: hidden, hide: text => hideText(text, standIns) }),
    judged: conclude(rules, hidden, nextBoot(hidden), frame),
  };
}

async function commutes(snapshot: Snapshot): Promise<void> {
  const { told, judged } = await bothWays(snapshot);
  expect(judged.verdict).toEqual(told.verdict);
  expect(judged).toEqual(told);
}

/** A recorded host with other texts in some files. */
async function host(name: string, files: Readonly<Record<string, string>>): Promise<Snapshot> {
  const path = fixtureHosts().find(one => one.name === name)?.path ?? expect.fail(name);
  const snapshot = await openFixture(path);
  return {
    ...snapshot,
    files: { ...snapshot.files, ...files },
    absent: snapshot.absent.filter(one => !Object.hasOwn(files, one)),
  };
}

describe('of every recorded host', () => {
  test.each(partOf(fixtureHosts(), 12, 2).map(({ name, path }) => [name, path] as const))(
    '%s',
    async (_name, path) => {
      await commutes(await openFixture(path));
    },
  );
});

/** Names as /proc/cpuinfo has them, of every family that is sold. */
const processors: readonly string[] = [
  ...['4130', '6100', '7100U', '8100', '8109U', '9100F', '10100', '10105F', '12100F', '13100', '14100T'].map(
    model => `Intel(R) Core(TM) i3-${model} CPU @ 3.60GHz`,
  ),
  ...['6500T', '8259U', '9400F', '9600KF', '10210Y', '1035G4', '10400'].map(
    model => `Intel(R) Core(TM) i5-${model} CPU @ 2.40GHz`,
  ),
  ...['12400', '12600KF', '1240P', '13500T', '14600KF', '1340P'].map(
    model => `12th Gen Intel(R) Core(TM) i5-${model}`,
  ),
  ...['8700', '8086K', '9700F', '1065G7', '1165G7', '3820', '3930K', '6950X', '7Y75'].map(
    model => `Intel(R) Core(TM) i7-${model} CPU @ 3.40GHz`,
  ),
  ...['9900K', '9900KS', '9900KF', '10900', '7900X', '10980XE', '10980HK'].map(
    model => `Intel(R) Core(TM) i9-${model} CPU @ 3.60GHz`,
  ),
  ...['11900K', '13900HX', '14900KF', '13900T'].map(model => `13th Gen Intel(R) Core(TM) i9-${model}`),
  ...['m3-6Y30', 'm3-7Y30', 'm5-6Y57', 'm7-6Y75', 'm3-8100Y'].map(
    model => `Intel(R) Core(TM) ${model} CPU @ 0.90GHz`,
  ),
  ...['125H', '185H', '245K', '265K', '265KF', '285H', '225F', '356H'].flatMap(model =>
    ['5', '7', '9', 'X7'].map(series => `Intel(R) Core(TM) Ultra ${series} ${model}`),
  ),
  ...['100U', '120U', '210H', 'N350', 'N355'].map(model => `Intel(R) Core(TM) 3 ${model}`),
  ...['N95', 'N97', 'N100', 'N150', 'N200', 'N5105', 'N6005'].map(model => `Intel(R) ${model}`),
  'Intel(R) Core(TM) i3-N300',
  'Intel(R) Core(TM) i3-N305',
  ...['N3350', 'N3450', 'J3455', 'J4105', 'J4125', 'N5095', 'G3900', 'G4900T', 'G5905', '3865U', '6305'].map(
    model => `Intel(R) Celeron(R) ${model} CPU @ 1.50GHz`,
  ),
  ...['Gold G5400', 'Gold G6405T', 'Gold 8505', 'Silver J5005', 'Silver N6000', 'G4560', '4415U'].map(
    model => `Intel(R) Pentium(R) ${model} CPU @ 3.70GHz`,
  ),
  ...['E3-1225 v3', 'E3-1231 v3', 'E3-1245 v5', 'E3-1240L v5', 'E3-1575M v5', 'E-2124', 'E-2176G', 'E-2278GE']
    .concat([
      'W-1290P',
      'W-10855M',
      'W-2123',
      'E5-2680 v4',
      'E7-8890 v3',
      'D-1541',
      'Gold 6230',
      'Platinum 8380',
    ])
    .map(model => `Intel(R) Xeon(R) ${model} CPU @ 3.20GHz`),
  'AMD Ryzen 5 5600G with Radeon Graphics',
  'AMD Ryzen 9 7950X3D 16-Core Processor',
  'AMD EPYC 7763 64-Core Processor',
  'Intel(R) Core(TM) i5 CPU       M 520  @ 2.40GHz',
  'Genuine Intel(R) 0000',
  'Intel Core Processor (Skylake, IBRS, no TSX)',
  'Common KVM processor',
  'QEMU Virtual CPU version 2.5+',
];

/** What `uname -r` says, of the distributions that people run. */
const releases: readonly string[] = [
  ...['4.18.0-553.el8_10', '5.14.0-427.13.1.el9_4', '5.14.0-570.12.1.el9_6', '6.12.0-55.el10'].map(
    release => `${release}.x86_64`,
  ),
  ...['5.15.0-300.163.18.el9uek', '5.4.17-2136.330.7.el8uek', '6.12.0-100.28.2.el10uek'].map(
    release => `${release}.x86_64`,
  ),
  ...['6.13.7-1.el9.elrepo', '5.4.290-1.el7.elrepo', '3.10.0-1160.119.1.el7'].map(
    release => `${release}.x86_64`,
  ),
  ...['5.10.0-60.18.0.50.oe2203', '6.6.0-28.0.0.34.oe2403', '5.10.0-216.0.0.115.oe2203sp4'].map(
    release => `${release}.x86_64`,
  ),
  ...['5.10.134-16.2.an8', '6.6.25-2.1.an23', '4.19.90-52.15.v2207.ky10', '5.4.119-20.0009.tl3'].map(
    release => `${release}.x86_64`,
  ),
  ...['5.14.21-150500.55.39.1-default', '6.4.0-150600.23.7.3-default', '6.11.8-1-default'],
  ...['6.6.87.2-microsoft-standard-WSL2', '5.15.167.4-microsoft-standard-WSL2'],
  ...['6.1.0-56-amd64', '6.12.60+deb13-amd64', '6.1.0-13-cloud-amd64', '6.12.9+bpo-amd64', '6.1.0-rt-amd64'],
  ...['5.15.0-86-generic', '6.8.0-45-lowlatency', '6.5.0-1020-oem', '6.8.0-1010-gcp', '5.19.0-50-generic'],
  ...[
    '6.8.12-4-pve',
    '6.14.11-3-pve',
    '5.15.158-2-pve',
    '6.6.38-trim',
    '6.18.18.c1126-trim',
    '6.12.54-Unraid',
  ],
  ...['6.19.0-thor-Unraid+', '6.6.44-production+truenas', '5.10.55+', '4.4.302+', '6.12.1-arch1-1'],
  ...[
    '6.11.0-63.fc42.x86_64',
    '6.6.8-200.fc39.x86_64',
    '6.12.5-zen1-1-zen',
    '6.1.55-lts',
    '6.12.10-1-MANJARO',
  ],
  ...['6.9.3-76060903-generic', '6.6.30-surface-1', '5.10.104-tegra', '6.1.75-rockchip64', '6.12.8-xanmod1'],
  ...[
    '6.13.1-2-cachyos',
    '6.12.9-lqx1-1-lqx',
    '6.6.63-gentoo-dist',
    '6.12.0',
    '6.12.0-rc3',
    '6.13.0-next-20241203',
  ],
  ...['6.1.79-0-virt', '6.6.4_1', '5.10.52-gentoo-x86_64', '6.1.112-124.190.amzn2023.x86_64'],
];

/** Maker and product as the firmware of a guest names them. */
const guests: readonly (readonly [maker: string, product: string])[] = [
  ['QEMU', 'Standard PC (Q35 + ICH9, 2009)'],
  ['VMware, Inc.', 'VMware7,1'],
  ['innotek GmbH', 'VirtualBox'],
  ['Amazon EC2', 'm5.large'],
  ['Google', 'Google Compute Engine'],
  ['OpenStack Foundation', 'OpenStack Nova'],
  ['Alibaba Cloud', 'Alibaba Cloud ECS'],
  ['Xen', 'HVM domU'],
  ['Microsoft Corporation', 'Virtual Machine'],
  ['Parallels International GmbH.', 'Parallels ARM Virtual Machine'],
  ['Nutanix', 'AHV'],
  ['KubeVirt', 'None'],
  ['Scaleway', 'SCW-DEV1-S'],
];

const cpuinfo = (name: string): string =>
  `processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 250\nmodel name\t: ${name}\nstepping\t: 0\nflags\t\t: fpu vmx\n\n`;

describe('of hosts whose verdict hangs on a word', () => {
  test.each(processors)('the processor %s, and no Intel GPU', async name => {
    const snapshot = await host('i7-8700-debian12', { '/proc/cpuinfo': cpuinfo(name) });
    await commutes(snapshot);
    const { told } = await bothWays(snapshot);
    expect(told.host.cpu.name).toBe(name);
  });

  test.each(releases)('the kernel %s', async release => {
    const { told, judged } = await bothWays(
      await host('fnos-hd620', { '/proc/sys/kernel/osrelease': `${release}\n` }),
    );
    expect(judged).toEqual(told);
  });

  test.each(guests)('the machine of %s, %s', async (maker, product) => {
    const files = {
      '/sys/class/dmi/id/sys_vendor': `${maker}\n`,
      '/sys/class/dmi/id/product_name': `${product}\n`,
    };
    const { told, judged } = await bothWays(await host('fnos-hd620', files));
    expect(judged).toEqual(told);
    expect(told.verdict?.cause).toBe('inside-guest');
  });
});
