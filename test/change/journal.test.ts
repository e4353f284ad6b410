import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply-plan.ts';
import { validate } from '../../src/change/journal/journal.validate.ts';
import { journalSchema } from '../../src/change/journal/journal-schema.ts';
import type { Journal } from '../../src/change/journal/journal.ts';
import { listJournals } from '../../src/change/journal/store.ts';
import { chooseJournal } from '../../src/change/undo/choose.ts';
import { undoJournal } from '../../src/change/undo/act.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';
import { furnish, plan } from './grub-imitation.ts';
import { fileOf } from './note-of.ts';
import { canChroot, OwnRoot } from './own-root.ts';
import { comparedOf } from '../compared-records.ts';
import { recordFault } from '../../src/records/record-fault.ts';

const now = (): string => '2026-01-02T03:04:05.000Z';

/** A journal of edits alone, as the real code leaves it behind an apply, and behind an undo that left something. */
async function ofFiles(): Promise<readonly Journal[]> {
  const root = mkdtempSync(join(tmpdir(), 'fngvt-journal-'));
  try {
    for (const folder of ['var/lib', 'etc']) mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, 'etc/modules'), 'kvmgt\n');
    chmodSync(join(root, 'etc/modules'), 0o4640);
    const writer = hostWriter(root);
    const edit = { kind: 'edit', reboot: true, rule: null } as const;
    const steps = [
      { ...edit, path: '/etc/modules', before: 'kvmgt\n', after: null },
      { ...edit, path: '/etc/default/grub.d/99-fngvt.cfg', before: null, after: 'X=1\n' },
    ];
    const foretold = { state: 'ready', cause: null };
    await applyPlan({ steps, refused: [] }, writer, { version: '1', now, foretold });
    const applied = read(root);
    writeFileSync(join(root, 'etc/modules'), Buffer.from([0xff]));
    const chosen = chooseJournal(writer);
    if (chosen.kind !== 'journal') throw new Error(chosen.kind);
    await undoJournal(chosen.journal, writer, { now });
    return [...applied, ...read(root)];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** Journals with commands, of an apply that stands, one that was rolled back, and an undo. */
function ofCommands(): readonly Journal[] {
  const root = new OwnRoot();
  try {
    const all = [true, false].flatMap(isFine => {
      root.reset();
      furnish(root);
      root.put('/plan.json', JSON.stringify(plan));
      if (!isFine) root.script('update-grub', 'exit 1');
      root.entry(['apply', '/plan.json']);
      const applied = read(root.path);
      root.entry(['undo']);
      return [...applied, ...read(root.path)];
    });
    return all;
  } finally {
    root.remove();
  }
}

/** A journal of a command that changed the definition of a VM; undo-definition.test.ts has real ones. */
function ofDefinition(): Journal {
  const file = { digest: 'a'.repeat(64), text: '<domain/>\n', mode: '0600', owner: 0, group: 0 };
  return {
    ...{ schema: 'fngvt.journal/1', id: '20260102-030405', version: '1', begun: now(), changed: now() },
    ...{ state: 'applied', boot: 'x', foretold: null },
    steps: [
      {
        ...{ kind: 'run', argv: ['virsh'], undo: ['virsh'], rule: null, reboot: false, state: 'done' },
        definition: { domain: 'x', name: 'x', device: 'x', isWhole: true, before: file, after: file },
      },
    ],
  };
}

/** A journal of a command that writes images; images.test.ts has real ones. */
function ofImages(): Journal {
  const argv = ['update-initramfs', '-u', '-k', 'all'];
  return {
    ...{ schema: 'fngvt.journal/1', id: '20260102-030405', version: '1', begun: now(), changed: now() },
    ...{ state: 'applied', boot: 'x', foretold: null },
    steps: [
      {
        ...{ kind: 'run', argv, undo: argv, rule: null, reboot: true, state: 'done' },
        made: [{ path: '/boot/initrd.img-6.1.0-30-amd64', digest: 'a'.repeat(64) }],
      },
    ],
  };
}

function read(root: string): readonly Journal[] {
  const folder = join(root, 'var/lib/fngvt/journal');
  return readdirSync(folder)
    .filter(name => name.endsWith('.json'))
    .map(name => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Journal);
}

describe('the schema of a journal', () => {
  let journals: readonly Journal[] = [];
  beforeAll(async () => {
    journals = [...(await ofFiles()), ...(canChroot ? ofCommands() : [])];
  });

  test('holds for every journal that the real code writes', () => {
    expect(journals.map(({ state }) => state)).toEqual([
      'applied',
      'partly-undone',
      ...(canChroot ? ['applied', 'undone', 'rolled-back', 'rolled-back'] : []),
    ]);
    for (const journal of [...journals, ofDefinition(), ofImages()])
      expect(journalSchema.parse(journal)).toEqual(journal);
  });

  test('and its check say the same of a thousand spoilt ones', () => {
    const counted = comparedOf(journalSchema, validate, [...journals, ofDefinition(), ofImages()]);
    expect(counted.bad).toBeGreaterThan(1000);
    expect(counted.good).toBeGreaterThan(10);
  });

  test('passes over what a later version may add, and takes null for what it may leave out', () => {
    const { boot, foretold, ...rest } = ofImages();
    const steps = rest.steps.map(step => ({ ...step, later: 1 }));
    const value: unknown = JSON.parse(JSON.stringify({ ...rest, steps, later: [boot, foretold] }));
    expect(recordFault(validate, value)).toBe(undefined);
    expect(value).toMatchObject({ boot: null, foretold: null });
  });

  test.each(['before', 'after'])(
    'asks for "%s" of every file: what is missing there is not nothing',
    name => {
      const [journal] = journals;
      const steps = journal?.steps.map(step => ({ ...step, [name]: undefined }));
      const value: unknown = JSON.parse(JSON.stringify({ ...journal, steps }));
      expect(recordFault(validate, value)).toEqual({ place: `steps.0.${name}`, wanted: 'a value' });
    },
  );
});

describe('a journal that somebody spoilt', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'fngvt-journal-'));
    mkdirSync(join(root, 'var/lib/fngvt/journal'), { recursive: true });
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test.each([
    ['a path that climbs', { path: '/etc/../root/x' }],
    ['a path that leads nowhere', { path: 'etc/x' }],
    ['no owner', { before: { digest: 'a'.repeat(64), text: '', mode: '0644', group: 0 } }],
    ['a mode that is none', { after: { digest: 'a'.repeat(64), text: '', mode: '999', owner: 0, group: 0 } }],
    ['a state of its own', { state: 'finished' }],
  ])('by %s is none, and nothing is taken back by it', (_, change) => {
    const id = '20260102-030405';
    const step = {
      ...{ kind: 'edit', path: '/etc/modules', rule: null, reboot: true, state: 'done' },
      ...{ before: null, after: fileOf('ours\n'), folders: [] },
    };
    const frame = {
      ...{ schema: 'fngvt.journal/1', id, version: '1', begun: now(), changed: now() },
      ...{ state: 'applied', boot: null, foretold: null },
    };
    const put = (steps: readonly object[]): void =>
      writeFileSync(join(root, `var/lib/fngvt/journal/${id}.json`), JSON.stringify({ ...frame, steps }));
    const writer = hostWriter(root);
    put([step]);
    expect(listJournals(writer)).toMatchObject([{ state: 'applied' }]);
    put([{ ...step, ...change }]);
    expect(listJournals(writer)).toMatchObject([{ id, broken: true, problem: 'note-shape' }]);
    expect(chooseJournal(writer)).toMatchObject({ kind: 'refused', refusal: { reason: 'broken-journal' } });
  });
});
