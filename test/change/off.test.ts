import { describe, expect, test } from 'vitest';
import type { Journal, JournalEdit, JournalState, StepState } from '../../src/change/journal.ts';
import { proposeOff } from '../../src/change/off.ts';
import type { Proposal, Wish } from '../../src/change/propose.ts';
import type { Records } from '../../src/change/recorded.ts';
import { collect } from '../../src/facts/collect.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { Snapshot } from '../../src/host/snapshot/schema.ts';
import { noPaint } from '../../src/report/no-paint.ts';
import { renderPlan } from '../../src/report/plan.ts';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import { languages, type Language } from '../../src/values/text.ts';
import { fixWords } from '../../src/words/fix.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { everything, planOf } from '../planned-hosts.ts';

const W = 'i915.enable_gvt=1';
const D = 'GRUB_CMDLINE_LINUX_DEFAULT';
const dropIn = '/etc/default/grub.d/99-fngvt.cfg';
const defaults = '/etc/default/grub';
const list = '/etc/modules-load.d/fngvt.conf';
const line = '/etc/kernel/cmdline';
const grubHead = '# By fngvt. Undo: fngvt undo, or delete this file and run update-grub.\n';
const listHead = '# By fngvt. Undo: fngvt undo, or delete this file.\n';
const ownDropIn = `${grubHead}${D}="$${D} ${W}"\n`;
const ownList = `${listHead}kvmgt\n`;
const mkconfigWithoutFolder = { '/usr/sbin/grub-mkconfig': '#!/bin/sh\n' };

type Texts = Readonly<Record<string, string | null>>;

/** A recorded host with these files; null: not there. Folders follow. */
function withFiles(snapshot: Snapshot, texts: Texts): Snapshot {
  const files: Record<string, Snapshot['files'][string]> = { ...snapshot.files };
  const dirs = { ...snapshot.dirs };
  const absent = new Set(snapshot.absent);
  for (const [path, text] of Object.entries(texts)) {
    const at = path.lastIndexOf('/');
    const [folder, name] = [path.slice(0, at), path.slice(at + 1)];
    const others = (dirs[folder] ?? []).filter(other => other !== name);
    if (text === null) {
      Reflect.deleteProperty(files, path);
      absent.add(path);
    } else {
      files[path] = text;
      absent.delete(path);
      absent.delete(folder);
    }
    if (dirs[folder] !== undefined || text !== null)
      dirs[folder] = [...others, ...(text === null ? [] : [name])].sort();
  }
  return { ...snapshot, files, dirs, absent: [...absent] };
}

const fixture = (name: string): Promise<Snapshot> =>
  openFixture(fixtureHosts().find(one => one.name === name)?.path ?? '');

async function plan(snapshot: Snapshot, wish: Wish = everything): Promise<Proposal> {
  const host = replayHost(snapshot);
  return planOf(host, (await collect(host)).facts, wish);
}

async function offOf(snapshot: Snapshot, records: Records): Promise<Proposal> {
  const host = replayHost(snapshot);
  const { facts } = await collect(host);
  const frame = { version: '0', taken: '', source: 'snapshot' } as const;
  return proposeOff({ host, facts, rules: loadRules(), fixes: loadFixes(), frame }, records);
}

const off = async (name: string, texts: Texts = {}, records: Records = []): Promise<Proposal> =>
  offOf(withFiles(await fixture(name), texts), records);

const file = (text: string | null) =>
  text === null ? null : { digest: '0'.repeat(64), text, mode: '0644', owner: 0, group: 0 };

