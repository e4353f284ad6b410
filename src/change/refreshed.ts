import type { Hands } from '../host/host.ts';
import type { Journal } from './journal.ts';
import { fromNotes, listJournals } from './journals.ts';
import { isUnseen } from './route.ts';

const source = '/etc/kernel/cmdline';

/**
 * A change of ours that has run `proxmox-boot-tool refresh` in this boot, with /etc/kernel/cmdline as it is now. The boot partitions that
 * the command writes to are not mounted, so nothing else on the host tells that it was run. Where our notes can't be read, none is known.
 */
export function refreshedInThisBoot(hands: Hands): Journal | undefined {
  const now = hands.look(source);
  if (now === null || 'reason' in now) return undefined;
  const [digest, boot] = [hands.digest(now.bytes), hands.bootId()];
  const journals = fromNotes(() => listJournals(hands));
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
