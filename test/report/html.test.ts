import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/judge/report-types.ts';
import { chainOf, type ChainTopic } from '../../src/report/page/chain.ts';
import { commandIn } from '../../src/report/page/page-command.ts';
import { apertureViews } from '../../src/report/page/aperture-view.ts';
import { inlineProse, prose } from '../../src/report/page/prose.ts';
import { readData } from '../../src/package-files.ts';
import { handStepsEverywhere } from '../hand-steps-everywhere.ts';
import { loadRules } from '../../src/rules/load.ts';
import { ruleTexts } from '../../src/rules/rule-texts.ts';
import { languages } from '../../src/values/text.ts';
import { words } from '../../src/words/words.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { cli, hostFixture } from '../run-cli.ts';

const rules = loadRules();
const hosts = fixtureHosts();
const english = words.en;

async function reportOf(name: string): Promise<Report> {
  const host = hosts.find(one => one.name === name);
  if (host === undefined) throw new Error(`no fixture ${name}`);
  return host.report;
}

describe('a code span of our prose', () => {
  test.each([
    ['nano /etc/default/grub', 'nano /etc/default/grub'],
    ['update-grub', 'update-grub'],
    ["dmesg | grep -iE 'gvt|i915|mdev'", "dmesg | grep -iE 'gvt|i915|mdev'"],
    [
      'virsh -c qemu:///system detach-device VM\n   FILE --config',
      'virsh -c qemu:///system detach-device VM FILE --config',
    ],
    ['mdevctl', undefined],
    ['/etc/default/grub', undefined],
    ['i915.enable_gvt=1', undefined],
    ['intel_iommu=on iommu=pt', undefined],
    ['Aperture Size', undefined],
    ['options i915', undefined],
  ])('%j gives the command %j', (code, command) => {
    expect(commandIn(code)).toBe(command);
  });

  test('begins with a known program, or is no command: nothing that looks like one is missed', () => {
    const missed = rules
      .flatMap(rule => handStepsEverywhere(rule.id))
      .flatMap(({ text }) => [...text.matchAll(/`([^`]+)`/gu)])
      .map(([, code = '']) => code)
      .filter(code => commandIn(code) === undefined && /^[a-z][a-z0-9-]+ (?:-|\||\/)/u.test(code));
    expect([...new Set(missed)]).toEqual([]);
  });
});

describe('our prose', () => {
  test('becomes a list whose commands can be copied', () => {
    const html = prose('1. Run `update-grub`.\n2. Look at `/etc`.', english.page);
    expect(html).toMatch(/^<ol>/u);
    expect(html.match(/data-copy="([^"]*)"/gu)).toEqual(['data-copy="update-grub"']);
    expect(html).toContain('<code>/etc</code>');
  });

  test('holds no raw HTML and no link but https', () => {
    const html = prose(
      '<b onclick=x>a</b> [x](javascript:x) ![i](https://a.b/c.png) <https://a.b>',
      english.page,
    );
    expect(html).not.toMatch(/<(?:b|img)|javascript/u);
    expect(html).toContain('<a href="https://a.b"');
  });

  test('a line break between Chinese characters is no space', () => {
    expect(inlineProse('核显，\n   驱动', english.page)).toBe('核显，驱动');
    expect(inlineProse('one\ntwo', english.page)).toBe('one\ntwo');
  });

  test('of every rule is turned into HTML in both languages, without a leftover mark', () => {
    for (const rule of rules) {
      const { why } = ruleTexts(rule.id);
      const texts = languages.map(language => ({ language, text: why[language] }));
      for (const { language, text } of [...texts, ...handStepsEverywhere(rule.id)]) {
        const html = prose(text, words[language].page).replace(/<code>[^<]*<\/code>|"[^"]*"/gu, '');
        expect(html, rule.id).not.toMatch(/\*\*|`|&#60;/u);
      }
    }
  });

  test('of the page has no leftover mark either', () => {
    for (const language of languages) {
      for (const text of Object.values(words[language].page.before.points))
        expect(inlineProse(text, words[language].page)).not.toMatch(/\*\*|`/u);
    }
  });
});

describe('the chain', () => {
  const topics = readData<readonly ChainTopic[]>('topics');
  const chain = (report: Report): ReturnType<typeof chainOf> =>
    chainOf(report, report.gpus.find(gpu => gpu.address === report.verdict?.gpu) ?? report.gpus[0], topics, {
      language: 'en',
      words: english,
      rules,
      call: 'fngvt',
    });

  test('breaks once where something is in the way, at the link of the verdict, and never where sharing works', async () => {
    for (const host of hosts) {
      const report = await host.report;
      const { links, goal } = chain(report);
      const breaks = links.filter(link => link.isBreak);
      expect(breaks.length, host.name).toBe(report.verdict?.rule === null ? 0 : 1);
      expect(goal.isReached, host.name).toBe(report.verdict?.state === 'ready');
      if (report.verdict?.state === 'ready')
        expect(
          links.every(link => link.isReached),
          host.name,
        ).toBe(true);
      expect(
        breaks.every(link => link.isReached && link.state !== 'pass'),
        host.name,
      ).toBe(true);
    }
  });

  test('a link passes only where nothing in it failed or is unknown', async () => {
    for (const host of hosts) {
      const report = await host.report;
      for (const link of chain(report).links.filter(one => one.state === 'pass')) {
        const topic = topics.find(one => one.title.en === link.title)?.id;
        expect(topic, link.title).toBeDefined();
        const bad = report.findings.filter(
          finding =>
            finding.topic === topic &&
            finding.severity === 'error' &&
            (finding.verdict === 'fail' || finding.verdict === 'unknown') &&
            (report.gpus.length < 2 || finding.subject === null || finding.subject === report.verdict?.gpu),
        );
        expect(
          bad.map(finding => finding.id),
          `${host.name} ${link.title}`,
        ).toEqual([]);
      }
    }
  });
});

describe('the room for vGPUs', () => {
  test.each([
    // host, counts as told, blocks drawn, warning
    ['fnos-hd620', ['up to 6', 'up to 3', 'up to 1'], [6, 3, 1], ''],
    ['fnos-hd620.vm-attached', ['1 left', '2 left', '5 left'], [1, 2, 5], ''],
    ['optiplex7040-proxmox8.all-in-use', ['0 left', '0 left'], [0, 0], ''],
    ['nuc5-debian12.aperture-128', [], [], english.page.room.none],
    ['fnos-hd620.before-no-root', [], [], english.page.room.freshUnknown],
    [
      'm720q-debian12.aperture-4096',
      ['the kernel says 1', 'the kernel says 3', 'the kernel says 7', 'the kernel says 7'],
      [0, 0, 0, 0],
      english.page.room.noHidden,
    ],
  ])('of %s', async (name, counts, blocks, warning) => {
    const [room] = apertureViews(await reportOf(name), english);
    expect(room?.types.map(type => type.count)).toEqual(counts);
    expect(room?.types.map(type => type.blocks.length)).toEqual(blocks);
    expect(room?.warning).toBe(warning);
  });

  test.each(['qemu-debian12.with-vgpu', 'docker-fnos'])('promises nothing on %s', async name => {
    expect(apertureViews(await reportOf(name), english)).toEqual([]);
  });

  test('is not drawn where the aperture is not known, and not called free where a vGPU of unknown size lives', async () => {
    const report = await reportOf('fnos-hd620.vm-attached');
    const [capacity] = report.vgpu.capacity;
    if (capacity === undefined) throw new Error('no capacity');
    const blind = { ...report, vgpu: { ...report.vgpu, capacity: [{ ...capacity, aperture_mib: null }] } };
    expect(apertureViews(blind, english)[0]?.stretches).toEqual([]);
    const devices = report.vgpu.devices.map(device => ({ ...device, type: null }));
    const vague = apertureViews({ ...report, vgpu: { ...report.vgpu, devices } }, english)[0];
    expect(vague?.stretches.map(stretch => stretch.kind)).toEqual(['host', 'rest']);
  });
});

const html = (argv: readonly string[], node?: string): ReturnType<typeof cli> =>
  cli(
    ['doctor', '--from', hostFixture('fnos-hd620'), '--format', 'html', ...argv],
    node === undefined ? {} : { node },
  );

test('the exit code of a page is that of the report', () => {
  expect(html([])).toMatchObject({ exit: 1, stderr: '' });
});

test('a folder of snapshots is a page of its own', () => {
  const result = cli(['doctor', '--from', 'fixtures/hosts', '--format', 'html']);
  expect(result.stdout).toMatch(/^<!doctype html>/iu);
  expect(result.stdout).toContain('fnos-hd620');
});

test('a page names no folder of the machine that made it', () => {
  const { stdout } = cli(['doctor', '--from', hostFixture('fnos-hd620'), '--format', 'html'], { cwd: '/' });
  expect(stdout.includes('dist/fngvt.js')).toBe(false);
  expect(stdout.includes('fngvt explain')).toBe(true);
});

const node18 = process.env['FNGVT_NODE18'];

test.skipIf(node18 === undefined && process.env['CI'] === undefined)('Node 18.20 makes the same page', () => {
  expect(html([], node18)).toEqual(html([]));
});