let count = 0;
/** What fngvt would have noted of a change of one file. */
function change(
  path: string,
  before: string | null,
  after: string | null,
  about: { readonly state?: JournalState; readonly step?: StepState; readonly rule?: string } = {},
): Journal {
  const step: JournalEdit = {
    kind: 'edit',
    path,
    rule: about.rule ?? null,
    reboot: true,
    state: about.step ?? 'done',
    before: file(before),
    after: file(after),
    folders: [],
  };
  count += 1;
  return {
    schema: 'fngvt.journal/1',
    id: `20250101-${String(count).padStart(6, '0')}`,
    version: '0',
    begun: '',
    changed: '',
    state: about.state ?? 'applied',
    boot: null,
    foretold: null,
    steps: [step],
  };
}

const stepsOf = ({ steps }: Proposal): readonly string[] =>
  steps.map(step => (step.kind === 'edit' ? step.path : step.argv.join(' ')));
const reasons = ({ refused }: Proposal): readonly string[] => refused.map(({ reason }) => reason);
const notes = ({ untouched }: Proposal): readonly string[] => untouched.map(({ reason }) => reason);
const textOf = ({ steps }: Proposal, path: string): string | null | undefined =>
  steps.flatMap(step => (step.kind === 'edit' && step.path === path ? [step.after] : [])).at(-1);
const said = (proposal: Proposal, language: Language = 'en'): string =>
  renderPlan({
    proposal,
    repair: [],
    rules: loadRules(),
    language,
    say: fixWords[language],
    call: 'sudo fngvt',
    columns: 80,
    paint: noPaint,
  }).replaceAll(/\s+/gu, ' ');

/** The guide's host after the reboot, with everything in our files and nothing in the owner's. */
async function guided(): Promise<Texts> {
  const { files } = await fixture('fnos-hd620.rebooted');
  const text = String(files[defaults]).replace(` ${W}`, '');
  const bare = '# nothing\n';
  return {
    [defaults]: text,
    '/etc/modules': bare,
    '/etc/modules-load.d/modules.conf': bare,
    [dropIn]: ownDropIn,
    [list]: ownList,
  };
}

describe('our files', () => {
  test('go, and the boot loader follows', async () => {
    const proposal = await off('fnos-hd620', { [dropIn]: ownDropIn, [list]: ownList });
    expect(stepsOf(proposal)).toEqual([dropIn, list, 'update-grub']);
    expect(proposal.steps.map(step => (step.kind === 'edit' ? step.after : step.verify?.dropped))).toEqual([
      null,
      null,
      [W],
    ]);
  });

  const edited: readonly (readonly [string, string, string])[] = [
    ['a list with a module of somebody', list, `${ownList}r8125\n`],
    ['a list with a comment of somebody', list, `${ownList}# keep\n`],
    ['a list that was not written as we do', list, 'kvmgt\n'],
    ['a drop-in with another line', dropIn, `${ownDropIn}GRUB_TIMEOUT=1\n`],
    ['a drop-in with a word of somebody', dropIn, ownDropIn.replace(W, `${W} mitigations=off`)],
    ['a drop-in with a comment of somebody', dropIn, `# keep\n${ownDropIn}`],
  ];
  test.each(edited)('%s stays, and is refused', async (_, path, text) => {
    const proposal = await off('fnos-hd620', { [path]: text });
    expect([stepsOf(proposal), reasons(proposal)]).toEqual([[], ['own-file-edited']]);
    const recorded = await off('fnos-hd620', { [path]: text }, [
      change(path, null, path === list ? ownList : ownDropIn),
    ]);
    expect(reasons(recorded)).toEqual(['own-file-edited']);
  });

  test.each([
    ['a list', list, 'r8125\n'],
    ['a drop-in', dropIn, 'GRUB_TIMEOUT=1\n'],
  ])('%s in which nothing of ours is left is in nobody’s way', async (_, path, text) => {
    const proposal = await off('fnos-hd620', { [path]: text }, [
      change(path, null, path === list ? ownList : ownDropIn),
    ]);
    expect([stepsOf(proposal), reasons(proposal)]).toEqual([[], []]);
  });

  test('one that was there before becomes what it was', async () => {
    const proposal = await off('fnos-hd620', { [list]: 'r8125\nkvmgt\n' }, [
      change(list, 'r8125\n', 'r8125\nkvmgt\n'),
    ]);
    expect(textOf(proposal, list)).toBe('r8125\n');
    // Once that is done nothing of ours is left in it.
    const done = [change(list, 'r8125\nkvmgt\n', 'r8125\n'), change(list, 'r8125\n', 'r8125\nkvmgt\n')];
    expect(stepsOf(await off('fnos-hd620', { [list]: 'r8125\n' }, done))).toEqual([]);
  });

  test('stay while a vGPU exists', async () => {
    const proposal = await off('fnos-hd620.vgpu-started', { [dropIn]: ownDropIn, [list]: ownList });
    expect([stepsOf(proposal), notes(proposal)]).toEqual([[], []]);
    expect(reasons(proposal)[0]).toMatch(/^vgpu-/u);
  });

  test('go while one is defined, which is told', async () => {
    const proposal = await off('fnos-hd620.vgpu-defined', { [dropIn]: ownDropIn, [list]: ownList });
    expect(notes(proposal)).toContain('off-vgpu');
  });

  test('stay where nothing carries their end into the next boot', async () => {
    const proposal = await off('i5-10400-unraid', { [dropIn]: ownDropIn });
    expect([stepsOf(proposal), reasons(proposal)]).toEqual([[], ['off-by-hand']]);
    expect(said(proposal)).toContain(`${dropIn}: fngvt wrote there`);
  });
});

