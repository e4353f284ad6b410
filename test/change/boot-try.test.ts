import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { tryOf } from '../../src/change/plan/boot-try.ts';
import { proposeKeep, withoutTry } from '../../src/change/plan/keep-try.ts';
import { proposeOff } from '../../src/change/plan/off/off.ts';
import { propose, type Proposal } from '../../src/change/plan/propose.ts';
import { collect } from '../../src/facts/collect.ts';
import { nextBoot } from '../../src/facts/next-boot.ts';
import { makeTryScript, parseTryScript, tryScript, type BootTry } from '../../src/formats/try-script.ts';
import type { Host } from '../../src/host/reader.ts';
import { withSteps } from '../../src/invocation/advice.ts';
import { conclude } from '../../src/judge/conclude.ts';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import { hideWordsOfConfig } from '../../src/privacy/known-tokens.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';
import { renderPlan } from '../../src/report/plan/plan-text.ts';
import { plainText } from '../../src/values/styled.ts';
import { languages, type Language } from '../../src/values/text.ts';
import { fixWords } from '../../src/words/plan-words.ts';
import { hostOfCase } from '../rule-cases.ts';
import { dropIn, ownDropIn } from './off-hosts.ts';

const stat = (mode = '0644', size = 100) => ({
  ...{ mode, owner: 0, group: 0, size },
  ...{ mtime: '2025-01-24T10:30:00+08:00', free: 21474836480 },
});
const mount = (kind: string, options = 'rw', device = '8:2') =>
  `22 1 ${device} / / rw,relatime shared:1 - ${kind} /dev/root ${options}\n25 22 0:23 / /sys rw - sysfs sysfs rw\n`;
const environment = (...lines: readonly string[]) =>
  `${['# GRUB Environment Block', ...lines].join('\n')}\n`.padEnd(1024, '#');
const disk = '../../devices/pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/sda/sda2';
const bootId = '0f6ad7c4-1111-4222-8333-444455556666';

interface Patch {
  readonly files?: Readonly<Record<string, string>>;
  readonly stats?: Readonly<Record<string, unknown>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly absent?: readonly string[];
}

/** A host of fnOS before the guide, whose disk GRUB can write to, with this laid over it. */
function hostWith({ files = {}, stats = {}, links = {}, absent = [] }: Patch): Promise<Host> {
  const given = {
    '/boot/vmlinuz-6.6.38-trim': stat(),
    '/etc/grub.d/10_linux': stat('0755'),
    '/usr/sbin/grub-reboot': stat('0755'),
    '/boot/grub/grubenv': stat('0644', 1024),
    ...stats,
  };
  const own = Object.entries(given).filter(([path]) => !absent.includes(path));
  return hostOfCase({
    base: 'fnos-hd620',
    verdict: 'fail',
    snapshot: {
      files: {
        '/proc/self/mountinfo': mount('ext4'),
        '/proc/sys/kernel/random/boot_id': `${bootId}\n`,
        '/sys/dev/block/8:2/ro': '0\n',
        '/boot/grub/grubenv': environment(),
        ...files,
      },
      stats: Object.fromEntries(own),
      links: { '/sys/dev/block/8:2': disk, ...links },
      absent: [...(tryScript in files ? [] : [tryScript]), ...absent],
    },
  });
}

async function means(host: Host) {
  const frame = { version: '1.0.0', taken: '2025-01-24T10:30:00+08:00', source: host.source, isPart: false };
  return { host, facts: (await collect(host)).facts, rules: loadRules(), fixes: loadFixes(), frame };
}

async function tried(patch: Patch, include: readonly string[] = []): Promise<Proposal> {
  const host = await hostWith(patch);
  const input = await means(host);
  const plan = await propose(input, { only: [], include });
  return tryOf(plan, { host, facts: input.facts, id: '20250124T103000' });
}

const said = (proposal: Proposal, language: Language): string =>
  plainText(
    renderPlan({
      ...{ proposal, repair: [], rules: loadRules(), language, say: fixWords[language] },
      ...{ call: 'sudo fngvt', columns: 500 },
    }),
  );

const grubCfg = async (change: (text: string) => string): Promise<string> => {
  const reading = await (await hostWith({})).read('/boot/grub/grub.cfg');
  if (reading.state !== 'present') throw new Error('no grub.cfg');
  const text = change(reading.value);
  expect(text).not.toBe(reading.value);
  return text;
};

