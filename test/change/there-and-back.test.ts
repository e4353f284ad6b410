import {
  chmodSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { applyPlan } from '../../src/change/apply-plan.ts';
import type { Journal } from '../../src/change/journal/journal.ts';
import { listJournals } from '../../src/change/journal/store.ts';
import type { EditStep } from '../../src/change/plan.ts';
import { chooseJournal } from '../../src/change/undo/choose.ts';
import { showUndo } from '../../src/change/undo/show.ts';
import { undoJournal } from '../../src/change/undo/act.ts';
import type { HostWriter } from '../../src/host/writer.ts';
import { hostWriter } from '../../src/host/live/host-writer.ts';

let root = '';
let writer: HostWriter;
let tick = 0;
const now = (): string => new Date(Date.UTC(2026, 0, 2, 3, 4, (tick += 1))).toISOString();
const options = { version: '1.2.3', now };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fngvt-change-'));
  // Every system has it; our notes and our lock lie below.
  mkdirSync(join(root, 'var/lib'), { recursive: true });
  writer = hostWriter(root);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const put = (path: string, content: string | Uint8Array, mode = 0o644): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  chmodSync(join(root, path), mode);
};
const edit = (path: string, before: string | null, after: string | null): EditStep => ({
  kind: 'edit',
  path,
  before,
  after,
  reboot: true,
  rule: null,
});
const plan = (...steps: readonly EditStep[]) => ({ steps, refused: [] });

/** Every file below the root but our own notes: path, mode, owner, content. */
function tree(folder = ''): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(join(root, folder)).sort()) {
    const path = `${folder}/${name}`;
    if (path === '/var/lib/fngvt' || path === '/run') continue;
    const about = lstatSync(join(root, path));
    const head = `${(about.mode & 0o7777).toString(8)} ${about.uid}:${about.gid}`;
    if (about.isDirectory()) Object.assign(found, { [path]: head }, tree(path));
    else if (about.isFile()) found[path] = `${head} ${readFileSync(join(root, path)).toString('base64')}`;
  }
  return found;
}

async function undoNewest(on = writer) {
  const chosen = chooseJournal(on);
  if (chosen.kind !== 'journal') throw new Error(`no journal: ${chosen.kind}`);
  return undoJournal(chosen.journal, on, { now });
}

