import { describe, expect, test } from 'vitest';
import { setUpOn, type SetUp, type Standing } from '../../src/change/journal/set-up.ts';
import { journalOf } from '../rule-cases.ts';

const dropIn = '/etc/default/grub.d/99-fngvt.cfg';
const lines = (words: string): string =>
  `# Written by fngvt.\nGRUB_CMDLINE_LINUX_DEFAULT="$GRUB_CMDLINE_LINUX_DEFAULT ${words}"\n`;
const made = (id: string, words: string, before: string | null = null) => ({
  id,
  edits: [{ path: dropIn, before, after: lines(words) }],
});

/** A host on which nothing is left of anything. */
const bare: Standing = {
  text: () => null,
  isConfigured: () => false,
  isListed: () => false,
  devicesOf: () => [],
  startsAtBoot: () => null,
};

/** What is gone, by what it is about. */
const lost = (
  journals: Parameters<typeof journalOf>[0][],
  standing: Partial<Standing> = {},
): Record<string, unknown> =>
  Object.fromEntries(
    setUpOn(journals.map(journalOf), { ...bare, ...standing }).map(({ subject, missing }: SetUp) => [
      subject,
      missing,
    ]),
  );

const [j1, j2] = ['20260102-030405', '20260203-040506'] as const;

describe('what fngvt wrote', () => {
  test('is gone with its file, and is told with the day of the newest change', () => {
    expect(setUpOn([made(j2, 'a=1 b=2', lines('a=1')), made(j1, 'a=1')].map(journalOf), bare)).toEqual([
      { kind: 'file', subject: dropIn, change: j2, since: '2026-02-03', missing: ['a=1', 'b=2'] },
    ]);
  });

  test('is gone in part where the file was written anew', () => {
    expect(lost([made(j1, 'a=1 b=2')], { text: () => lines('b=2') })).toEqual({ [dropIn]: ['a=1'] });
    expect(lost([made(j1, 'a=1')], { text: () => lines('a=1 quiet') })).toEqual({ [dropIn]: [] });
  });

  test.each<[string, Parameters<typeof lost>[0]]>([
    ['taken back through fngvt', [{ ...made(j1, 'a=1'), state: 'undone' }]],
    ['a change that failed', [{ ...made(j1, 'a=1'), state: 'rolled-back' }]],
    ['what undo had to leave', [{ ...made(j1, 'a=1'), state: 'partly-undone' }]],
    ['between two states', [{ ...made(j2, 'b=1'), state: 'undoing' }, made(j1, 'a=1')]],
    [
      'taken out by a later change',
      [{ id: j2, edits: [{ path: dropIn, before: lines('a=1'), after: null }] }, made(j1, 'a=1')],
    ],
    [
      'a note for libvirt',
      [{ id: j1, edits: [{ path: '/var/lib/fngvt/vm/a.device.xml', before: null, after: '<x/>' }] }],
    ],
    [
      'a denial that was commented out',
      [
        {
          id: j1,
          edits: [
            { path: '/etc/modprobe.d/a.conf', before: 'blacklist kvmgt\n', after: '# blacklist kvmgt\n' },
          ],
        },
      ],
    ],
  ])('is no more to be there: %s', (_, journals) => {
    expect(lost(journals)).toEqual({});
  });

  test('is not known to be gone where the file can not be read, or only running it would tell', () => {
    expect(lost([made(j1, 'a=1')], { text: () => undefined })).toEqual({ [dropIn]: undefined });
    expect(lost([made(j1, 'a=1')], { text: () => 'GRUB_CMDLINE_LINUX_DEFAULT="a=1\n' })).toEqual({
      [dropIn]: undefined,
    });
  });

  test('is its path, of a service that is gone', () => {
    const path = '/etc/systemd/system/fngvt-functions.service';
    expect(lost([{ id: j1, edits: [{ path, before: null, after: '[Unit]\nA=b\n' }] }])).toEqual({
      [path]: [path],
    });
  });
});

describe('what commands of fngvt set up', () => {
  const attach = (verb: string) => ({
    argv: ['virsh', '-c', 'qemu:///system', `${verb}-device`],
    vm: 'win',
    device: 'AB',
  });

  test('a device is gone where the VM is there without it', () => {
    const journals = [{ id: j1, runs: [attach('attach')] }];
    expect(lost(journals)).toEqual({ win: ['AB'] });
    expect(lost(journals, { devicesOf: () => ['ab'] })).toEqual({ win: [] });
    expect(lost(journals, { devicesOf: () => undefined })).toEqual({ win: undefined });
    expect(lost(journals, { devicesOf: () => null })).toEqual({});
  });

  test('one that fngvt took out later is not missed', () => {
    expect(
      lost([
        { id: j2, runs: [attach('detach')] },
        { id: j1, runs: [attach('attach')] },
      ]),
    ).toEqual({});
    expect(
      lost([
        { id: j2, runs: [attach('attach')] },
        { id: j1, runs: [attach('detach')] },
      ]),
    ).toEqual({ win: ['AB'] });
  });

  test('nor is a vGPU that fngvt removed', () => {
    const uuid = '00000000-0000-0000-0000-000000000011';
    const define = ['mdevctl', 'define', '--uuid', uuid, '--parent', '0000:00:02.0', '--type', 't', '--auto'];
    const undefine = ['mdevctl', 'undefine', '--uuid', uuid, '--parent', '0000:00:02.0'];
    expect(lost([{ id: j1, runs: [{ argv: define }] }])).toEqual({ [uuid]: [uuid] });
    expect(
      lost([
        { id: j2, runs: [{ argv: undefine }] },
        { id: j1, runs: [{ argv: define }] },
      ]),
    ).toEqual({});
    expect(lost([{ id: j1, runs: [{ argv: define.slice(0, -1) }] }])).toEqual({});
  });
});
