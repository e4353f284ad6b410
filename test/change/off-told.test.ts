import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { languages } from '../../src/values/text.ts';
import {
  W,
  dropIn,
  defaults,
  list,
  line,
  ownDropIn,
  ownList,
  mkconfigWithoutFolder,
  withFiles,
  textIn,
  fixture,
  plan,
  offOf,
  off,
  change,
  stepsOf,
  textOf,
  said,
  guided,
  type Texts,
} from './off-hosts.ts';

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
    const text = textIn(snapshot, line);
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
    expect(said(proposal)).toContain('After the reboot sharing is on all the same, by what is left as it is');
    const none = await off('fnos-hd620.rebooted');
    expect(said(none)).toMatch(/^There is nothing here that fngvt is known to have written\./u);
    expect(said(none)).not.toContain('Nothing to do: this host can share its GPU');
  });

  test('what only waits for a reboot needs none', async () => {
    const snapshot = await fixture('fnos-hd620.update-grub');
    const text = textIn(snapshot, defaults).replace(` ${W}`, '');
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