describe('a plan of words, for one boot', () => {
  test('leaves the settings as they are, and chooses an entry of its own once', async () => {
    const plan = await tried({});
    expect(plan.refused).toEqual([]);
    const steps = plan.steps.map(step => (step.kind === 'edit' ? step.path : step.argv.join(' ')));
    expect(steps.slice(-3)).toEqual([tryScript, 'update-grub', 'grub-reboot fngvt-try-20250124T103000']);
    expect(steps.filter(path => path.startsWith('/etc/default'))).toEqual([]);
    const script = plan.steps.find(step => step.kind === 'edit' && step.path === tryScript);
    const note = parseTryScript(script?.kind === 'edit' ? (script.after ?? '') : '');
    expect(note).toMatchObject({ boot: bootId, kernel: '6.6.38-trim', words: ['i915.enable_gvt=1'] });
    expect(said(plan, 'en')).toMatch(/This is a try for one boot.*sudo fngvt fix --keep/su);
    expect(said(plan, 'zh-CN')).toMatch(/这只是试用一次.*sudo fngvt fix --keep/su);
  });

  const layered = { links: { '/sys/dev/block/8:2': '../../devices/virtual/block/dm-0' } };
  test.each<[what: string, patch: Patch, reason: string]>([
    ['btrfs', { files: { '/proc/self/mountinfo': mount('btrfs', 'rw', '0:21') } }, 'try-file-system'],
    ['f2fs', { files: { '/proc/self/mountinfo': mount('f2fs') } }, 'try-file-system'],
    ['ZFS', { files: { '/proc/self/mountinfo': mount('zfs', 'rw', '0:21') } }, 'try-file-system'],
    ['LVM', layered, 'try-layered'],
    ['RAID', { links: { '/sys/dev/block/8:2': '../../devices/virtual/block/md0' } }, 'try-layered'],
    [
      'a journal of data',
      { files: { '/proc/self/mountinfo': mount('ext4', 'rw,data=journal') } },
      'try-journal',
    ],
    ['a disk that takes no writes', { files: { '/sys/dev/block/8:2/ro': '1\n' } }, 'read-only'],
    ['mounts that nobody read', { files: { '/proc/self/mountinfo': '' } }, 'unread'],
    [
      "somebody else's choice",
      { files: { '/boot/grub/grubenv': environment('next_entry=memtest') } },
      'try-chosen',
    ],
    [
      'an environment of another size',
      { stats: { '/boot/grub/grubenv': stat('0644', 0) } },
      'try-environment',
    ],
    [
      'an environment in the header of btrfs',
      { files: { '/boot/grub/grubenv': environment('env_block=512+1') } },
      'try-environment',
    ],
    ['a 10_linux that is switched off', { stats: { '/etc/grub.d/10_linux': stat('0644') } }, 'try-no-script'],
    ['a kernel from elsewhere', { absent: ['/boot/vmlinuz-6.6.38-trim'] }, 'try-no-kernel'],
    ['no grub-reboot', { absent: ['/usr/sbin/grub-reboot'] }, 'try-no-tool'],
    ['a try already', { files: { [tryScript]: '#!/bin/sh\n' } }, 'try-open'],
  ])('is refused for %s, in words', async (_, patch, reason) => {
    const plan = await tried(patch);
    expect(plan.steps).toEqual([]);
    expect(plan.refused.map(one => one.reason)).toEqual([reason]);
    for (const language of languages) expect(said(plan, language)).not.toContain(`- ${reason}`);
  });

  test('of a recording that tells nothing of the disk is not said to be impossible', async () => {
    const host = await hostOfCase({ base: 'fnos-hd620', verdict: 'fail' });
    const input = await means(host);
    const plan = await propose(input, { only: [], include: [] });
    const attempt = await tryOf(plan, { host, facts: input.facts, id: '20250124T103000' });
    expect(attempt.refused.map(one => one.reason)).toEqual(['try-unseen']);
  });

  test('is refused where GRUB asks for a password at the usual entry, and only there', async () => {
    const locked = (more: string) =>
      grubCfg(text => `set superusers="admin"\n${text.replaceAll(' --class gnu ', ` --class gnu ${more}`)}`);
    const closed = await tried({ files: { '/boot/grub/grub.cfg': await locked('') } });
    expect(closed.refused.map(one => one.reason)).toEqual(['try-password']);
    const open = await tried({ files: { '/boot/grub/grub.cfg': await locked('--unrestricted ') } });
    expect(open.refused).toEqual([]);
  });

  test('is refused where the plan needs more than words and a list of modules', async () => {
    const plan = await tried({ files: { '/etc/modprobe.d/i915.conf': 'blacklist kvmgt\n' } });
    expect(plan.steps).toEqual([]);
    expect(plan.refused.map(one => [one.reason, one.details?.['path']])).toEqual([
      ['try-more', expect.stringContaining('/etc/modprobe.d/i915.conf') as string],
    ]);
  });
});

