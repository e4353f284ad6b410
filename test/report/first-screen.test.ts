import { describe, expect, test } from 'vitest';
import { withSteps } from '../../src/invocation/advice.ts';
import { callFromAnywhere } from '../../src/values/portable-call.ts';
import { recorded } from '../planned-hosts.ts';
import { stepsOf } from '../../src/report/finding-view.ts';
import { viewOf } from '../../src/report/view.ts';
import { loadRules } from '../../src/rules/load.ts';
import { languages } from '../../src/values/text.ts';
import { words } from '../../src/words/words.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { renderingOf, written } from '../rendering.ts';

const hosts = fixtureHosts();

describe.each(languages)('the first screen of every recorded host, %s', language => {
  test('ends no cut with a heading of which nothing follows', async () => {
    const bare: string[] = [];
    for (const host of hosts) {
      const text = await written('text', renderingOf(await host.report, language));
      if (/[:：]\n\s*…/u.test(text)) bare.push(host.name);
    }
    expect(bare).toEqual([]);
  });

  test('calls no two pieces of evidence of one family the same', async () => {
    const same: string[] = [];
    for (const host of hosts) {
      const view = viewOf(await host.report, {
        language,
        words: words[language],
        rules: loadRules(),
        call: 'fngvt',
      });
      for (const { id, evidence, finding } of view.all()) {
        const families = new Set(finding.evidence.map(({ fact }) => fact));
        const labels = evidence.map(({ label }) => label);
        const isTwice = labels.some(
          (label, i) => /^(?:driver has|驱动显示)$/u.test(label) && labels.indexOf(label) !== i,
        );
        if (isTwice && families.size > 1) same.push(`${host.name} ${id}`);
      }
    }
    expect(same).toEqual([]);
  });
});

test('a signature that is missing is told before the reboot that needs it', () => {
  for (const language of languages) {
    const steps = stepsOf('sriov-driver-running', { platform: 'proxmox', bootloader: 'grub' }, language);
    const [signed, reboot] = [steps.indexOf('Secure Boot'), steps.search(/reboot\.|，重启/u)];
    expect(signed).toBeGreaterThan(0);
    expect(reboot).toBeGreaterThan(signed);
  }
});

test('no room for a vGPU follows from an aperture that takes it all', async () => {
  const host = hosts.find(({ name }) => name === 'optiplex7040-proxmox8.exhausted') ?? expect.fail();
  const { findings } = await host.report;
  const failing = findings
    .filter(({ verdict }) => verdict === 'fail')
    .map(({ id, because }) => [id, because]);
  expect(failing).toContainEqual(['instances', 'aperture-hidden-memory']);
});

describe('what stands in the settings already', () => {
  const howOf = async (name: string, rule: string): Promise<string> => {
    const host = hosts.find(one => one.name === name) ?? expect.fail(name);
    const report = await host.report;
    const view = viewOf(report, { language: 'en', words: words.en, rules: loadRules(), call: 'fngvt' });
    return (
      view.all().find(({ id, finding }) => id === rule && finding.verdict === 'fail')?.how ??
      expect.fail(rule)
    );
  };

  test('is not asked for a second time, and is checked all the same', async () => {
    const how = await howOf('i7-13700-proxmox8.pf-mode-not-entered', 'sriov-pf-mode');
    expect(how).toContain('put `i915.max_vfs=7` between the quotes');
    expect(how).toContain('`intel_iommu=on i915.enable_guc=3 i915.max_vfs=7`');
  });

  test('of the other technology is taken out without a reboot, and fngvt is run at the end', async () => {
    const how = await howOf('n100-proxmox9.enable-gvt', 'gvtg-on-newer-gpu');
    expect(how).not.toMatch(/and reboot/u);
    expect(how).toMatch(/No reboot is needed for it\.\n\d+\. Run fngvt again: it then names[^\n]*$/u);
  });
});

describe('the call after a reboot', () => {
  test.each([
    ['node dist/fngvt.js', 'node /opt/fngvt/dist/fngvt.js'],
    ['./fngvt', '/opt/fngvt/fngvt'],
    ['./dist/fngvt.js', '/opt/fngvt/dist/fngvt.js'],
    ['node /srv/fngvt.js', 'node /srv/fngvt.js'],
    ['/srv/fngvt', '/srv/fngvt'],
    ['fngvt', 'fngvt'],
    ['npx fngvt', 'npx fngvt'],
  ])('of %s works from any folder', (call, later) => {
    expect(callFromAnywhere(call, '/opt/fngvt')).toBe(later);
  });

  test('is that one where the plan needs a reboot, and the usual one where it needs none', async () => {
    const afterOf = async (name: string): Promise<string> => {
      const host = hosts.find(one => one.name === name) ?? expect.fail(name);
      const { facts, host: asked } = await recorded(host.path);
      const frame = { version: '0', taken: '2025-01-24T10:30:00Z', source: 'snapshot' as const };
      const report = await withSteps(await host.report, { host: asked, facts, rules: loadRules(), frame });
      const own = {
        language: 'en',
        words: words.en,
        rules: loadRules(),
        call: 'node a.js',
        callLater: 'node /x/a.js',
      } as const;
      return viewOf(report, own).plan?.after ?? expect.fail(name);
    };
    expect(await afterOf('fnos-hd620')).toContain('node /x/a.js');
    expect(await afterOf('fnos-hd620.modules-one-line')).toContain('node a.js');
  });
});
