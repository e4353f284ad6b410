/** Recorded hosts with files and records of ours, for the tests of `fix --off`. */

import type { Journal, JournalEdit, JournalStep } from '../../src/change/journal/journal.ts';
import { proposeOff } from '../../src/change/plan/off/off.ts';
import type { Proposal, PlanFilter } from '../../src/change/plan/propose.ts';
import type { Records } from '../../src/change/journal/history.ts';
import { collect } from '../../src/facts/collect.ts';
import { openFixture } from '../../src/host/snapshot/fixture.ts';
import { replayHost } from '../../src/host/snapshot/replay.ts';
import type { Snapshot } from '../../src/host/snapshot/snapshot-schema.ts';
import { renderPlan } from '../../src/report/plan/plan-text.ts';
import { loadFixes, loadRules } from '../../src/rules/load.ts';
import type { Language } from '../../src/values/text.ts';
import { fixWords } from '../../src/words/plan-words.ts';
import { fixtureHosts } from '../fixture-hosts.ts';
import { everything, planOf } from '../planned-hosts.ts';
import { plainText } from '../../src/values/styled.ts';

export const W = 'i915.enable_gvt=1';
export const D = 'GRUB_CMDLINE_LINUX_DEFAULT';
export const dropIn = '/etc/default/grub.d/99-fngvt.cfg';
export const defaults = '/etc/default/grub';
export const list = '/etc/modules-load.d/fngvt.conf';
export const line = '/etc/kernel/cmdline';
const grubHead = '# By fngvt. Undo: fngvt undo, or delete this file and run update-grub.\n';
const listHead = '# By fngvt. Undo: fngvt undo, or delete this file.\n';
export const ownDropIn = `${grubHead}${D}="$${D} ${W}"\n`;
export const ownList = `${listHead}kvmgt\n`;
export const mkconfigWithoutFolder = { '/usr/sbin/grub-mkconfig': '#!/bin/sh\n' };

/** Files by path; null: not there. */
export type Texts = Readonly<Record<string, string | null>>;

/** A recorded host with these files; null: not there. Folders follow. */
export function withFiles(snapshot: Snapshot, texts: Texts): Snapshot {
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

export const fixture = (name: string): Promise<Snapshot> =>
  openFixture(fixtureHosts().find(one => one.name === name)?.path ?? '');

/** A file that was recorded whole. */
export function textIn({ files }: Snapshot, path: string): string {
  const text = files[path];
  if (typeof text !== 'string') throw new Error(`not recorded: ${path}`);
  return text;
}

export async function plan(snapshot: Snapshot, wish: PlanFilter = everything): Promise<Proposal> {
  const host = replayHost(snapshot);
  return planOf(host, (await collect(host)).facts, wish);
}

export async function offOf(snapshot: Snapshot, records: Records): Promise<Proposal> {
  const host = replayHost(snapshot);
  const { facts } = await collect(host);
  const frame = { version: '0', taken: '', source: 'snapshot' } as const;
  return proposeOff({ host, facts, rules: loadRules(), fixes: loadFixes(), frame }, records);
}

export const off = async (name: string, texts: Texts = {}, records: Records = []): Promise<Proposal> =>
  offOf(withFiles(await fixture(name), texts), records);

const file = (text: string | null) =>
  text === null ? null : { digest: '0'.repeat(64), text, mode: '0644', owner: 0, group: 0 };

let count = 0;
/** What fngvt would have noted of a change of one file. */
export function change(
  path: string,
  before: string | null,
  after: string | null,
  about: {
    readonly state?: Journal['state'];
    readonly step?: JournalStep['state'];
    readonly rule?: string;
  } = {},
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

export const stepsOf = ({ steps }: Proposal): readonly string[] =>
  steps.map(step => (step.kind === 'edit' ? step.path : step.argv.join(' ')));
export const reasons = ({ refused }: Proposal): readonly string[] => refused.map(({ reason }) => reason);
export const notes = ({ untouched }: Proposal): readonly string[] => untouched.map(({ reason }) => reason);
export const textOf = ({ steps }: Proposal, path: string): string | null | undefined =>
  steps.flatMap(step => (step.kind === 'edit' && step.path === path ? [step.after] : [])).at(-1);
export const said = (proposal: Proposal, language: Language = 'en'): string =>
  plainText(
    renderPlan({
      proposal,
      repair: [],
      rules: loadRules(),
      language,
      say: fixWords[language],
      call: 'sudo fngvt',
      columns: 80,
    }),
  ).replaceAll(/\s+/gu, ' ');

/** The guide's host after the reboot, with everything in our files and nothing in the owner's. */
export async function guided(): Promise<Texts> {
  const text = textIn(await fixture('fnos-hd620.rebooted'), defaults).replace(` ${W}`, '');
  const bare = '# nothing\n';
  return {
    [defaults]: text,
    '/etc/modules': bare,
    '/etc/modules-load.d/modules.conf': bare,
    [dropIn]: ownDropIn,
    [list]: ownList,
  };
}
