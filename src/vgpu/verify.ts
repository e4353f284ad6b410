import { lastRunErrors, qemuLogKeep } from '../formats/qemu-log.ts';
import type { Host } from '../host/reader.ts';
import type { Activity } from './activity.ts';
import { readHolders, type Holder } from './holders.ts';
import type { VgpuInventory } from './vgpu-inventory.ts';
import type { Vm } from './vm-inventory.ts';
import { pciDevice } from '../values/pci-device.ts';

/** One thing that must be so, from the definition up to the work of the GPU. `unknown`: it could not be read. */
export interface VerifyStep {
  readonly id: 'defined' | 'exists' | 'running' | 'opened' | 'kernel-log' | 'qemu-log';
  readonly is: 'yes' | 'no' | 'unknown';
  readonly details: Readonly<Record<string, string>>;
}

/** What the host can prove of a VM's vGPU. */
export interface Verification {
  readonly vm: Vm;
  /** The vGPU's UUID or the function's address; null: the VM has none. */
  readonly device: string | null;
  readonly gpu: string | null;
  readonly rungs: readonly VerifyStep[];
  readonly activity: Activity | null;
  /** Known errors of the last start, from QEMU's own log. */
  readonly qemuErrors: readonly { readonly id: string; readonly line: string }[];
}

/** Looks at everything but the GPU's activity, which takes time and is added by the caller. */
export async function readProof(host: Host, inventory: VgpuInventory, vm: Vm): Promise<Verification> {
  const functions = inventory.gpus.flatMap(room => room.functions.map(one => one.address));
  const device = vm.mdevs[0] ?? vm.pciDevices.find(address => functions.includes(address)) ?? null;
  if (device === null)
    return { vm, device, gpu: null, rungs: [step('defined', 'no')], activity: null, qemuErrors: [] };
  const isFunction = functions.includes(device);
  const vgpu = inventory.vgpus.find(one => one.uuid === device);
  const group = isFunction ? await groupOf(host, device) : (vgpu?.group ?? null);
  const room = inventory.gpus.find(
    one => one.gpu === vgpu?.parent || one.functions.some(f => f.address === device),
  );
  const holders = await readHolders(host, { device, group });
  const own = holders?.find(holder => holder.vm === vm.name) ?? null;
  const [log, errors] = await Promise.all([kernelErrors(host, own), qemuErrors(host, vm)]);
  const isThere = isFunction || (vgpu === undefined ? false : vgpu.isActive);
  return {
    vm,
    device,
    gpu: room?.gpu ?? null,
    rungs: [
      step('defined', 'yes', { device }),
      step('exists', answer(isThere), { device, type: vgpu?.type ?? '' }),
      step('running', answer(vm.state === null ? null : vm.state === 'running')),
      opened(holders, own, vm),
      kernelLog(log),
      ...(vm.manager === 'proxmox' ? [] : [qemuLog(errors)]),
    ],
    activity: null,
    qemuErrors: errors ?? [],
  };
}

const step = (
  id: VerifyStep['id'],
  is: VerifyStep['is'],
  details: VerifyStep['details'] = {},
): VerifyStep => ({ id, is, details });

/** null: it could not be read. */
function answer(isSo: boolean | null): VerifyStep['is'] {
  if (isSo === null) return 'unknown';
  return isSo ? 'yes' : 'no';
}

function kernelLog(lines: readonly string[] | null): VerifyStep {
  if (lines === null) return step('kernel-log', 'unknown');
  const details = { line: lines.at(-1) ?? '', count: String(lines.length) };
  return step('kernel-log', answer(lines.length === 0), details);
}

function qemuLog(errors: Verification['qemuErrors'] | null): VerifyStep {
  if (errors === null) return step('qemu-log', 'unknown');
  return step('qemu-log', answer(errors.length === 0), { count: String(errors.length) });
}

/** The device node is held by the QEMU of this VM and no other. */
function opened(holders: readonly Holder[] | null, own: Holder | null, vm: Vm): VerifyStep {
  if (holders === null) return step('opened', 'unknown');
  if (own?.hasNode === true) return step('opened', 'yes', { pid: String(own.pid) });
  const other = holders.find(holder => holder.vm !== vm.name);
  return step('opened', 'no', other === undefined ? {} : { other: other.vm ?? `PID ${other.pid}` });
}

async function groupOf(host: Host, address: string): Promise<string | null> {
  const link = await host.link(`${pciDevice(address)}/iommu_group`);
  return link.state === 'present' ? (link.value.split('/').at(-1) ?? null) : null;
}

/** Lines of i915, kvmgt and the IOMMU that mean trouble: i915/gvt/, i915/i915_gpu_error.c, drivers/iommu/intel/dmar.c. */
const trouble =
  /GPU HANG|gvt: (?:.*(?:fail|error|invalid|not enough))|failed to create intel vgpu|DMAR: .*fault|vfio.*(?:fail|error)/iu;

/** Kernel messages of trouble since the VM's QEMU began; without one, since boot. null: the log could not be read. */
async function kernelErrors(host: Host, own: Holder | null): Promise<readonly string[] | null> {
  const said = await host.run(['dmesg']);
  if (said.state !== 'present' || said.value.exit !== 0) return null;
  const since = own === null ? 0 : await startOf(host, own.pid);
  return said.value.stdout.split('\n').filter(line => {
    const time = Number(/^\[ *(\d+\.\d+)\]/u.exec(line)?.[1] ?? '0');
    return time >= since && trouble.test(line.slice(0, 2000));
  });
}

/** When a process began, seconds after boot: the 22nd field of /proc/PID/stat, hundredths (proc(5); USER_HZ is 100 on x86). */
async function startOf(host: Host, pid: number): Promise<number> {
  const stat = await host.read(`/proc/${pid}/stat`);
  if (stat.state !== 'present') return 0;
  const fields = stat.value.slice(stat.value.lastIndexOf(')') + 2).split(' ');
  return Number(fields[19] ?? '0') / 100;
}

async function qemuErrors(host: Host, vm: Vm): Promise<Verification['qemuErrors'] | null> {
  if (vm.manager === 'proxmox') return null;
  const log = await host.read(`/var/log/libvirt/qemu/${vm.name}.log`, { pattern: qemuLogKeep });
  if (log.state === 'absent') return [];
  return log.state === 'withheld' ? null : lastRunErrors(log.value);
}

/** Is it proved? Only where this VM's QEMU holds the device; `unknown` where that could not be seen. */
export function verdictOf({ rungs }: Verification): 'proved' | 'not' | 'unknown' {
  const opened = rungs.find(step => step.id === 'opened');
  if (rungs.some(step => step.is === 'no' && step.id !== 'kernel-log' && step.id !== 'qemu-log'))
    return 'not';
  return opened?.is === 'yes' ? 'proved' : 'unknown';
}
