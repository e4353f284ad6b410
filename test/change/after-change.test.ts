import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeJournal, type Journal, type JournalStep } from '../../src/change/journal/journal.ts';
import { afterChange, type AfterChangeReader } from '../../src/invocation/after-change.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';
import { exitCodes, type State, type Verdict } from '../../src/judge/verdict.ts';
import { fileOf, madeFile, settled } from './note-of.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fngvt-after-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const notes = 'var/lib/fngvt/journal';
const en: AfterChangeReader = { language: 'en', call: 'fngvt', columns: 400 };
const zh: AfterChangeReader = { ...en, language: 'zh-CN' };

/** What the doctor adds to its report in the boot `here`. */
const said = (now: Verdict | null, reader = en, boot: string | null = 'here'): string =>
  afterChange({ verdict: now }, reader, { ...hostWriter(root), bootId: () => boot });

const verdict = (state: State, cause: string | null = null): Verdict => ({
  ...{ state, cause, technology: 'gvt-g', gpu: '0000:00:02.0', rule: null, undecided: [] },
  exit_code: exitCodes[state],
});
const notReady = verdict('action-needed', 'enable-gvt-missing');

const edit = madeFile;
const dropIn = edit('/etc/default/grub.d/99-fngvt.cfg');
const ready = { state: 'ready', cause: null };

/** A journal as `fix` leaves it, but for what is said otherwise. */
function note(id: string, other: Partial<Journal> = {}): void {
  const at = '2026-01-02T03:04:05.000Z';
  const journal: Journal = {
    ...{ schema: 'fngvt.journal/1', id, version: '1.0.0', begun: at, changed: at },
    ...{ state: 'applied', boot: 'before', foretold: ready, steps: [dropIn] },
    ...other,
  };
  expect(writeJournal(hostWriter(root).journals, settled(journal))).toBeUndefined();
}

const [j1, j2, j3] = ['20260102-030405', '20260103-030405', '20260104-030405'] as const;
const off: Partial<Journal> = { foretold: null };
const vgpu: Partial<Journal> = { foretold: null, steps: [edit('/etc/udev/rules.d/60-mdevctl.rules', false)] };

describe('a change that did not bring what it foretold', () => {
  const missed = `The change ${j1} of fngvt foretold for after the reboot: ready to share the GPU. Now it is: not ready. `;

  test('is named, with the way back, in both languages', () => {
    note(j1);
    expect(said(notReady)).toBe(
      `\n${missed}If you don't want to go on, this takes it back:\n  fngvt undo ${j1}\n`,
    );
    expect(said(notReady, zh)).toContain(`fngvt 的改动 ${j1} 曾预计重启后：`);
  });

  test.each<[string, Partial<Journal>]>([
    ['was taken back', { state: 'undone', boot: 'here' }],
    ['was taken back before this boot', { state: 'undone' }],
    ['failed', { state: 'rolled-back', boot: 'here' }],
    ['turned it off and was taken back', { ...off, state: 'undone' }],
    ['made a vGPU', vgpu],
    ['made a vGPU in this boot', { ...vgpu, boot: 'here' }],
  ])('also where a newer one %s', (_, newer) => {
    note(j1);
    note(j2, newer);
    note(j3, vgpu);
    expect(said(notReady)).toContain(missed);
  });

  test.each<[string, Partial<Journal>]>([
    ['turned sharing off', off],
    ['turned sharing off and was taken back in part', { ...off, state: 'partly-undone' }],
    ['turned sharing off in the file of the owner', { ...off, steps: [edit('/etc/default/grub')] }],
    ['turned sharing off on Proxmox', { ...off, steps: [edit('/etc/kernel/cmdline')] }],
    [
      'turned sharing off where only modules were listed',
      { ...off, steps: [edit('/etc/modules-load.d/fngvt.conf')] },
    ],
    ['foretold anew and waits for its boot', { boot: 'here' }],
    ['foretold just this', { foretold: { state: 'action-needed', cause: 'enable-gvt-missing' } }],
    ['was taken back in part', { state: 'partly-undone' }],
  ])('not where a newer one %s', (_, newer) => {
    note(j1);
    note(j2, newer);
    note(j3, vgpu);
    expect(said(notReady)).toBe('');
  });

  test.each<[string, Partial<Journal>, Verdict, string | null]>([
    ['before the reboot', { boot: 'here' }, notReady, 'here'],
    ['where no boot can be told from another', {}, notReady, null],
    ['where it noted no boot', { boot: null }, notReady, 'here'],
    ['where it came', {}, verdict('ready'), 'here'],
    ['once it was taken back', { state: 'undone' }, notReady, 'here'],
    ['once it was taken back in part', { state: 'partly-undone' }, notReady, 'here'],
    [
      'where more came than was foretold',
      { foretold: { state: 'action-needed', cause: 'enable-gvt-missing' } },
      verdict('reboot-needed', 'reboot-pending'),
      'here',
    ],
  ])('not %s', (_, journal, now, boot) => {
    note(j1, journal);
    expect(said(now, en, boot)).toBe('');
  });

  test('nor of a host that was not judged', () => {
    note(j1);
    expect(said(null)).toBe('');
  });

  test('a reboot that is missing is told, unless a newer change was taken back since', () => {
    note(j1);
    const waiting = verdict('reboot-needed', 'reboot-pending');
    expect(said(waiting)).toContain('Now it is: all set, waiting for a reboot.');
    note(j2, { ...off, state: 'undone' });
    expect(said(waiting)).toBe('');
    expect(said(verdict('action-needed', 'esp-entry-not-seen'))).toBe('');
    // Made and taken back in this boot: nothing of it was ever booted.
    note(j2, { ...off, state: 'undone', boot: 'here' });
    expect(said(waiting)).toContain('Now it is: all set');
  });
});

