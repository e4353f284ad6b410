import type { Facts } from '../../facts/fact-index.ts';
import type { Host } from '../../host/reader.ts';
import type { Finding } from '../../judge/finding.ts';
import type { Verdict } from '../../judge/verdict.ts';
import { hasStandIn } from '../../values/stand-in.ts';
import type { Refusal } from '../plan.ts';
import type { Proof } from './prove.ts';

/** What a host looks like before anything is planned. */
export interface Judged {
  readonly now: Facts;
  readonly findings: readonly Finding[];
  readonly verdict: Verdict;
}

/** The rule about a GPU that is reserved for passthrough. */
export const vfioRule = 'driver-vfio';

/** The topics whose faults no file and no module cures: hardware, the kernel, and where we are. */
const hopeless: readonly string[] = ['host', 'gpu', 'kernel'];

/**
 * Why nothing at all is planned for this host, whatever else is wrong with it: nothing that we could do would help, or somebody
 * gave the GPU to another purpose. `asked`: rules that were asked for by name, which is the
 * owner's word for it; of those that we have a remedy for, `isOurs` knows.
 */
export function blocked(
  { now, findings, verdict }: Judged,
  { asked, isOurs }: { readonly asked: readonly string[]; readonly isOurs: (rule: string) => boolean },
): readonly Refusal[] {
  const gpu = verdict.gpu ?? undefined;
  const given = givenAway(now, gpu, asked.includes(vfioRule));
  if (given.length > 0) return given;
  const hopelessFault = findings.find(
    finding =>
      finding.verdict === 'fail' &&
      finding.severity === 'error' &&
      !finding.pending &&
      hopeless.includes(finding.topic) &&
      finding.id !== 'next-kernel-waited-for' &&
      !isOurs(finding.id) &&
      (finding.subject === null || finding.subject === gpu),
  );
  if (hopelessFault !== undefined) {
    return [{ reason: 'would-not-help', details: { rule: hopelessFault.id }, rule: hopelessFault.id }];
  }
  if (verdict.state === 'unknown')
    return [{ reason: 'cannot-tell', details: { rule: verdict.rule ?? '' }, rule: verdict.rule }];
  return [];
}

/** Why a plan is not shown that does not lead where it is to lead. */
export function refusalsOf({ faults }: Proof): readonly Refusal[] {
  return faults.map(({ kind, rule, subject }) => ({
    reason: `proof-${kind}`,
    details: { ...(rule === null ? {} : { rule }), ...(subject === null ? {} : { subject }) },
    rule,
  }));
}

/**
 * The GPU is given to a VM as a whole, or bound to vfio-pci: that is somebody's decision, and the opposite of sharing. What takes it by its id stands
 * in files, and goes on request.
 */
function givenAway(now: Facts, gpu: string | undefined, isAsked: boolean): readonly Refusal[] {
  const refused: Refusal[] = [];
  if (gpu !== undefined) {
    const claims = [
      now.value('gpu/driver', gpu) === 'vfio-pci' ? '/sys/bus/pci/drivers/vfio-pci' : null,
      now.value('gpu/driver-override', gpu) === 'vfio-pci' ? 'driver_override' : null,
      now.value('gpu/claimed-by-vfio', gpu) ?? null,
    ];
    const claim = claims.find(where => typeof where === 'string');
    const isById = typeof now.value('gpu/claimed-by-vfio', gpu) === 'string';
    const isOverridden = now.value('gpu/driver-override', gpu) === 'vfio-pci';
    const isForAsking = isById && !isOverridden;
    if (typeof claim === 'string' && !(isAsked && isForAsking))
      refused.push({
        reason: 'given-to-vfio',
        details: { gpu, claim, ...(isForAsking ? { ask: vfioRule } : {}) },
        rule: vfioRule,
      });
  }
  for (const vm of now.subjects('vm')) {
    const taken = now.list('vm/gpu-passthrough', vm) ?? [];
    if (gpu === undefined || !taken.includes(gpu)) continue;
    const title = now.value('vm/title', vm);
    // A name that is hidden here tells less than the number of the VM.
    const name = typeof title === 'string' && title !== '' && !hasStandIn(title) ? title : vm;
    refused.push({ reason: 'given-to-vm', details: { gpu, vm: name }, rule: 'vm-passthrough' });
  }
  return refused;
}

/** Whether a GPU that was given away comes back to the host where its owner asks for that. */
export const isGivenBackOnRequest = (now: Facts, gpu: string | undefined): boolean =>
  givenAway(now, gpu, true).length === 0;

/** Why a plan, sound as it may be, can't be carried out just now. */
export async function held({
  host,
  now,
}: {
  readonly host: Host;
  readonly now: Facts;
}): Promise<readonly Refusal[]> {
  const refused: Refusal[] = [];
  if (now.value('host/is-root') === false) refused.push({ reason: 'not-root', rule: null });
  if (await isHalfUpgraded(host)) refused.push({ reason: 'upgrade-unfinished', rule: null });
  const mount = await readOnlyMount(host);
  if (mount !== undefined) refused.push({ reason: 'read-only', details: { path: mount }, rule: null });
  return refused;
}

/**
 * dpkg keeps what an interrupted run has not settled in numbered files below updates, and the state of each package in its
 * status file: dpkg(1), deb-src lib/dpkg/dbmodify.c. A half-configured kernel has no initramfs yet.
 */
async function isHalfUpgraded(host: Host): Promise<boolean> {
  const [updates, status] = await Promise.all([
    host.list('/var/lib/dpkg/updates'),
    host.read('/var/lib/dpkg/status', {
      pattern: '^Status: \\S+ \\S+ (half-installed|half-configured|unpacked)$',
    }),
  ]);
  const isLeft = updates.state === 'present' && updates.value.some(name => /^\d+$/u.test(name));
  return isLeft || (status.state === 'present' && status.value !== '');
}

/** Where /etc or /boot lie on a file system that takes no writes: proc_pid_mounts(5). */
async function readOnlyMount(host: Host): Promise<string | undefined> {
  const mounts = await host.read('/proc/self/mounts');
  if (mounts.state !== 'present') return undefined;
  const lines = mounts.value.split('\n').map(line => line.split(' '));
  // Of several mounts at one place the last one is seen.
  return ['/', '/etc', '/boot'].find(place => {
    const options = lines.findLast(([, at]) => at === place)?.[3];
    return options !== undefined && options.split(',').includes('ro');
  });
}