describe('a script', () => {
  const note: BootTry = {
    ...{ id: '20250124T103000', kernel: '6.6.38-trim', boot: bootId },
    ...{ words: ['i915.enable_gvt=1'], dropped: [] },
  };
  test('says what it tries, with words alone that mean themselves', () => {
    const text = makeTryScript(note);
    expect(parseTryScript(text)).toEqual(note);
    expect(parseTryScript(text.replace("words='i915", "words='$(reboot) i915"))).toBeUndefined();
    expect(parseTryScript('#!/bin/sh\necho menuentry\n')).toBeUndefined();
  });

  test('says the same once what is private is hidden in it', () => {
    const text = makeTryScript(note);
    const digest = (word: string): string => createHash('sha256').update(word).digest('hex');
    const hidden = hideWordsOfConfig(text, { standIns: new Pseudonymizer(digest) });
    expect(hidden).not.toContain(note.boot);
    expect(parseTryScript(hidden)).toMatchObject({ id: note.id, kernel: note.kernel, words: note.words });
  });
});

describe('how a try stands', () => {
  const id = '20250124T103000';
  const note: BootTry = {
    ...{ id, kernel: '6.6.38-trim', boot: bootId },
    ...{ words: ['i915.enable_gvt=1'], dropped: [] },
  };
  const entry = `\n### BEGIN ${tryScript} ###
menuentry 'fngvt' $menuentry_id_option 'fngvt-try-${id}' {
	linux	/boot/vmlinuz-6.6.38-trim root=UUID=00000000-0000-4000-8000-0000000000a1 ro quiet i915.enable_gvt=1 panic=15 fngvt.try=${id}
}
### END ${tryScript} ###\n`;
  const other = '0f6ad7c4-9999-4222-8333-444455556666';
  const cmdline = (more: string) =>
    `BOOT_IMAGE=/boot/vmlinuz-6.6.38-trim root=UUID=00000000-0000-4000-8000-0000000000a1 ro quiet ${more}\n`;

  const onHost = async (own: Partial<Record<string, string>>, menu = entry): Promise<Host> =>
    hostWith({
      files: {
        '/boot/grub/grub.cfg': await grubCfg(text => `${text}${menu}`),
        [tryScript]: makeTryScript(note),
        ...(own as Record<string, string>),
      },
    });
  const chosen = { '/boot/grub/grubenv': environment(`next_entry=fngvt-try-${id}`) };
  const cleared = { '/boot/grub/grubenv': environment('next_entry=') };
  const later = { '/proc/sys/kernel/random/boot_id': `${other}\n` };

  test.each<[state: string, files: Partial<Record<string, string>>, menu?: string]>([
    ['waiting', chosen],
    ['dropped', cleared],
    [
      'running',
      { ...cleared, ...later, '/proc/cmdline': cmdline(`i915.enable_gvt=1 panic=15 fngvt.try=${id}`) },
    ],
    ['not-cleared', { ...chosen, ...later, '/proc/cmdline': cmdline(`fngvt.kept=${id}`) }],
    ['over', { ...cleared, ...later }],
    ['not-read', { ...chosen, ...later }],
    ['kernel-gone', { ...cleared, ...later }, `\n### BEGIN ${tryScript} ###\n### END ${tryScript} ###\n`],
  ])('%s', async (state, files, menu) => {
    const { facts } = await collect(await onHost(files, menu));
    expect(facts.subjects('try')).toEqual([id]);
    expect(facts.value('try/state', id)).toBe(state);
    expect(facts.list('try/words', id)).toEqual(['i915.enable_gvt=1']);
    // Neither the mark nor the word against a panic is a slip of the owner's.
    expect(facts.subjects('parameter').filter(word => /fngvt|panic/u.test(word))).toEqual([]);
  });

  test('a choice whose script is gone is left over; a mark alone says nothing', async () => {
    const left = await collect(await hostWith({ files: chosen }));
    expect(left.facts.value('try/state', id)).toBe('left-over');
    const kept = await collect(
      await hostWith({ files: { '/proc/cmdline': cmdline(`i915.enable_gvt=1 fngvt.try=${id}`) } }),
    );
    expect(kept.facts.subjects('try')).toEqual([]);
  });

  const running = {
    ...{ ...cleared, ...later },
    '/proc/cmdline': cmdline(`i915.enable_gvt=1 panic=15 fngvt.try=${id}`),
  };
  test('what runs is kept: the words in the settings, the script gone, the menu made anew', async () => {
    const plan = await proposeKeep(await means(await onHost(running)));
    expect(plan.refused).toEqual([]);
    expect(
      plan.steps.map(step => (step.kind === 'edit' ? [step.path, step.after] : step.argv.join(' '))),
    ).toEqual([
      ['/etc/default/grub.d/99-fngvt.cfg', expect.stringContaining(' i915.enable_gvt=1"') as string],
      [tryScript, null],
      'update-grub',
    ]);
    expect(plan.words).toEqual(['i915.enable_gvt=1']);
  });

  test.each([
    ['waiting', chosen, /This boot is not the try: set up for the next boot/u],
    ['over', { ...cleared, ...later }, /This boot is not the try: this boot is a usual one again/u],
  ])('what is %s is not kept', async (_, files, text) => {
    const plan = await proposeKeep(await means(await onHost(files)));
    expect(plan.steps).toEqual([]);
    expect(said(plan, 'en')).toMatch(text);
  });

  test('what GRUB did not read, or could not clear, is no promise for the next boot', async () => {
    const generated = async (files: Partial<Record<string, string>>) =>
      (await collect(await onHost(files))).facts.value('generated/i915.enable_gvt');
    expect(await generated(chosen)).toBe('1');
    expect(await generated({ ...chosen, ...later })).toBeNull();
  });

  test('a plain fix takes what is left of a try along', async () => {
    const input = await means(await onHost({ ...chosen, ...later }));
    const plan = await propose(input, { only: [], include: [] });
    const paths = async (): Promise<readonly string[]> =>
      (await withoutTry(plan, input.host, input.facts)).steps.map(step =>
        step.kind === 'edit' ? `${step.path} ${step.after === null ? 'goes' : 'stays'}` : step.argv.join(' '),
      );
    expect((await paths()).slice(-3)).toEqual([
      `${tryScript} goes`,
      'update-grub',
      'grub-editenv /boot/grub/grubenv unset next_entry',
    ]);
  });

  test.each<[state: string, files: Partial<Record<string, string>>, command: RegExp]>([
    // Its words are not enough here, or it would be the next boot that is waited for.
    ['waiting', { ...chosen, '/etc/modprobe.d/a.conf': 'blacklist i915\n' }, /sudo fngvt undo/u],
    ['running', running, /sudo fngvt fix --keep.*sudo fngvt undo/su],
  ])(
    'while it is %s, no other plan makes the menu anew, and none turns sharing off',
    async (state, files, command) => {
      const input = await means(await onHost(files));
      const wish = { only: [], include: state === 'waiting' ? ['iommu-advice'] : [] };
      for (const plan of [await propose(input, wish), await proposeOff(input, [])]) {
        expect(plan.refused.map(({ reason }) => reason)).toContain(`try-${state}`);
        expect(plan.steps).toEqual([]);
        for (const language of languages) expect(said(plan, language)).toMatch(command);
      }
    },
  );

  test('which the doctor says, not that fngvt would do it', async () => {
    const input = await means(await onHost(running));
    const report = await withSteps(
      conclude(input.rules, input.facts, nextBoot(input.facts), input.frame),
      input,
    );
    expect(report.verdict?.state).toBe('action-needed');
    expect(report.steps).toEqual([]);
    expect(report.next?.argv).toEqual(['sudo', 'fngvt', 'undo']);
    const without = await means(await onHost({ ...cleared, ...later }));
    const usual = await withSteps(
      conclude(without.rules, without.facts, nextBoot(without.facts), without.frame),
      without,
    );
    expect(usual.next?.argv).toEqual(['sudo', 'fngvt', 'fix']);
  });

  test('fix --off takes what is left of a try along, too', async () => {
    const files = { ...cleared, ...later, [dropIn]: ownDropIn };
    const input = await means(await onHost(files));
    const off = await proposeOff(input, []);
    expect(off.refused).toEqual([]);
    const { steps } = await withoutTry(off, input.host, input.facts);
    const gone = steps.flatMap(step => (step.kind === 'edit' && step.after === null ? [step.path] : []));
    expect(gone).toEqual([dropIn, tryScript]);
  });

  test('nothing is kept where nothing is tried', async () => {
    const plan = await proposeKeep(await means(await hostWith({})));
    expect(plan.refused.map(one => one.reason)).toEqual(['keep-none']);
  });
});
