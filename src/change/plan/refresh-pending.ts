import type { HostWriter } from '../../host/writer.ts';
import type { Journal } from '../journal/journal.ts';
import { readableJournals, listJournals } from '../journal/store.ts';
import { isUnseen } from './boot-target.ts';

const source = '/etc/kernel/cmdline';

/**
 * A change of ours that has run `proxmox-boot-tool refresh` in this boot, with /etc/kernel/cmdline as it is now. The boot partitions that
 * the command writes to are not mounted, so nothing else on the host tells that it was run. Where our notes can't be read, none is known.
 */
export function refreshedInThisBoot(writer: HostWriter): Journal | undefined {
  const now = writer.readFile(source);
  if (now === null || 'reason' in now) return undefined;
  const [digest, boot] = [writer.digest(now.bytes), writer.bootId()];
  const journals = readableJournals(() => listJournals(writer));
  if ('reason' in journals) return undefined;
  return journals.find(
    (journal): journal is Journal =>
      !('broken' in journal) &&
      journal.state === 'applied' &&
      boot !== null &&
      journal.boot === boot &&
      journal.steps.some(step => step.kind === 'run' && step.state === 'done' && isUnseen(step.argv)) &&
      journal.steps.some(
        step => step.kind === 'edit' && step.path === source && step.after?.digest === digest,
      ),
  );
}
