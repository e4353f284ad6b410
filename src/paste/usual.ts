import type { Snapshot } from '../host/snapshot/snapshot-schema.ts';
import { gpuById } from '../knowledge/pci-ids.ts';
import { platformByName } from '../knowledge/platforms.ts';
import { platformsOfPciName } from '../knowledge/gpu-names.ts';
import { pciDevice } from '../values/pci-device.ts';

/** Folders of modprobe's settings; most hosts have nothing in them that is about our modules. */
const settings = ['/etc/modprobe.d', '/run/modprobe.d', '/usr/lib/modprobe.d', '/lib/modprobe.d'];

const gpu = pciDevice('0000:00:02.0');

/**
 * A pasted host with what a helper takes for granted where the post is silent: nothing of ours in modprobe.d, the kernel's own i915 on the GPU
 * of a platform with GVT-g, no driver forced on it. What follows from that is likely, never certain.
 */
export function usualHost(snapshot: Snapshot): Snapshot {
  const isTold = (path: string): boolean =>
    [snapshot.files, snapshot.dirs, snapshot.links].some(all => Object.hasOwn(all, path)) ||
    snapshot.absent.includes(path) ||
    Object.keys(snapshot.files).some(one => one.startsWith(`${path}/`));
  const missing = (paths: readonly string[]): readonly string[] => paths.filter(path => !isTold(path));
  const release = textOf(snapshot, '/proc/sys/kernel/osrelease');
  const isOwn = release !== undefined && !speaksOfDkms(snapshot);
  const hasModinfo = snapshot.commands.some(({ argv }) => argv.join(' ') === 'modinfo -n i915');
  const isGvt = technologyOf(snapshot) === 'gvt-g';
  const isTried = isTriedOnNewer(snapshot);
  const driver = isGvt || isTried ? 'i915' : driverInLog(snapshot);
  const isDriverOpen = missing([`${gpu}/driver`]).length > 0 && !isDenied(snapshot);
  return {
    ...snapshot,
    dirs: {
      ...snapshot.dirs,
      ...Object.fromEntries(missing(settings).map(path => [path, []])),
      ...(isHeldBack(snapshot) && missing([tables]).length > 0 ? { [tables]: [] } : {}),
      ...(hasIommu(snapshot) && missing([iommus, groups]).length === 2 ? { [iommus]: ['dmar0'] } : {}),
    },
    files: {
      ...snapshot.files,
      ...Object.fromEntries(missing(instancesOf(snapshot)).map(path => [path, '1\n'])),
      ...Object.fromEntries(missing([`${gpu}/driver_override`]).map(path => [path, '(null)\n'])),
    },
    links: {
      ...snapshot.links,
      ...(isDriverOpen && driver !== undefined
        ? { [`${gpu}/driver`]: `../../../bus/pci/drivers/${driver}` }
        : {}),
    },
    absent: [...snapshot.absent, ...(isTried ? missing([maxVfs]) : [])],
    commands: [
      ...snapshot.commands.map(said => withCapability(said, snapshot)),
      ...capability(snapshot),
      ...(isOwn && !hasModinfo
        ? [
            {
              argv: ['modinfo', '-n', 'i915'],
              exit: 0,
              stdout: `/lib/modules/${release}/kernel/drivers/gpu/drm/i915/i915.ko\n`,
              stderr: '',
            },
          ]
        : []),
    ],
  };
}

/** The parameter that the SR-IOV build of i915 has, and no other. */
const maxVfs = '/sys/module/i915/parameters/max_vfs';

/** Somebody tries GVT-g, and has nothing on the command line of what SR-IOV is set up with: the kernel's own i915 runs. */
function isTriedOnNewer(snapshot: Snapshot): boolean {
  const cmdline = textOf(snapshot, '/proc/cmdline') ?? '';
  return (
    /\bi915\.enable_gvt=1\b/u.test(cmdline) &&
    !/max_vfs|force_probe|blacklist/u.test(cmdline) &&
    !speaksOfDkms(snapshot)
  );
}

/** The driver that the kernel log tells of last. */
function driverInLog({ commands }: Snapshot): string | undefined {
  const log = commands.find(({ argv }) => argv.join(' ') === 'dmesg')?.stdout ?? '';
  return [...log.matchAll(/\b(i915|xe) 0000:00:02\.0: /gu)].at(-1)?.[1];
}

/** As `lspci -vv` prints it. */
const capabilityLine = '\tCapabilities: [320 v1] Single Root I/O Virtualization (SR-IOV)\n';