describe('there and back', () => {
  const steps = [
    edit('/etc/modules', '# mine\nkvmgt\n', '# mine\n'),
    edit('/etc/default/grub.d/99-fngvt.cfg', null, 'GRUB_X=1\n'),
    edit('/etc/modprobe.d/old.conf', 'blacklist i915\n', null),
  ];
  beforeEach(() => {
    put('/etc/modules', '# mine\nkvmgt\n', 0o640);
    put('/etc/modprobe.d/old.conf', 'blacklist i915\n', 0o600);
    put('/var/lib/dpkg/status', '');
  });

  test('a plan is applied whole, and taken back to the same bytes, modes, owners and folders', async () => {
    const before = tree();
    const applied = await applyPlan(plan(...steps), writer, {
      ...options,
      foretold: { state: 'ready', cause: null },
    });
    expect(applied.outcome).toBe('applied');
    const after = tree();
    expect(Object.keys(after)).not.toContain('/etc/modprobe.d/old.conf');
    expect(readFileSync(join(root, '/etc/modules'), 'utf8')).toBe('# mine\n');
    expect(after['/etc/modules']).toMatch(/^640 /u);
    expect(after['/etc/default/grub.d']).toMatch(/^755 /u);
    expect(after['/etc/default/grub.d/99-fngvt.cfg']).toMatch(/^644 0:0 /u);
    const undone = await undoNewest();
    expect(undone.outcome).toBe('undone');
    expect(tree()).toEqual(before);
    expect(chooseJournal(writer).kind).toBe('nothing');
  });

  test('the journal can be read by root alone, and by a person', async () => {
    await applyPlan(plan(...steps), writer, options);
    const folder = join(root, 'var/lib/fngvt/journal');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const [journal] = listJournals(writer) as Journal[];
    expect(journal).toMatchObject({ version: '1.2.3', state: 'applied', foretold: null });
    expect(journal?.steps[0]).toMatchObject({
      state: 'done',
      before: { text: '# mine\nkvmgt\n', mode: '0640' },
    });
    expect(statSync(join(folder, `${String(journal?.id)}.json`)).mode & 0o777).toBe(0o600);
  });

  test('a second run of the same end has nothing to do', async () => {
    await applyPlan(plan(...steps), writer, options);
    const again = await applyPlan(plan(edit('/etc/modules', '# mine\n', '# mine\n')), writer, options);
    expect(again.outcome).toBe('nothing');
  });

  test('what the last check finds takes everything back', async () => {
    const before = tree();
    const check = () => Promise.resolve({ reason: 'worse', rule: null });
    const applied = await applyPlan(plan(...steps), writer, { ...options, check });
    expect(applied).toMatchObject({ outcome: 'rolled-back', failure: { reason: 'worse' } });
    expect(tree()).toEqual(before);
  });

  test('two changes are taken back newest first; the older one waits for the newer', async () => {
    const before = tree();
    await applyPlan(plan(...steps), writer, options);
    await applyPlan(plan(edit('/etc/modules', '# mine\n', '# yours\n')), writer, options);
    const [, older] = listJournals(writer) as Journal[];
    expect(chooseJournal(writer, older?.id)).toMatchObject({
      kind: 'refused',
      refusal: { reason: 'newer-journal' },
    });
    expect((await undoNewest()).outcome).toBe('undone');
    expect(readFileSync(join(root, '/etc/modules'), 'utf8')).toBe('# mine\n');
    expect((await undoNewest()).outcome).toBe('undone');
    expect(tree()).toEqual(before);
  });

  test('a file that one plan edits twice goes back through both', async () => {
    const before = tree();
    const [first] = steps;
    const twice = plan(first as EditStep, edit('/etc/modules', '# mine\n', '# yours\n'));
    expect((await applyPlan(twice, writer, options)).outcome).toBe('applied');
    const chosen = chooseJournal(writer);
    if (chosen.kind !== 'journal') throw new Error(chosen.kind);
    expect(await showUndo(chosen.journal, writer)).toMatchObject({ changed: [], steps: [{}, {}] });
    expect((await undoNewest()).outcome).toBe('undone');
    expect(tree()).toEqual(before);
  });

  test('a file that somebody changed since is shown three ways and left alone, unless it is named', async () => {
    await applyPlan(plan(...steps), writer, options);
    put('/etc/modules', '# mine\nthird party\n', 0o640);
    const chosen = chooseJournal(writer);
    if (chosen.kind !== 'journal') throw new Error(chosen.kind);
    expect((await showUndo(chosen.journal, writer)).changed).toMatchObject([
      {
        path: '/etc/modules',
        before: { text: '# mine\nkvmgt\n' },
        ours: { text: '# mine\n' },
        now: { text: '# mine\nthird party\n' },
      },
    ]);
    const undone = await undoNewest();
    expect(undone).toMatchObject({ outcome: 'left', back: { changed: [{ path: '/etc/modules' }] } });
    expect(readFileSync(join(root, '/etc/modules'), 'utf8')).toBe('# mine\nthird party\n');
    expect(readFileSync(join(root, '/etc/modprobe.d/old.conf'), 'utf8')).toBe('blacklist i915\n');
    const again = chooseJournal(writer);
    if (again.kind !== 'journal') throw new Error(again.kind);
    const named = await undoJournal(again.journal, writer, { now, overwrite: ['/etc/modules'] });
    expect(named.outcome).toBe('undone');
    expect(readFileSync(join(root, '/etc/modules'), 'utf8')).toBe('# mine\nkvmgt\n');
    const kept = writer.journals.list().filter(name => name.includes('kept-replaced'));
    expect(kept.map(name => writer.journals.read(name))).toEqual(['# mine\nthird party\n']);
  });
});

describe('refused before anything is touched', () => {
  const cases: readonly (readonly [name: string, arrange: () => void, reason: string])[] = [
    ['a file that is another by now', () => put('/etc/a', 'other\n'), 'changed'],
    ['a file that is gone', () => mkdirSync(join(root, 'etc')), 'changed'],
    [
      'a file that is a link',
      () => {
        put('/etc/b', 'old\n');
        symlinkSync('b', join(root, 'etc/a'));
      },
      'link',
    ],
    [
      'a folder that is a link',
      () => {
        put('/other/a', 'old\n');
        symlinkSync('other', join(root, 'etc'));
      },
      'link',
    ],
    ['a link that leads out of the root', () => symlinkSync('/etc', join(root, 'etc')), 'link'],
    [
      'a file with two names',
      () => {
        put('/etc/a', 'old\n');
        linkSync(join(root, 'etc/a'), join(root, 'etc/b'));
      },
      'hard-links',
    ],
    ['a folder in its place', () => mkdirSync(join(root, 'etc/a'), { recursive: true }), 'kind'],
    ['bytes that are no text', () => put('/etc/a', Buffer.from('old\n\xff', 'latin1')), 'changed'],
  ];
  test.each(cases)('%s', async (_, arrange, reason) => {
    arrange();
    put('/etc2/sane', 'old\n');
    const before = tree();
    const applied = await applyPlan(
      plan(edit('/etc2/sane', 'old\n', 'new\n'), edit('/etc/a', 'old\n', 'new\n')),
      writer,
      options,
    );
    expect(applied).toMatchObject({ outcome: 'refused', refused: [{ reason }] });
    expect(tree()).toEqual(before);
    expect(listJournals(writer)).toEqual([]);
  });

  test('while another fngvt is at work', async () => {
    put('/etc/a', 'old\n');
    const other = hostWriter(root);
    expect(other.lock()).toBeUndefined();
    const wanted = plan(edit('/etc/a', 'old\n', 'new\n'));
    expect(await applyPlan(wanted, writer, options)).toMatchObject({
      outcome: 'refused',
      refused: [{ reason: 'locked' }],
    });
    other.unlock();
    expect((await applyPlan(wanted, writer, options)).outcome).toBe('applied');
  });
});
