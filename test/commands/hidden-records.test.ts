import { expect, test } from 'vitest';
import type { FileRecord, Journal } from '../../src/change/journal/journal.ts';
import type { UndoPlan } from '../../src/change/undo/show.ts';
import { hiddenJournal, hiddenUndo } from '../../src/invocation/hidden-records.ts';
import { keyedDigest } from '../../src/host/digest.ts';
import { hideText } from '../../src/privacy/redacting-host.ts';
import { Pseudonymizer } from '../../src/privacy/pseudonymizer.ts';

/** A journal with a name in every field that may hold one, and an undo of it. */

const secret = 'huberfranz';
const uuid = '3f1c8a52-6e0b-4d27-9b65-c0ffee20d001';
const standIns = new Pseudonymizer(keyedDigest('a host'));
const hide = (text: string, path?: string): string => hideText(text, standIns, path);

const record = (text?: string): FileRecord => ({
  digest: 'd',
  mode: '0644',
  owner: 0,
  group: 0,
  ...(text === undefined ? { base64: Buffer.from(secret).toString('base64') } : { text }),
});
const text = `# ${secret}\nx=${secret} ${uuid}\n`;
const path = `/etc/modprobe.d/${secret}.conf`;
const common = { rule: null, reboot: true, state: 'done' } as const;

const journal: Journal = {
  schema: 'fngvt.journal/1',
  id: '20250124-103000',
  version: '0.1.0',
  begun: '2025-01-24T10:30:00.000Z',
  changed: '2025-01-24T10:30:00.000Z',
  state: 'applied',
  boot: null,
  foretold: { state: 'ready', cause: null },
  steps: [
    { ...common, kind: 'edit', path, before: record(text), after: null, folders: [`/etc/${secret}`] },
    { ...common, kind: 'edit', path: '/etc/modules', before: null, after: record(), folders: [] },
    {
      ...common,
      kind: 'run',
      argv: ['virsh', 'attach-device', '--domain', secret, '--file', `/var/lib/fngvt/vm/${uuid}.device.xml`],
      undo: ['virsh', 'define', '--file', `/home/${secret}/x`],
      generated: { path: `/boot/${secret}.cfg`, before: record(text), after: record(text) },
      definition: {
        domain: uuid,
        name: secret,
        device: uuid,
        isWhole: true,
        before: record(text),
        after: record(text),
      },
    },
  ],
};

const undo: UndoPlan = {
  steps: [
    { kind: 'edit', path, before: text, after: text, reboot: true, rule: null },
    {
      kind: 'run',
      argv: ['virsh', 'define', '--file', `/home/${secret}`],
      undo: null,
      input: text,
      reboot: false,
      rule: null,
    },
  ],
  refused: [
    {
      reason: 'definition-unread',
      details: { vm: secret, output: text, error: 'EACCES', journal: journal.id },
      rule: null,
    },
  ],
  changed: [
    { path, before: record(text), ours: record(), now: null },
    { path: secret, kind: 'definition', before: record(text), ours: record(text), now: record(text) },
  ],
  notes: [
    { reason: 'generated-left', details: { path, left: path, command: `update-grub ${secret}` }, rule: null },
  ],
};

const flat = (value: unknown): string => JSON.stringify(value);
const isTold = (value: string): boolean =>
  [secret, uuid, Buffer.from(secret).toString('base64')].some(one => value.includes(one));

test('a journal tells no name, whatever field it stands in', () => {
  expect(isTold(flat(journal))).toBe(true);
  const hidden = hiddenJournal(journal, hide);
  expect(isTold(flat(hidden))).toBe(false);
  expect(hidden).toMatchObject({ id: journal.id, state: 'applied', foretold: journal.foretold });
});

test('an undo tells none either, and keeps by which name a change is found again and why something failed', () => {
  const hidden = hiddenUndo(undo, hide);
  expect(isTold(flat(hidden))).toBe(false);
  expect(hidden.refused[0]).toMatchObject({
    reason: 'definition-unread',
    details: { error: 'EACCES', journal: journal.id },
  });
});

test('the text of a file is hidden as its reading is, so that both can be compared', () => {
  const [step] = hiddenJournal(journal, hide).steps;
  expect(step?.kind === 'edit' ? step.before?.text : undefined).toBe(hide(text, path));
});

test('what is told of a journal that is not gone by is hidden too, its own name and error codes are not', () => {
  const broken = {
    id: '20250124-103000',
    broken: true,
    problem: 'note-place',
    details: { journal: '20250124-103000', error: 'EIO', file: path },
  } as const;
  expect(hiddenJournal(broken, hide)).toEqual({
    ...broken,
    details: { journal: '20250124-103000', error: 'EIO', file: hide(path) },
  });
});
