import { parseDomainList, virsh } from '../../formats/virsh.ts';
import type { HostWriter, Failure } from '../../host/writer.ts';
import type { FileRecord } from './journal.ts';
import type { DefinitionChange } from '../plan.ts';

/**
 * The definition as libvirt holds it for the VM's next start; null: there is no such VM. Its text is without the passwords of a console,
 * its digest knows them, so that a password set since counts as a change.
 */
export async function lookAtDefinition(
  writer: HostWriter,
  { domain, name }: Pick<DefinitionChange, 'domain' | 'name'>,
): Promise<FileRecord | null | Failure> {
  const ask = (...flags: readonly string[]): Promise<string | Failure> =>
    writer.query(virsh('dumpxml', '--inactive', ...flags, '--domain', domain));
  const text = await ask();
  const whole = typeof text === 'string' ? await ask('--security-info') : text;
  if (typeof text === 'string' && typeof whole === 'string') {
    const digest = writer.digest(new TextEncoder().encode(whole));
    return { digest, text, mode: '0600', owner: 0, group: 0 };
  }
  // "No such VM" and "no answer" both end with 1; the list tells them apart.
  const list = await writer.query(virsh('list', '--all', '--name', '--uuid'));
  if (
    typeof list === 'string' &&
    !parseDomainList(list).some(one => one.uuid === domain || one.name === domain)
  )
    return null;
  const { details } = [list, whole, text].find(one => typeof one === 'object') as Failure;
  return { reason: 'definition-unread', details: { ...details, vm: name } };
}