describe('our words in /etc/default/grub, where grub.d is not read', () => {
  const before = `GRUB_DEFAULT=0\nGRUB_DISTRIBUTOR=\`lsb_release -is\`\n${D}="quiet splash"\n`;
  const after = before.replace('splash', `splash ${W}`);
  const at = (text: string, ...records: readonly Journal[]): Promise<Proposal> =>
    off('fnos-hd620', { ...mkconfigWithoutFolder, [defaults]: text }, records);

  test('go, and the boot loader follows', async () => {
    const proposal = await at(after, change(defaults, before, after));
    expect(stepsOf(proposal)).toEqual([defaults, 'update-grub']);
    expect(textOf(proposal, defaults)).toBe(before);
    expect(proposal.steps.at(-1)).toMatchObject({ verify: { wanted: [], dropped: [W] } });
    expect(notes(proposal)).toEqual([]);
  });

  test('go alone where somebody edited the file since', async () => {
    const now = after.replace('=0', '=1').replace('splash', 'debug');
    const proposal = await at(now, change(defaults, before, after));
    expect(textOf(proposal, defaults)).toBe(before.replace('=0', '=1').replace('splash', 'debug'));
  });

  test.each([
    ['a value without quotes', `${D}=quiet\n`, `${D}="quiet ${W}"\n`],
    ['a variable that was not set', 'GRUB_DEFAULT=0\n', `GRUB_DEFAULT=0\n${D}="${W}"\n`],
    ['a value of spaces', `${D}="  "\n`, `${D}="${W}  "\n`],
  ])('%s comes back byte for byte', async (_, was, is) => {
    expect(textOf(await at(is, change(defaults, was, is)), defaults)).toBe(was);
  });

  test('of several changes go together', async () => {
    const more = after.replace(W, `${W} intel_iommu=on`);
    const proposal = await at(more, change(defaults, after, more), change(defaults, before, after));
    expect(textOf(proposal, defaults)).toBe(before);
  });

  test('give back the word whose place they took', async () => {
    const [was, is] = [`${D}="a i915.enable_gvt=0 b"\n`, `${D}="a ${W} b"\n`];
    expect(textOf(await at(is, change(defaults, was, is)), defaults)).toBe(was);
  });

  test('that were only repaired are the owner’s', async () => {
    const [broken, repaired] = [`${D}=quiet ${W}\n`, `${D}="quiet ${W}"\n`];
    const repair = change(defaults, broken, repaired, { rule: 'grub-file' });
    expect(stepsOf(await at(repaired, repair))).toEqual([]);
    // What came on top goes, and the repair stays.
    const more = repaired.replace('quiet', 'quiet intel_iommu=on');
    expect(textOf(await at(more, change(defaults, repaired, more), repair), defaults)).toBe(repaired);
  });

  test('in a file that can’t be edited any more are refused and named', async () => {
    const proposal = await at(`${D}="$(cat /x) ${W}"\n`, change(defaults, before, after));
    expect([stepsOf(proposal), reasons(proposal)]).toEqual([[], ['off-own-words']]);
    expect(said(proposal)).toContain(`${defaults}: fngvt wrote ${W}`);
  });
});