/** The GPU's name in what lspci prints of it; empty: it prints none. */
const nameIn = (text: string): string => /Intel Corporation (.*?)(?: \(|$)/mu.exec(text)?.[1] ?? '';

/** Every GPU of these platforms has the capability, whatever drives it; those that differ by device are left open. */
function capability(snapshot: Snapshot): Snapshot['commands'] {
  const isTold = ['sriov_totalvfs', 'sriov_numvfs'].some(
    name => textOf(snapshot, `${gpu}/${name}`) !== undefined,
  );
  const id = textOf(snapshot, `${gpu}/device`)?.replace(/^0x/u, '');
  const hasLines = snapshot.commands.some(({ argv }) => argv.join(' ') === 'lspci -vv -s 0000:00:02.0');
  const platform = platformByName(gpuById(`8086:${id ?? ''}`)?.platform ?? '');
  if (isTold || hasLines || platform?.sriov == null || platform.sriov.bySingleDevice === true) return [];
  return [
    {
      argv: ['lspci', '-vv', '-s', '0000:00:02.0'],
      exit: 0,
      stdout: `00:02.0 VGA compatible controller [0300]: Intel Corporation Graphics [8086:${id ?? ''}]\n${capabilityLine}`,
      stderr: '',
    },
  ];
}

/** The same of a GPU that is known by its name alone. */
function withCapability(
  said: Snapshot['commands'][number],
  { files }: Snapshot,
): Snapshot['commands'][number] {
  const isOurs = said.argv.join(' ') === 'lspci -vv -s 0000:00:02.0' && !/Capabilities/u.test(said.stdout);
  if (!isOurs || Object.hasOwn(files, `${gpu}/device`)) return said;
  const sharing = platformsOfPciName(nameIn(said.stdout)).map(one => platformByName(one)?.sriov);
  const isAll = sharing.length > 0 && sharing.every(one => one != null && one.bySingleDevice !== true);
  return isAll ? { ...said, stdout: `${said.stdout}${capabilityLine}` } : said;
}

/** The command line asks for the IOMMU and there is none: the firmware does not describe it. */
const isHeldBack = (snapshot: Snapshot): boolean =>
  [iommus, groups].some(path => Object.hasOwn(snapshot.dirs, path) && snapshot.dirs[path]?.length === 0) &&
  /\bintel_iommu=(?:\w+,)*on\b/u.test(textOf(snapshot, '/proc/cmdline') ?? '');

const [iommus, groups] = ['/sys/class/iommu', '/sys/kernel/iommu_groups'];
const tables = '/sys/firmware/acpi/tables';

/** The command line asks for the IOMMU; or virtual functions are there, and nothing shows that it does not. */
function hasIommu(snapshot: Snapshot): boolean {
  const cmdline = textOf(snapshot, '/proc/cmdline');
  if (cmdline !== undefined) return /\bintel_iommu=(?:\w+,)*on\b/u.test(cmdline);
  return Number(textOf(snapshot, `${gpu}/sriov_numvfs`) ?? 0) > 0;
}

/** A type that is listed has room, where nothing says how much. */
const instancesOf = ({ dirs }: Snapshot): readonly string[] =>
  Object.entries(dirs)
    .filter(([path]) => path.endsWith('/mdev_supported_types'))
    .flatMap(([path, names]) => names.map(name => `${path}/${name}/available_instances`));

function textOf({ files }: Snapshot, path: string): string | undefined {
  const file = Object.hasOwn(files, path) ? files[path] : undefined;
  return (typeof file === 'string' ? file : file?.text)?.trim();
}

const speaksOfDkms = ({ commands }: Snapshot): boolean => /dkms/iu.test(JSON.stringify(commands));

/** The command line keeps i915 from the GPU. */
const isDenied = (snapshot: Snapshot): boolean =>
  /blacklist=\S*i915|nomodeset|i915\.modeset=0|vfio-pci\.ids/u.test(textOf(snapshot, '/proc/cmdline') ?? '');

/** How the GPU shares, by its id or by the name that lspci gives it. */
function technologyOf(snapshot: Snapshot): 'gvt-g' | undefined {
  const id = textOf(snapshot, `${gpu}/device`)?.replace(/^0x/u, '');
  const row = id === undefined ? undefined : gpuById(`8086:${id}`);
  const named = snapshot.commands.find(({ argv }) => argv.join(' ') === 'lspci -vv -s 0000:00:02.0');
  const platforms = row === undefined ? platformsOfPciName(nameIn(named?.stdout ?? '')) : [row.platform];
  const isAll = platforms.length > 0 && platforms.every(one => platformByName(one)?.gvtg != null);
  return isAll ? 'gvt-g' : undefined;
}
