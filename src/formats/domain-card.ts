import { parseDomain, type Domain } from './domain-xml.ts';
import { childOf, childrenOf, parseXml, type XmlElement } from './xml.ts';

/** A disk of a VM. */
export interface DomainDisk {
  /** What the guest takes it for: disk, cdrom, floppy, lun. */
  readonly device: string;
  /** Where it lies: a file, a block device, a volume; null: an empty drive. */
  readonly source: string | null;
  /** vda, sda, … */
  readonly target: string | null;
}

/** A domain with what helps a person recognise it, and what decides how a vGPU fits into it. */
export interface DomainCard extends Domain {
  readonly description: string | null;
  readonly memoryMib: number | null;
  readonly cpus: number | null;
  /** q35, i440fx, or the machine's own name. */
  readonly machine: string | null;
  readonly firmware: 'uefi' | 'bios';
  readonly disks: readonly DomainDisk[];
  /** Network cards; their addresses are nobody's business. */
  readonly networks: number;
  /** Models of the emulated video cards, `none` left out. */
  readonly videos: readonly string[];
  /** A graphics element exists. */
  readonly hasGraphics: boolean;
  /** One of them draws with OpenGL: `<gl enable='yes'/>`, or egl-headless, which always does. */
  readonly hasOpenGl: boolean;
  /** QEMU arguments of its own ask for `x-vga=on`, which a vGPU does not take. */
  readonly asksXVga: boolean;
  /** The guest is not to see that it is one; Intel's Windows driver then refuses a virtual function. */
  readonly hidesHypervisor: boolean;
  /** `<memtune><hard_limit>` in MiB: caps the memory that QEMU may lock; null where there is none. */
  readonly hardLimitMib: number | null;
  /** `osType` as fnOS writes it into the metadata: windows, linux. */
  readonly guest: string | null;
}

/** A `<domain>`: libvirt.org/formatdomain.html. */
export function parseDomainCard(xml: string): DomainCard {
  const root = parseXml(xml);
  const domain = root?.name === 'domain' ? root : childOf(root, 'domain');
  const devices = childOf(domain, 'devices');
  const os = childOf(domain, 'os');
  const graphics = childrenOf(devices, 'graphics');
  return {
    ...parseDomain(xml),
    description: childOf(domain, 'description')?.text ?? null,
    memoryMib: mebibytes(childOf(domain, 'memory')),
    cpus: wholeNumber(childOf(domain, 'vcpu')?.text),
    machine: machineOf(childOf(os, 'type')?.attributes.get('machine')),
    firmware: isUefi(os) ? 'uefi' : 'bios',
    disks: childrenOf(devices, 'disk').map(diskOf),
    networks: childrenOf(devices, 'interface').length,
    videos: childrenOf(devices, 'video')
      .map(video => childOf(video, 'model')?.attributes.get('type') ?? '')
      .filter(model => model !== '' && model !== 'none'),
    hasGraphics: graphics.length > 0,
    hasOpenGl: graphics.some(
      one =>
        one.attributes.get('type') === 'egl-headless' ||
        childOf(one, 'gl')?.attributes.get('enable') === 'yes',
    ),
    asksXVga: qemuArguments(domain).some(value => /\bx-vga=(?:on|true|yes)\b/u.test(value)),
    hidesHypervisor: hidesHypervisor(domain),
    hardLimitMib: mebibytes(childOf(childOf(domain, 'memtune'), 'hard_limit')),
    guest: childOf(childOf(childOf(domain, 'metadata'), 'customMeta'), 'osType')?.text || null,
  };
}

/** `virDomainParseScaledValue()` in src/conf/domain_conf.c; without a unit it is KiB. */
const units: Readonly<Record<string, number>> = {
  b: 1 / 1024 / 1024,
  bytes: 1 / 1024 / 1024,
  kb: 1000 / 1024 / 1024,
  k: 1 / 1024,
  kib: 1 / 1024,
  mb: 1_000_000 / 1024 / 1024,
  m: 1,
  mib: 1,
  gb: 1_000_000_000 / 1024 / 1024,
  g: 1024,
  gib: 1024,
  t: 1024 * 1024,
  tib: 1024 * 1024,
};

function mebibytes(element: XmlElement | undefined): number | null {
  const amount = wholeNumber(element?.text);
  const unit = units[(element?.attributes.get('unit') ?? 'KiB').toLowerCase()];
  return amount === null || unit === undefined ? null : Math.round(amount * unit);
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/u.test(text) ? Number(text) : null;
}

/** `pc-q35-7.2` → q35, `pc-i440fx-7.2` and `pc` → i440fx. */
function machineOf(machine: string | undefined): string | null {
  if (machine === undefined) return null;
  if (machine === 'q35' || machine.startsWith('pc-q35-')) return 'q35';
  return machine === 'pc' || machine.startsWith('pc-i440fx-') ? 'i440fx' : machine;
}

/** `<os firmware='efi'>`, or a loader that is flash. */
function isUefi(os: XmlElement | undefined): boolean {
  return (
    os?.attributes.get('firmware') === 'efi' || childOf(os, 'loader')?.attributes.get('type') === 'pflash'
  );
}

function diskOf(disk: XmlElement): DomainDisk {
  const source = childOf(disk, 'source')?.attributes;
  const place = ['file', 'dev', 'name', 'volume', 'dir'].flatMap(name => source?.get(name) ?? [])[0];
  return {
    device: disk.attributes.get('device') ?? 'disk',
    source: place ?? null,
    target: childOf(disk, 'target')?.attributes.get('dev') ?? null,
  };
}

/** Arguments that a definition writer through to QEMU: libvirt.org/drvqemu.html, "Pass-through of arbitrary QEMU commands". */
function qemuArguments(domain: XmlElement | undefined): readonly string[] {
  return (domain?.children ?? [])
    .filter(child => child.name.endsWith(':commandline') || child.name === 'commandline')
    .flatMap(commandline => commandline.children)
    .flatMap(arg => arg.attributes.get('value') ?? []);
}

function hidesHypervisor(domain: XmlElement | undefined): boolean {
  const hidden = childOf(childOf(childOf(domain, 'features'), 'kvm'), 'hidden')?.attributes.get('state');
  const features = childrenOf(childOf(domain, 'cpu'), 'feature');
  return (
    hidden === 'on' ||
    features.some(
      feature =>
        feature.attributes.get('name') === 'hypervisor' && feature.attributes.get('policy') === 'disable',
    )
  );
}
