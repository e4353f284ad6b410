import { differsOnlyBy, hasDevice } from '../formats/domain-edit.ts';
import { parseDomainList } from '../formats/virsh.ts';
import type { Hands, Obstacle } from '../host/host.ts';
import type { DefinitionRecord, FileRecord, JournalEdit, JournalRun } from './journal.ts';
import type { DefinitionChange } from './plan.ts';
import type { Changed } from './changed.ts';

const virsh = (...args: readonly string[]): readonly string[] => ['virsh', '-c', 'qemu:///system', ...args];

/**
 * The definition as libvirt holds it for the VM's next start; null: there is no such VM. Its text is without the passwords of a console,
 * its digest knows them, so that a password set since counts as a change.
 */
export async function lookAtDefinition(
  hands: Hands,
  { domain, name }: Pick<DefinitionChange, 'domain' | 'name'>,
): Promise<FileRecord | null | Obstacle> {
  const ask = (...flags: readonly string[]): Promise<string | Obstacle> =>
    hands.hear(virsh('dumpxml', '--inactive', ...flags, '--domain', domain));
  const text = await ask();
  const whole = typeof text === 'string' ? await ask('--security-info') : text;
  if (typeof text === 'string' && typeof whole === 'string') {
    const digest = hands.digest(new TextEncoder().encode(whole));
    return { digest, text, mode: '0600', owner: 0, group: 0 };
  }
  // "No such VM" and "no answer" both end with 1; the list tells them apart.
  const list = await hands.hear(virsh('list', '--all', '--name', '--uuid'));
  if (
    typeof list === 'string' &&
    !parseDomainList(list).some(one => one.uuid === domain || one.name === domain)
  )
    return null;
  const { details } = [list, whole, text].find(one => typeof one === 'object') as Obstacle;
  return { reason: 'definition-unread', details: { ...details, vm: name } };
}

/** back: nothing to take back. ours: as our command left it, so its undo loses nothing. changed: somebody edited it since. */
export type DefinitionState = 'back' | 'ours' | 'changed';

/** What the definition of now is, for a command that is to be taken back. */
export function stateOfDefinition(
  { before, after, device, isWhole }: DefinitionRecord,
  now: FileRecord | null,
): DefinitionState {
  if (now?.digest === before.digest) return 'back';
  const [was, is] = [before.text ?? '', now?.text ?? ''];
  // An undo by this device alone leaves the edits of others as they are.
  if (!isWhole) return now === null || hasDevice(was, device) === hasDevice(is, device) ? 'back' : 'ours';
  if (now === null) return 'changed';
  if (after !== null) return now.digest === after.digest ? 'ours' : 'changed';
  // Cut short before it could be read: ours, if nothing but the device and what libvirt adds for it is new.
  return differsOnlyBy(was, is, device) || differsOnlyBy(is, was, device) ? 'ours' : 'changed';
}

/** A definition that somebody edited since. */
export function changedDefinition(
  { name, device, before, after }: DefinitionRecord,
  now: FileRecord | null,
): Changed {
  const has = ({ text = '' }: FileRecord): boolean => hasDevice(text, device);
  return {
    path: name,
    kind: now !== null && has(now) && !has(before) ? 'definition-with-device' : 'definition',
    before,
    ours: after,
    now,
  };
}

/** A file that a command needs which is still to be run stays until then, and so do the folders made for it. */
export const isNeeded = (
  { path, folders }: Pick<JournalEdit, 'path' | 'folders'>,
  later: readonly Pick<JournalRun, 'undo'>[],
): boolean =>
  later.some(({ undo }) =>
    undo?.some(word => word === path || folders.some(folder => word.startsWith(`${folder}/`))),
  );
