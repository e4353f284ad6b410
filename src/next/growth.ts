import type { Report } from '../judge/report-types.ts';
import { typeByName } from '../knowledge/vgpu-types.ts';
import { anyVm, asAnybody, asRoot, type Move } from './move.ts';

type Ready = Pick<Report, 'host' | 'gpus' | 'verdict' | 'vgpu'>;

const list = asAnybody('list-vms', 'vm');

/** Systems that keep vGPUs by means of their own; ours would not outlive a reboot there, or a visit of the web interface. */
export const keepsItsOwn: readonly (string | null)[] = ['unraid', 'truenas'];

/** Systems that make the vGPU of a VM when it starts, so that one that does not exist is no fault. */
export const makesAtStart: readonly (string | null)[] = ['proxmox', 'unraid'];

/** From a ready host to a VM: what is made next, by the names of this host. */
export function growthOf(report: Ready): readonly Move[] {
  const address = report.verdict?.gpu ?? report.gpus[0]?.address;
  const own = report.vgpu.devices.filter(device => device.parent === address);
  const user = own.filter(device => device.active === true).flatMap(device => device.in_use_by)[0];
  if (user !== undefined) return [asRoot('verify', 'vm', 'verify', user)];
  if (report.verdict?.technology === 'sr-iov') return functionsOf(report, address);
  if (own.some(device => device.active === true)) return [list, asRoot('attach', 'vm', 'attach', anyVm)];
  const asleep = own.find(device => device.active === false);
  if (asleep !== undefined && !makesAtStart.includes(report.host.platform))
    return [asRoot('start', 'vgpu', 'start', asleep.uuid), list];
  return vgpuOf(report, address);
}

function functionsOf({ gpus }: Ready, address: string | undefined): readonly Move[] {
  const gpu = gpus.find(card => card.address === address);
  if ((gpu?.sriov_numvfs ?? 0) > 0) return [list, asRoot('attach', 'vm', 'attach', anyVm)];
  const total = gpu?.sriov_totalvfs ?? 0;
  return total > 0
    ? [asRoot('make-functions', 'vgpu', 'create', '--count', String(Math.min(3, total))), list]
    : [];
}

function vgpuOf(report: Ready, address: string | undefined): readonly Move[] {
  const type = usefulType(report, address);
  if (type === undefined) return [];
  const { platform } = report.host;
  if (keepsItsOwn.includes(platform)) return [asAnybody('types', 'explain', type)];
  return platform === 'proxmox'
    ? [list, asRoot('attach', 'vm', 'attach', anyVm, '--type', type)]
    : [asRoot('make-vgpu', 'vgpu', 'create', '--type', type, '--autostart'), list];
}

/**
 * The type that most people want: full resolution for as many VMs as fit, else the small one, else a larger. It becomes part of a
 * command that people copy, so only a name that we know will do.
 */
function usefulType({ vgpu }: Ready, address: string | undefined): string | undefined {
  const free = vgpu.types.filter(
    type => type.gpu === address && (type.available ?? 0) > 0 && typeByName(type.name) !== undefined,
  );
  return ['4', '8', '2', '1'].flatMap(suffix => free.filter(type => type.name.endsWith(`_${suffix}`)))[0]
    ?.name;
}
