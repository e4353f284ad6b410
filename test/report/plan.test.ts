import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderPlan } from '../../src/report/plan/plan-text.ts';
import { width } from '../../src/report/terminal/cells.ts';
import { unifiedDiff } from '../../src/report/plan/unified-diff.ts';
import { loadRules } from '../../src/rules/load.ts';
import { languages, type Language } from '../../src/values/text.ts';
import { fixWords } from '../../src/words/plan-words.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { everything, planOf, recorded } from '../planned-hosts.ts';
import { plainText } from '../../src/values/styled.ts';

const hosts = fixtureHosts();

async function planText(name: string, language: Language, columns = 80): Promise<string> {
  const { host, facts } = await recorded(hosts.find(one => one.name === name)?.path ?? '');
  const plan = renderPlan({
    proposal: await planOf(host, facts, everything),
    repair: [],
    rules: loadRules(),
    language,
    say: fixWords[language],
    call: 'sudo fngvt',
    columns,
  });
  return plainText(plan);
}

describe.each(languages)('in %s', language => {
  test.each([
    'fnos-hd620',
    'e2224g-proxmox8-zfs.grub-edited',
    'fnos-hd620.rebooted-no-kvmgt',
    'i5-10400-unraid.plugin-removed',
    'optiplex7050-ubuntu2204.vfio-pci',
    'optiplex7050-ubuntu2204.nomodeset',
    'fnos-hd620.vmx-off',
    'fnos-hd620.update-grub',
    'j4125-fnos',
  ])('%s reads as it should', async name => {
    const text = await planText(name, language);
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, 'plans', `${name}.${language}.txt`));
  });

  test.each(hosts.map(({ name }) => name))('%s: no line is too wide, nothing is left unsaid', async name => {
    const text = await planText(name, language);
    // A diff and a command are shown as they are.
    const prose = text
      .split('\n')
      .filter(line => !/^ {2,3}[-+@ ]|^\d+\. /u.test(line) || /^ {2}- /u.test(line));
    for (const line of prose) expect(width(line), line).toBeLessThanOrEqual(80);
    expect(text).not.toMatch(/undefined|\[object|(?<!\/dev\/)\bnull\b/u);
    for (const reason of Object.keys(fixWords.en.refusals)) expect(text).not.toContain(` ${reason}\n`);
  });
});

describe('the way home', () => {
  test('where a denied driver may load again keeps it away for one start, and takes back all that brings it in', async () => {
    const text = (await planText('i7-7700-ubuntu2204.blacklisted', 'en', 400)).replaceAll(/\s+/gu, ' ');
    expect(text).toContain('add module_blacklist=i915 to the end of the line that begins with linux');
    // kvmgt in the new list needs i915, and `blacklist` denies nothing that another module needs: modprobe.d(5).
    expect(text).toContain(
      'delete /etc/modules-load.d/fngvt.conf, take the # from "# blacklist i915" in /etc/modprobe.d/blacklist-gpu.conf again, and run update-initramfs -u -k all',
    );
  });

  test('names every file that is new', async () => {
    const text = (await planText('fnos-hd620', 'en', 400)).replaceAll(/\s+/gu, ' ');
    expect(text).toContain('/etc/default/grub.d/99-fngvt.cfg, /etc/modules-load.d/fngvt.conf');
  });

  test('of what is only made anew is no undo: the word goes from the file that has it', async () => {
    const text = await planText('e2224g-proxmox8-zfs.not-refreshed', 'en', 400);
    expect(text).not.toContain('fngvt undo');
    expect(text).toContain(
      'take i915.enable_gvt=1 out of /etc/kernel/cmdline and run proxmox-boot-tool refresh',
    );
  });
});

test('both languages speak of the same things', () => {
  for (const part of [
    'refusals',
    'notes',
    'byHand',
    'shapes',
    'grubFaults',
    'states',
    'none',
    'home',
  ] as const)
    expect(Object.keys(fixWords['zh-CN'][part])).toEqual(Object.keys(fixWords.en[part]));
});

describe('a diff', () => {
  const texts = (before: string | null, after: string | null): readonly string[] =>
    unifiedDiff('/etc/x', before, after).map(({ text }) => text);

  test('of a new file, of a change, of a file that goes', () => {
    expect(texts(null, 'a\n')).toEqual(['--- /dev/null', '+++ /etc/x', '@@ -0,0 +1,1 @@', '+a']);
    expect(texts('a\nb\n', 'a\nc\n')).toEqual([
      '--- /etc/x',
      '+++ /etc/x',
      '@@ -1,2 +1,2 @@',
      ' a',
      '-b',
      '+c',
    ]);
    expect(texts('a\n', null)).toEqual(['--- /etc/x', '+++ /dev/null', '@@ -1,1 +0,0 @@', '-a']);
  });

  test('shows what a terminal would hide or obey', () => {
    const shown = texts('a\r\n', '\u001b[2Ja\u202e\n').join('\n');
    expect(shown).toContain('-a\\r');
    expect(shown).toContain('+\\x1b[2Ja\\u202e');
    for (const hidden of ['\u001b', '\r', '\u202e']) expect(shown).not.toContain(hidden);
  });

  test('a missing line end is told', () => {
    expect(texts('a', 'a\n').join('\n')).toContain('No newline at end of file');
  });
});
