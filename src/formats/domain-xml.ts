import { pciAddressFrom } from './pci-address.ts';
import { childOf, childrenOf, parseXml, type XmlElement } from './xml.ts';

/** A mediated device in the definition of a VM. */
export interface DomainMdev {
  /** Its UUID, in small letters. */
  readonly uuid: string;
  /** `model`: vfio-pci for GVT-g; null where it is missing. */
  readonly model: string | null;
  /** `display`: on, off, or null where it is missing. */
  readonly display: string | null;
}

/** What matters of a libvirt domain: libvirt.org/formatdomain.html. */
export interface Domain {
  /** Its name. */
  readonly name: string | null;
  /** Its UUID, in small letters. */
  readonly uuid: string | null;
  /** The name people gave it; null where there is none. */
  readonly title: string | null;
  /** The mediated devices, in their order. */
  readonly mdevs: readonly DomainMdev[];
  /** The addresses of the PCI devices that it takes whole, as 0000:00:02.0. */
  readonly pciHostdevs: readonly string[];
  /** The text is no definition of a domain; then all else is empty. */
  readonly parseError: boolean;
}

/**
 * A `<domain>`, alone or inside of the `<domstatus>` that libvirt keeps below /run. Only `<devices>` right below it counts:
 * fnOS and others put documents of their own into `<metadata>`.
 */
export function parseDomain(xml: string): Domain {
  const root = parseXml(xml);
  const domain = root?.name === 'domain' ? root : childOf(root, 'domain');
  const hostdevs = childrenOf(childOf(domain, 'devices'), 'hostdev');
  return {
    name: textOf(domain, 'name'),
    uuid: textOf(domain, 'uuid')?.toLowerCase() ?? null,
    title: textOf(domain, 'title'),
    mdevs: hostdevs.flatMap(mdevOf),
    pciHostdevs: hostdevs.flatMap(pciOf),
    parseError: domain === undefined,
  };
}

function textOf(domain: XmlElement | undefined, name: string): string | null {
  return childOf(domain, name)?.text ?? null;
}

function mdevOf(hostdev: XmlElement): DomainMdev[] {
  const uuid = addressOf(hostdev)?.attributes.get('uuid');
  if (hostdev.attributes.get('type') !== 'mdev' || uuid === undefined) return [];
  return [
    {
      uuid: uuid.toLowerCase(),
      model: hostdev.attributes.get('model') ?? null,
      display: hostdev.attributes.get('display') ?? null,
    },
  ];
}

function pciOf(hostdev: XmlElement): string[] {
  if (hostdev.attributes.get('type') !== 'pci') return [];
  const address = pciAddressFrom(addressOf(hostdev)?.attributes ?? new Map<string, string>());
  return address === undefined ? [] : [address];
}

function addressOf(hostdev: XmlElement): XmlElement | undefined {
  return childOf(childOf(hostdev, 'source'), 'address');
}
