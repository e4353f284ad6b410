import { describe, expect, test } from 'vitest';
import type { FileRecord } from '../../../src/change/journal/journal.ts';
import {
  decideAfterRemake,
  decideEdit,
  decideGenerated,
  decideImages,
  decideRun,
} from '../../../src/change/undo/decide.ts';
import type { Failure } from '../../../src/host/writer.ts';

/** Each case of undo's one decision, once. */

const file = (text: string): FileRecord => ({ digest: text, text, mode: '0644', owner: 0, group: 0 });
const [before, after, other] = [file('before'), file('after'), file('other')];
const unread: Failure = { reason: 'io', details: {} };
const path = '/etc/modules';
const undo = ['modprobe', '-r', 'kvmgt'];

describe('a file', () => {
  const edit = { path, before, after };
  const conflict = { kind: 'conflict', conflict: { path, before, ours: after, now: other } };
  test.each([
    ['as it was', before, false, false, { kind: 'keep' }],
    ['as we left it', after, false, false, { kind: 'restore', path, now: after, before, isOverwrite: false }],
    ['changed since', other, false, false, conflict],
    [
      'changed since, wanted back',
      other,
      true,
      false,
      { kind: 'restore', path, now: other, before, isOverwrite: true },
    ],
    [
      'gone since, wanted back',
      null,
      true,
      false,
      { kind: 'restore', path, now: null, before, isOverwrite: true },
    ],
    ['gone since', null, false, false, { ...conflict, conflict: { ...conflict.conflict, now: null } }],
    ['that can not be read', unread, true, false, { kind: 'blocked', by: 'failure', failure: unread }],
    ['that a command needs', after, true, true, { kind: 'blocked', by: 'needed' }],
  ] as const)('%s', (_, now, isWanted, isNeeded, decision) => {
    expect(decideEdit(edit, now, { isWanted, isNeeded })).toEqual(decision);
  });

  test.each([
    [
      'made by us',
      null,
      after,
      after,
      { kind: 'restore', path, now: after, before: null, isOverwrite: false },
    ],
    ['made by us and gone', null, after, null, { kind: 'keep' }],
    [
      'taken away by us',
      before,
      null,
      null,
      { kind: 'restore', path, now: null, before, isOverwrite: false },
    ],
    ['taken away by us and there again', before, null, before, { kind: 'keep' }],
  ] as const)('%s', (_, was, ours, now, decision) => {
    expect(decideEdit({ path, before: was, after: ours }, now, { isWanted: false, isNeeded: false })).toEqual(
      decision,
    );
  });
});

describe('a command', () => {
  const here = { hasCommands: true, isWanted: false };
  test.each([
    ['without a way back', null, here, { kind: 'keep' }],
    ['with one', undo, here, { kind: 'revoke', argv: undo }],
    [
      'with one, where none can be run',
      undo,
      { ...here, hasCommands: false },
      { kind: 'blocked', by: 'no-commands', argv: undo },
    ],
  ] as const)('%s', (_, argv, circumstances, decision) => {
    expect(decideRun({ undo: argv }, undefined, circumstances)).toEqual(decision);
  });

  const record = { name: 'vm', domain: 'vm', device: 'x', isWhole: true, before, after };
  const standing = { now: after, hasDevice: true, hadDevice: false, differsByDeviceAlone: false };
  const revoke = { kind: 'revoke', argv: undo };
  const conflict = (now: FileRecord | null, kind: string) => ({
    kind: 'conflict',
    conflict: { path: 'vm', kind, before, ours: after, now },
  });
  test.each([
    ['as it was', {}, { now: before }, false, { kind: 'keep' }],
    ['as we left it', {}, {}, false, revoke],
    ['edited since, with our device', {}, { now: other }, false, conflict(other, 'definition-with-device')],
    ['edited since, without it', {}, { now: other, hasDevice: false }, false, conflict(other, 'definition')],
    ['of a VM that is gone', {}, { now: null, hasDevice: false }, false, conflict(null, 'definition')],
    ['edited since, wanted back', {}, { now: other }, true, { ...revoke, overwrites: other }],
    [
      'never read after our command, only the device new',
      { after: null },
      { now: other, differsByDeviceAlone: true },
      false,
      revoke,
    ],
    ['never read after our command, more new', { after: null }, { now: other }, false, { kind: 'conflict' }],
    ['that can not be read', {}, { now: unread }, true, { kind: 'blocked', by: 'failure', failure: unread }],
    ['of which only the device goes, and it is there', { isWhole: false }, { now: other }, false, revoke],
    [
      'of which only the device goes, and it is gone',
      { isWhole: false },
      { now: other, hasDevice: false },
      false,
      { kind: 'keep' },
    ],
    [
      'of which only the device goes, and the VM is gone',
      { isWhole: false },
      { now: null },
      false,
      { kind: 'keep' },
    ],
  ] as const)('on a definition %s', (_, of, stands, isWanted, decision) => {
    const definition = { ...record, ...of };
    const found = decideRun(
      { undo, definition },
      { ...standing, ...stands },
      { hasCommands: true, isWanted },
    );
    expect(found).toMatchObject(decision);
  });
});

