import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element of a document. Names keep their prefix, so `<qemu:devices>` is never taken for `<devices>`. */
export interface XmlElement {
  /** Its name. */
  readonly name: string;
  /** Its attributes. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The elements in it, in their order. */
  readonly children: readonly XmlElement[];
  /** The text in it, without that of its children and without spaces around it. */
  readonly text: string;
}

const textName = '#text';
const attributesName = ':@';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: textName,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Only the five entities of XML itself: see parseXml about those of a DTD.
  processEntities: { enabled: true, maxTotalExpansions: 100_000 },
});

/**
 * The root element of a document; undefined where the text is none. A document type is refused: libvirt writes none, and
 * without it no entity can be declared, so nothing in the text can grow.
 */
export function parseXml(text: string): XmlElement | undefined {
  if (text.includes('<!DOCTYPE')) return undefined;
  const nodes = nodesOf(text);
  const roots = nodes?.flatMap(elementsOf) ?? [];
  return roots.length === 1 ? roots[0] : undefined;
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(child => child.name === name);
}

/** All children of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter(child => child.name === name) ?? [];
}

/** What is no XML is an answer like any other, so the parser's exception (too deep, a forbidden name) ends here. */
function nodesOf(text: string): readonly unknown[] | undefined {
  try {
    if (XMLValidator.validate(text) !== true) return undefined;
    const nodes: unknown = parser.parse(text);
    return Array.isArray(nodes) ? nodes : undefined;
  } catch {
    return undefined;
  }
}

/** In the parser's ordered form a node has one key for its name, and one for its attributes. */
function elementsOf(node: unknown): XmlElement[] {
  if (!isRecord(node)) return [];
  const name = Object.keys(node).find(key => key !== attributesName);
  if (name === undefined || name === textName) return [];
  const content = node[name];
  const nodes: readonly unknown[] = Array.isArray(content) ? content : [];
  const attributes = node[attributesName];
  return [
    {
      name,
      attributes: new Map(
        Object.entries(isRecord(attributes) ? attributes : {}).map(([key, value]) => [key, String(value)]),
      ),
      children: nodes.flatMap(elementsOf),
      text: nodes.map(textOf).join('').trim(),
    },
  ];
}

function textOf(node: unknown): string {
  const text = isRecord(node) ? node[textName] : undefined;
  return typeof text === 'string' ? text : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
