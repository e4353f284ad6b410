import { describe, expect, test } from 'vitest';
import type { Journal } from '../../src/change/journal/journal.ts';
import type { Proposal } from '../../src/change/plan/propose.ts';
import type { Records } from '../../src/change/journal/history.ts';
import {
  W,
  D,
  dropIn,
  defaults,
  list,
  line,
  ownDropIn,
  ownList,
  mkconfigWithoutFolder,
  withFiles,
  fixture,
  offOf,
  off,
  change,
  stepsOf,
  reasons,
  notes,
  textOf,
  said,
} from './off-hosts.ts';

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
      [
        'off-unread',
        [{ id: '20250101-000000', broken: true, problem: 'note-json', details: {} }],
        `${word}; whether fngvt wrote it`,
      ],
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