describe('a change that foretold that something would stay', () => {
  const left = { state: 'action-needed', cause: 'vmx-off-in-firmware' };

  test('is fine where just that is in the way', () => {
    note(j1, { foretold: { state: 'action-needed', cause: 'enable-gvt-missing' } });
    expect(said(notReady)).toBe('');
  });

  test('names both where something else is', () => {
    note(j1, { foretold: left });
    const text = said(notReady);
    expect(text).toMatch(
      /after the reboot: "VT-x in the firmware"\. Now it is: "GVT-g switch of the i915 driver"\./u,
    );
    expect(text).toContain(`  fngvt undo ${j1}\n`);
    expect(said(notReady, zh)).toMatch(
      /最先挡路的是“BIOS 里的 VT-x”；现在最先挡路的是“i915 驱动的 GVT-g 开关”/u,
    );
  });

  test.each<[string, Journal['foretold'], Verdict]>([
    ['nothing was read', { state: 'unknown', cause: 'enable-gvt-missing' }, verdict('unknown')],
    ['no cause was noted', { state: 'action-needed', cause: null }, notReady],
    ['it was to show then only', { state: 'unknown', cause: 'enable-gvt-missing' }, notReady],
  ])('says nothing of causes where %s', (_, foretold, now) => {
    note(j1, { foretold });
    expect(said(now)).toBe('');
  });
});

describe('a change that was cut short', () => {
  test.each<[string, Partial<Journal>]>([
    ['nothing', { state: 'undone' }],
    ['a vGPU', vgpu],
    ['a fix that stands', {}],
    ['an off that stands', off],
  ])('is named although %s is newer', (_, newer) => {
    note(j1, { state: 'applying' });
    note(j2, newer);
    for (const now of [verdict('ready'), notReady, null])
      expect(said(now)).toBe(
        `\nThe change ${j1} of fngvt was cut short, so this host may stand between two states. To take it back:\n  fngvt undo ${j1}\n`,
      );
  });

  test('where it was being taken back, that is what was cut short', () => {
    note(j1, { state: 'undoing' });
    note(j2);
    expect(said(notReady)).toBe(
      `\nTaking back the change ${j1} of fngvt was cut short, so this host may stand between two states. To finish it:\n  fngvt undo ${j1}\n`,
    );
    expect(said(notReady, zh)).toContain(`撤销 fngvt 的改动 ${j1} 时中途断了`);
  });

  test('is named with every other one', () => {
    note(j1, { state: 'undoing' });
    note(j2, { state: 'applying' });
    expect(said(notReady).match(/fngvt undo \S+/gu)).toEqual([`fngvt undo ${j2}`, `fngvt undo ${j1}`]);
  });
});

describe('a refresh of the boot partitions', () => {
  const step: JournalStep = {
    ...{ kind: 'run', argv: ['proxmox-boot-tool', 'refresh'], rule: null, reboot: true },
    undo: ['proxmox-boot-tool', 'refresh'],
    state: 'done',
  };
  const unseen = verdict('action-needed', 'esp-entry-not-seen');
  const refreshed = (): void => {
    const writer = hostWriter(root);
    writer.create('/etc/kernel/cmdline', new TextEncoder().encode('quiet\n'), {
      ...{ mode: '0644', owner: process.getuid?.() ?? 0, group: process.getgid?.() ?? 0 },
    });
    const line = { ...edit('/etc/kernel/cmdline'), after: fileOf('quiet\n') } as JournalStep;
    note(j1, { boot: 'here', steps: [line, step] });
  };

  test('that was run in this boot is told, whatever is newer', () => {
    refreshed();
    note(j2, vgpu);
    note(j3, { state: 'undone' });
    expect(said(unseen)).toContain(`The change ${j1} of fngvt has run proxmox-boot-tool refresh`);
    expect(said(unseen, zh)).toContain('只差重启');
    expect(said(notReady)).toBe('');
  });

  test('of another boot is not', () => {
    refreshed();
    expect(said(unseen, en, 'later')).toContain(`The change ${j1} of fngvt foretold`);
  });
});

describe('notes that can not be read', () => {
  test('one hides nothing but what an older one foretold', () => {
    note(j1);
    writeFileSync(join(root, notes, `${j2}.json`), '{"half": ');
    const unread = `\n/${notes}/${j2}.json can't be used as a journal (it is not JSON), so it is not known what became of that change of fngvt.\n`;
    expect(said(notReady)).toBe(unread);
    expect(said(notReady, zh)).toContain('不能当作改动记录使用（不是 JSON）');
    note(j1, { state: 'applying' });
    expect(said(notReady)).toMatch(new RegExp(`${j2}.json can't[^]*fngvt undo ${j1}`, 'u'));
  });

  test('the whole folder is named with the reason', () => {
    note(j1);
    rmSync(join(root, notes), { recursive: true });
    writeFileSync(join(root, notes), '', { mode: 0o600 });
    expect(said(notReady)).toMatch(
      /journal, where fngvt notes its changes, is not relied on \(it is not what belongs there\)/u,
    );
    expect(said(notReady, zh)).toContain('不可信（那里本不该是这种东西）');
  });

  test('none are no reason to say anything', () => {
    expect(said(notReady)).toBe('');
  });
});