test('images are made where something of them is needed', () => {
  const needed = [['update-initramfs', '-u', '-k', 'all']];
  expect(decideImages({ hasCommands: true, needed: [] })).toEqual({ kind: 'keep' });
  expect(decideImages({ hasCommands: true, needed })).toEqual({
    kind: 'remake',
    commands: needed,
    isHere: true,
  });
  expect(decideImages({ hasCommands: false, needed })).toMatchObject({ isHere: false });
});

describe('a generated file', () => {
  const argv = ['update-grub'];
  const generated = { path: '/boot/grub/grub.cfg', before, after };
  const stands = { now: after, beginsBefore: false, beginsAfter: false };
  const usual = { hasCommands: true, wasUndoing: false, isAtOnce: false, left: [], isFirst: true };
  const left = ['/etc/default/grub'];
  // wasOurs, isTorn, isGivenBack; then what it holds at the end where the command ended well, failed, was not run.
  test.each([
    ['as we left it', 'done', {}, {}, [true, false, true], ['before', 'before', 'before']],
    ['made anew since', 'done', { now: other }, {}, [false, true, false], ['made', 'made', 'made']],
    ['that is gone', 'done', { now: null }, {}, [false, true, false], ['made', 'made', 'made']],
    ['that can not be read', 'done', { now: unread }, {}, [false, true, false], ['made', 'made', 'made']],
    ['as it was', 'done', { now: before }, {}, [false, false, false], ['made', 'made', 'made']],
    [
      'half written by our command',
      'begun',
      { now: other, beginsAfter: true },
      {},
      [true, true, true],
      ['before', 'before', 'before'],
    ],
    [
      'that begins like ours, after it was done',
      'done',
      { now: other, beginsAfter: true },
      {},
      [false, true, false],
      ['made', 'made', 'made'],
    ],
    [
      'half written by an undo',
      'done',
      { now: other, beginsBefore: true },
      { wasUndoing: true },
      [true, true, true],
      ['before', 'before', 'before'],
    ],
    ['of settings that stay', 'done', {}, { left }, [true, false, false], ['made', 'stood', 'made']],
    [
      'half written, of settings that stay',
      'begun',
      { now: other, beginsAfter: true },
      { left },
      [true, true, true],
      ['made', 'before', 'before'],
    ],
    [
      'spoilt a moment ago',
      'begun',
      { now: other },
      { isAtOnce: true },
      [true, true, true],
      ['before', 'before', 'before'],
    ],
  ] as const)('%s', (_, state, standing, circumstances, [wasOurs, isTorn, isGivenBack], contents) => {
    const found = decideGenerated(
      { argv, state },
      generated,
      { ...stands, ...standing },
      { ...usual, ...circumstances },
    );
    expect(found.commands).toEqual([argv]);
    expect(found.file).toMatchObject({ wasOurs, isTorn, isGivenBack });
    const ends = (['ended', 'failed', 'not-run'] as const).map(command =>
      decideAfterRemake(found.file, command),
    );
    expect(ends.map(({ content }) => content)).toEqual(contents);
  });

  const settled = (
    circumstances: object,
    command: 'ended' | 'failed' | 'not-run',
    now: FileRecord = after,
  ) => {
    const found = decideGenerated(
      { argv, state: 'done' },
      generated,
      { ...stands, now },
      { ...usual, ...circumstances },
    );
    const { settled: state, isOursAnew } = decideAfterRemake(found.file, command);
    return [state, isOursAnew];
  };

  test.each([
    ['all back, the command ended', {}, 'ended', after, ['undone', false]],
    ['all back, the command failed: the file of before is there', {}, 'failed', after, ['undone', false]],
    ['made anew since, the command failed', {}, 'failed', other, ['again', false]],
    ['no command can be run', { hasCommands: false }, 'not-run', after, ['left', false]],
    ['settings stay, the command ended: ours again', { left }, 'ended', after, ['left', true]],
    ['settings stay, the command failed', { left }, 'failed', after, ['again', false]],
    ['settings stay, made anew since', { left }, 'ended', other, ['left', false]],
  ] as const)('%s', (_, circumstances, command, now, expected) => {
    expect(settled(circumstances, command, now)).toEqual(expected);
  });

  test('a command that ran already is not run again', () => {
    expect(
      decideGenerated({ argv, state: 'done' }, generated, stands, { ...usual, isFirst: false }).commands,
    ).toEqual([]);
  });
});
