import { pciAddressFrom } from './pci-address.ts';
import { placedXml, type PlacedElement } from './xml.ts';

/**
 * Changes one element of a domain's definition and not a byte beside it: the text is kept, only understood by a parser. What libvirt
 * itself does to a definition (`virsh attach-device`) is another matter; this shows a person beforehand what is to change.
 */

/** What libvirt writes behind the `<hostdev>`s: `virDomainDefFormatInternalSetRootName()` in src/conf/domain_conf.c of 9.0. */
const behind: ReadonlySet<string> = new Set([
  'redirdev',
  'redirfilter',
  'hub',
  'watchdog',
  'memballoon',
  'rng',
  'nvram',
  'panic',
  'shmem',
  'memory',
  'iommu',
  'vsock',
  'crypto',
]);

/** The definition with a device more, where libvirt would write it; undefined where the text is no domain. */
export function withDevice(domain: string, device: string): string | undefined {
  const devices = devicesOf(domain);
  if (devices === undefined) return undefined;
  const { inner } = devices;
  const unit = indentOf(domain, devices);
  if (inner === null) return opened(domain, devices, device, unit);
  const last = lastBefore(devices.children);
  const sibling = last ?? devices.children[0];
  const own = sibling === undefined ? `${unit}  ` : indentOf(domain, sibling);
  const text = `\n${indented(device, own)}`;
  // Without anything to stand behind, it becomes the first child.
  const at = last?.end ?? inner;
  const tail = sibling === undefined && domain.startsWith('</', at) ? `\n${unit}` : '';
  return domain.slice(0, at) + text + tail + domain.slice(at);
}

/** The definition without this device, named by the UUID of a mediated one or by a PCI address; the same text where it has none. */
export function withoutDevice(domain: string, id: string): string {
  const hostdev = hostdevOf(domain, id);
  return hostdev === undefined ? domain : cutOut(domain, hostdev);
}

/** Whether the definition has this device. */
export const hasDevice = (domain: string, id: string): boolean => hostdevOf(domain, id) !== undefined;

/** The text of the element that holds this device; undefined where there is none. */
export function deviceElement(domain: string, id: string): string | undefined {
  const hostdev = hostdevOf(domain, id);
  return hostdev === undefined ? undefined : domain.slice(hostdev.start, hostdev.end);
}

/**
 * Is this one device, with the controllers that libvirt adds for it, all that tells two dumps of a domain apart? `before` is without it.
 * Both are libvirt's own texts, so each device is equal byte for byte or it is not.
 */
export function differsOnlyBy(before: string, after: string, id: string): boolean {
  if (deviceElement(before, id) !== undefined || deviceElement(after, id) === undefined) return false;
  const rest = withoutNewControllers(before, withoutDevice(after, id));
  return unordered(withoutMultifunction(rest)) === unordered(withoutMultifunction(before));
}

/** A definition with its devices sorted by their texts: libvirt moves controllers about when it adds one. */
function unordered(text: string): string {
  const devices = devicesOf(text)?.children ?? [];
  const texts = devices.map(({ start, end }) => text.slice(start, end)).sort();
  return [devices.reduceRight(cutOut, text), ...texts].join('\n');
}

/** Takes out the controllers of PCI that `before` does not have. */
function withoutNewControllers(before: string, after: string): string {
  const known = new Set(pciControllers(before).map(one => one.attributes.get('index')));
  return pciControllers(after)
    .filter(one => !known.has(one.attributes.get('index')))
    .reduceRight((text, controller) => cutOut(text, controller), after);
}

const pciControllers = (text: string): readonly PlacedElement[] =>
  (devicesOf(text)?.children ?? []).filter(
    child => child.name === 'controller' && child.attributes.get('type') === 'pci',
  );

/**
 * The first port of a slot becomes multifunction when libvirt puts a second one beside it
 * (`virDomainPCIAddressSetAllMulti()`, src/conf/domain_addr.c).
 */
function withoutMultifunction(text: string): string {
  return pciControllers(text).reduceRight(
    (rest, { start, end }) =>
      rest.slice(0, start) +
      rest.slice(start, end).replace(/ multifunction=(?:'on'|"on")/u, '') +
      rest.slice(end),
    text,
  );
}

/** Leaves an element out, with the blank and the line end before it. */
function cutOut(text: string, element: PlacedElement): string {
  return text.slice(0, startOfLine(text, element.start)) + text.slice(element.end);
}

function hostdevOf(domain: string, id: string): PlacedElement | undefined {
  return devicesOf(domain)?.children.find(
    child => child.name === 'hostdev' && idOf(child) === id.toLowerCase(),
  );
}

/** `<devices>` right below `<domain>`; a document of somebody's own in `<metadata>` may hold others. */
function devicesOf(domain: string): PlacedElement | undefined {
  const root = placedXml(domain);
  if (root?.name !== 'domain') return undefined;
  return root.children.find(child => child.name === 'devices');
}

/** The UUID of a mediated device, the address of a PCI device. */
function idOf(hostdev: PlacedElement): string | undefined {
  const source = hostdev.children.find(child => child.name === 'source');
  const address = source?.children.find(child => child.name === 'address')?.attributes;
  const type = hostdev.attributes.get('type');
  if (type === 'mdev') return address?.get('uuid')?.toLowerCase();
  return type === 'pci' && address !== undefined ? pciAddressFrom(address) : undefined;
}

/** The child to stand behind: the last `<hostdev>`, else the last that libvirt writes before those. */
function lastBefore(children: readonly PlacedElement[]): PlacedElement | undefined {
  const hostdev = children.findLast(child => child.name === 'hostdev');
  if (hostdev !== undefined) return hostdev;
  const first = children.findIndex(child => behind.has(child.name));
  return first === -1 ? children.at(-1) : children[first - 1];
}

/** `<devices/>` becomes a pair of tags with a line between them for the device. */
function opened(domain: string, { start, end }: PlacedElement, device: string, unit: string): string {
  const tag = domain.slice(start, end - '/>'.length).trimEnd();
  const content = `\n${indented(device, `${unit}  `)}\n${unit}`;
  return `${domain.slice(0, start)}${tag}>${content}</devices>${domain.slice(end)}`;
}

/** The spaces in front of an element on its line. */
function indentOf(text: string, element: PlacedElement): string {
  const line = text.slice(text.lastIndexOf('\n', element.start - 1) + 1, element.start);
  return /^[ \t]*/u.exec(line)?.[0] ?? '';
}

/** Where the blank before an element begins, line end and all; an element within a line takes none of it along. */
function startOfLine(text: string, start: number): number {
  const line = text.lastIndexOf('\n', start - 1);
  if (line === -1 || text.slice(line + 1, start).trim() !== '') return start;
  return text[line - 1] === '\r' ? line - 1 : line;
}

function indented(device: string, indent: string): string {
  return device
    .trimEnd()
    .split('\n')
    .map(line => `${indent}${line}`)
    .join('\n');
}