describe('/etc/kernel/cmdline', () => {
  const root = 'root=ZFS=rpool/ROOT/pve-1 boot=zfs';
  const at = async (text: string, records: Records): Promise<Proposal> =>
    offOf(withFiles(await fixture('e2224g-proxmox8-zfs'), { [line]: `${text}\n` }), records);
  const wrote = (before: string, after: string, about = {}): Journal =>
    change(line, `${before}\n`, `${after}\n`, about);

  const cases: readonly (readonly [string, string, readonly Journal[], string | undefined])[] = [
    [
      'all of our words go',
      `${root} ${W} i915.enable_guc=0 intel_iommu=on`,
      [wrote(root, `${root} ${W} i915.enable_guc=0 intel_iommu=on`)],
      root,
    ],
    [
      'a word of the owner stays beside ours',
      `${root} ${W} i915.enable_guc=0`,
      [wrote(`${root} ${W}`, `${root} ${W} i915.enable_guc=0`)],
      `${root} ${W}`,
    ],
    [
      'the owner’s own word stays',
      `${root} ${W}`,
      [wrote(`${root} ${W}`, `${root} ${W} intel_iommu=on`)],
      undefined,
    ],
    ['without a record nothing is guessed', `${root} ${W}`, [], undefined],
    [
      'a change that was taken back does not count',
      `${root} ${W}`,
      [wrote(root, `${root} ${W}`, { state: 'undone', step: 'undone' })],
      undefined,
    ],
    [
      'a step that was left where it is does',
      `${root} ${W} quiet`,
      [wrote(root, `${root} ${W}`, { state: 'partly-undone', step: 'left' })],
      `${root} quiet`,
    ],
    [
      'what went once and came back by somebody is his',
      `${root} ${W}`,
      [wrote(`${root} ${W}`, root), wrote(root, `${root} ${W}`)],
      undefined,
    ],
    [
      'what somebody took out and wrote again before another change is his',
      `${root} ${W} intel_iommu=on`,
      [wrote(`${root} quiet`, `${root} quiet intel_iommu=on`), wrote(root, `${root} ${W}`)],
      `${root} ${W}`,
    ],
    [
      'a corrected word becomes the owner’s again',
      `${root} i915.enable_guc=0`,
      [wrote(`${root} i915.enable_guc=3`, `${root} i915.enable_guc=0`)],
      `${root} i915.enable_guc=3`,
    ],
    [
      'what was taken out of the way stays out',
      `${root} module_blacklist=a ${W}`,
      [wrote(`${root} module_blacklist=a,kvmgt nomodeset`, `${root} module_blacklist=a ${W}`)],
      `${root} module_blacklist=a`,
    ],
    [
      'of two that are the same, one is ours',
      `${root} ${W} quiet ${W}`,
      [wrote(`${root} ${W} quiet`, `${root} ${W} quiet ${W}`)],
      `${root} ${W} quiet`,
    ],
  ];
  test.each(cases)('%s', async (_, text, records, wanted) => {
    const proposal = await at(text, records);
    expect(textOf(proposal, line)).toBe(wanted === undefined ? undefined : `${wanted}\n`);
    expect(stepsOf(proposal)).toEqual(wanted === undefined ? [] : [line, 'proxmox-boot-tool refresh']);
  });

  test('a word that stays is told with what is known of it, and what its owner would do', async () => {
    const word = `${W} in ${line}: stays`;
    const standing = wrote(`${root} ${W}`, `${root} ${W} intel_iommu=on`);
    const told: readonly (readonly [string, Records, string])[] = [
      ['off-before', [standing], `${word}; it stood there before the change ${standing.id} of fngvt`],
      ['off-word', [wrote(root, `${root} intel_iommu=on`)], `${word}; fngvt did not write it`],
      ['off-unrecorded', [], `${word}; fngvt has no record of having written it`],
      ['off-unread', undefined, `${word}; whether fngvt wrote it stands in its records`],
      ['off-unread', [{ id: '20250101-000000', broken: true }], `${word}; whether fngvt wrote it`],
    ];
    for (const [reason, records, text] of told) {
      const proposal = await at(`${root} ${W}`, records);
      expect(notes(proposal)).toContain(reason);
      expect(said(proposal)).toContain(text);
      expect(said(proposal)).toContain(
        `take ${W} out there, run proxmox-boot-tool refresh as root and reboot`,
      );
      expect(said(proposal, 'zh-CN')).toContain(`自己去掉 ${W}`);
    }
  });
});

