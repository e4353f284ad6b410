import { describe, expect, test } from 'vitest';
import { examine } from '../../src/invocation/examine.ts';
import { subjectOf } from '../../src/invocation/subject.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import type { Report } from '../../src/judge/report-types.ts';
import { planView } from '../../src/report/plan-view.ts';
import { localizationOf } from '../../src/report/rendering.ts';
import { planLines } from '../../src/report/terminal/plan-lines.ts';
import { width } from '../../src/report/terminal/cells.ts';
import { loadRules } from '../../src/rules/load.ts';
import { plainText } from '../../src/values/styled.ts';
import { languages } from '../../src/values/text.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { nobody, renderingOf, written } from '../rendering.ts';

/** The report of a recorded host with its plan, as others may read it. */
async function planned(path: string): Promise<Report> {
  const subject = await subjectOf(
    { kind: 'snapshot', snapshot: await openFixture(path) },
    { version: nobody.version },
  );
  const { shared } = await examine(subject, loadRules(), nobody, { isPlanned: true });
  return (await shared()).report;
}

const fixtureOf = (name: string): string =>
  fixtureHosts().find(host => host.name === name)?.path ?? expect.fail(`there is no fixture ${name}`);

const told = async (name: string, format: 'text' | 'md' | 'bbcode' | 'html' = 'text'): Promise<string> =>
  written(format, renderingOf(await planned(fixtureOf(name)), 'en'));

describe('what leads to ready', () => {
  test('what fngvt does stands above the same by hand, and both above the evidence', async () => {
    const text = await told('fnos-hd620');
    const at = ['Let fngvt do it', 'sudo fngvt fix', 'Or by hand', 'sudo update-grub', 'Stuck at'].map(part =>
      text.indexOf(part),
    );
    expect(at).not.toContain(-1);
    expect([...at].sort((a, b) => a - b)).toEqual(at);
  });

  test.each(['text', 'md', 'bbcode', 'html'] as const)(
    'every cause at once, with one reboot: %s',
    async format => {
      const text = (await told('fnos-hd620', format)).replaceAll('\n       ', ' ').replaceAll('&#x3D;', '=');
      expect(text).toContain('i915.force_probe=7d55 i915.enable_gvt=1');
      expect(text).toContain('kvmgt');
      if (format !== 'html') expect(text.match(/sudo reboot/gu)).toHaveLength(1);
    },
  );

  test('a repair that is only done when asked for is asked for in the command', async () => {
    expect(await told('fnos-hd620.grub-full-width')).toContain('sudo fngvt fix --include grub-file');
  });

  test('many lines at once are no work for a hand', async () => {
    const text = await told('fnos-hd620.grub-crlf');
    expect(text).toContain('sudo fngvt fix --include grub-file');
    expect(text).not.toContain('Or by hand');
  });

  test('where a module can be loaded at once no reboot is asked for', async () => {
    const { ahead } = await planned(fixtureOf('fnos-hd620.rebooted-no-kvmgt'));
    expect(ahead).toEqual({ state: 'ready', reboot: false, rule: null });
  });

  test('READY is promised no further than the proof goes', async () => {
    // Without root the module index was not read: what is missing then is seen after the boot.
    const { ahead } = await planned(fixtureOf('fnos-hd620.before-no-root'));
    expect(ahead).toMatchObject({ state: 'unknown', reboot: true });
    expect(await told('fnos-hd620.before-no-root')).not.toContain('should say [READY]');
  });

  test.each(['json', 'text', 'md', 'bbcode', 'html'] as const)(
    'no name of a line leaves its host: %s',
    async format => {
      const path = '/etc/default/grub';
      const names = ['petersvault', '192.168.77.5', 'petersnas', 'PeterMueller', '1f2e3d4c'];
      const words =
        'resume=UUID=1f2e3d4c-1111-4222-8333-abcdefabcdef cryptdevice=/dev/mapper/petersvault ip=192.168.77.5 hostname=petersnas foo=PeterMueller';
      const snapshot = await openFixture(fixtureOf('fnos-hd620'));
      const before = snapshot.files[path];
      if (typeof before !== 'string') expect.fail(`${path} is a text`);
      const files = { ...snapshot.files, [path]: before.replace('quiet', `quiet ${words}`) };
      const subject = await subjectOf(
        { kind: 'snapshot', snapshot: { ...snapshot, files, tool: { name: 'fngvt', version: 'another' } } },
        { version: '0.0.0' },
      );
      const { shared } = await examine(subject, loadRules(), nobody, { isPlanned: true });
      const { report } = await shared();
      expect(report.steps).not.toEqual([]);
      const text = await written(format, renderingOf(report, 'en'));
      expect(names.filter(name => text.toLowerCase().includes(name.toLowerCase()))).toEqual([]);
    },
  );

  test('a host that needs nothing has no plan', async () => {
    expect((await planned(fixtureOf('fnos-hd620.rebooted'))).steps).toBeUndefined();
  });
});

describe('what others have to do', () => {
  test.each(['text', 'md', 'bbcode', 'html'] as const)(
    'stands where the plan would, with what it leads to: %s',
    async format => {
      const text = (await told('nuc5-debian12.aperture-128', format)).replaceAll(/\s+/gu, ' ');
      const at = ['What to do', 'Enter the firmware setup', 'should say', 'aperture-too-small'].map(part =>
        text.indexOf(part),
      );
      expect(at).not.toContain(-1);
      // A page has both languages and every check below.
      if (format === 'html') return;
      expect([...at].sort((a, b) => a - b)).toEqual(at);
      // Once, and not again as the steps of the first link.
      expect(text.match(/Enter the firmware setup[^.]*Aperture/gu)).toHaveLength(1);
    },
  );

  test('several acts are one list, and only ways that may help are told', async () => {
    const [text = ''] = (await told('vm-debian12-kernel-without-gvt', 'md')).split('**Stuck at');
    expect(text.match(/^1\. /gmu)).toHaveLength(1);
    expect(text.match(/reboot/gu)).toHaveLength(1);
    expect(text).not.toContain('If this VM shall have the whole GPU');
  });

  test('nothing is promised where it only shows then', async () => {
    expect(await told('n100-proxmox9')).not.toContain('should say [READY]');
  });
});

describe.each(fixtureHosts().map(({ name, path }) => [name, path] as const))('%s', (_, path) => {
  test('its plan fits into terminals of every width, and names no stand-in', async () => {
    const report = await planned(path);
    if ((report.steps ?? []).length === 0) return;
    // What somebody else's act is about is told as its finding tells it; what is to be typed names nothing.
    const typed = report.steps?.map(step => ({ ...step, subject: null }));
    expect(JSON.stringify(typed)).not.toMatch(/anon_|00000000-/u);
    for (const language of languages)
      for (const columns of [48, 80, 140]) {
        const localization = localizationOf(renderingOf(report, language));
        const plan = planView(report, localization);
        if (plan === null) return;
        const lines = planLines(plan, { columns, words: localization.words }).map(plainText);
        // A command stands in one line, however long: it is to be copied.
        const prose = lines.filter(line => !/^\s+(?:\d+\. )?(?:sudo |fngvt )/u.test(line));
        expect(prose.filter(line => width(line) > columns)).toEqual([]);
      }
  });
});