describe('what comes of it', () => {
  test('sharing goes on until the reboot and is off after it, as was asked', async () => {
    const proposal = await off('fnos-hd620.rebooted', await guided());
    expect(proposal.forecast).toEqual({
      before: 'ready',
      now: 'ready',
      afterReboot: 'action-needed',
      left: 'enable-gvt',
    });
    const text = said(proposal);
    expect(text).toContain(
      'Until the reboot sharing goes on as it is. After the reboot sharing is off, as was asked. What will be missing then: GVT-g switch of the i915 driver Then a reboot is needed.',
    );
    for (const wrong of ['as expected', 'No reboot is needed', 'must have the new words'])
      expect(text).not.toContain(wrong);
    expect(said(proposal, 'zh-CN')).toContain('重启之前，共享照旧。 重启之后，共享就关了');
  });

  test('the same with systemd-boot', async () => {
    const snapshot = await fixture('vm-systemd-boot-ready');
    const text = String(snapshot.files[line]);
    const before = text.replace(` ${W}`, '');
    expect(before).not.toBe(text);
    const proposal = await offOf(
      withFiles(snapshot, { '/etc/modules-load.d/gvt.conf': null, [list]: ownList }),
      [change(line, before, text)],
    );
    expect(textOf(proposal, line)).toBe(before);
    expect(stepsOf(proposal)[2]).toMatch(/^kernel-install add /u);
    expect(proposal.forecast).toMatchObject({ before: 'ready', now: 'ready', afterReboot: 'action-needed' });
  });

  test('the owner’s word keeps sharing on, and that is told', async () => {
    const proposal = await off('fnos-hd620.rebooted', { [list]: ownList });
    expect(proposal.forecast).toMatchObject({ now: 'ready', afterReboot: 'ready' });
    expect(said(proposal)).toContain('After the reboot sharing is on all the same: what others wrote');
    const none = await off('fnos-hd620.rebooted');
    expect(said(none)).toMatch(/^There is nothing here that fngvt is known to have written\./u);
    expect(said(none)).not.toContain('Nothing to do: this host can share its GPU');
  });

  test('what only waits for a reboot needs none', async () => {
    const snapshot = await fixture('fnos-hd620.update-grub');
    const text = String(snapshot.files[defaults]).replace(` ${W}`, '');
    const proposal = await offOf(withFiles(snapshot, { [defaults]: text, [dropIn]: ownDropIn }), []);
    expect(proposal.forecast).toMatchObject({ before: 'reboot-needed', afterReboot: 'action-needed' });
    expect(said(proposal)).toContain('Sharing is not on now. After the reboot sharing is off, as was asked.');
    expect(said(proposal)).not.toContain('a reboot is needed');
  });
});

describe('the way home', () => {
  test('of GRUB names the menu, the key and the word', async () => {
    const text = said(await off('fnos-hd620.rebooted', await guided()));
    expect(text).toContain('Open the menu of GRUB');
    expect(text).toContain(`write ${W} at the end of the line that begins with linux`);
    expect(text).toContain(`write ${W} back into ${defaults} and run update-grub as root`);
    expect(text).toContain('have a monitor and a keyboard at hand');
    expect(text).not.toContain('recovery mode');
  });

  test('of systemd-boot does as well', async () => {
    const text = said(
      await off('e2224g-proxmox8-zfs', { [line]: `quiet ${W}\n` }, [change(line, 'quiet\n', `quiet ${W}\n`)]),
    );
    expect(text).toContain(`press e on the entry, write ${W} behind the rest`);
    expect(text).toContain(`write ${W} back into ${line} and run proxmox-boot-tool refresh as root`);
  });

  test('is no menu where the boot configuration stays as it is', async () => {
    const text = said(await off('fnos-hd620', { [list]: ownList }));
    expect(text).not.toContain('menu of GRUB');
    expect(text).toContain('Once it runs: sudo fngvt undo');
  });
});

describe('after a fix', () => {
  const owned = [dropIn, list, defaults, line];
  const hosts: readonly (readonly [string, Texts])[] = [
    ['fnos-hd620', {}],
    ['fnos-hd620', mkconfigWithoutFolder],
    ['fnos-hd620.enable-gvt-zero', mkconfigWithoutFolder],
    ['fnos-hd620.rebooted-no-kvmgt', {}],
    ['fnos-hd620.update-grub-echo-e', {}],
    ['i5-9500-arc-ubuntu2404.no-enable-gvt', mkconfigWithoutFolder],
    ['i7-7700-ubuntu1804', mkconfigWithoutFolder],
    ['optiplex7040-proxmox8.iommu-off', mkconfigWithoutFolder],
    ['e2224g-proxmox8-zfs.grub-edited', {}],
    ['vm-proxmox-grub-edited', {}],
    ['vm-systemd-boot-grub-edited', {}],
  ];
  test.each(hosts)('of %s the files are as before', async (name, texts) => {
    const snapshot = withFiles(await fixture(name), texts);
    const { fixed, records, edits } = await fixOf(snapshot);
    const proposal = await offOf(fixed, records);
    const ours = edits.filter(({ path }) => owned.includes(path));
    expect(ours.length).toBeGreaterThan(0);
    for (const { path, before } of ours) expect([path, textOf(proposal, path)]).toEqual([path, before]);
    for (const language of languages) expect(said(proposal, language)).not.toMatch(/undefined|\[object/u);
  });

  test.each([
    ['i7-7700-ubuntu2204.blacklisted', '/etc/modprobe.d/blacklist-gpu.conf'],
    ['optiplex7050-ubuntu2204.nomodeset', defaults],
  ])('of %s what was taken out of the way stays out, and is told', async (name, path) => {
    const { fixed, records } = await fixOf(await fixture(name));
    const proposal = await offOf(fixed, records);
    expect(stepsOf(proposal)).not.toContain(path);
    expect(said(proposal)).toContain(`${path}: what fngvt took out of the way there stays out`);
    expect(said(proposal, 'zh-CN')).toContain(`${path}：`);
  });

  async function fixOf(snapshot: Snapshot) {
    const { steps } = await plan(snapshot);
    const edits = steps.flatMap(step => (step.kind === 'edit' ? [step] : []));
    const fixed = withFiles(snapshot, Object.fromEntries(edits.map(({ path, after }) => [path, after])));
    return { edits, fixed, records: edits.map(({ path, before, after }) => change(path, before, after)) };
  }
});
