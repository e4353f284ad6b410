import { parseXml as parseDocument, XmlElement as ParsedElement, XmlText } from '@rgrove/parse-xml';

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

/**
 * The root element of a document; undefined where the text is none. A document type is refused: libvirt writes none, and
 * without it no entity can be declared, so nothing in the text can grow.
 */
export function parseXml(text: string): XmlElement | undefined {
  if (text.includes('<!DOCTYPE')) return undefined;
  try {
    const { root } = parseDocument(text.trim(), { ignoreUndefinedEntities: true });
    return root === null ? undefined : elementOf(root);
  } catch {
    // What is no XML, or nested too deep, is an answer like any other: the parser's exception ends here.
    return undefined;
  }
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(child => child.name === name);
}

/** All children of that name. */
export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter(child => child.name === name) ?? [];
}

/** An element with its place in the text: `text.slice(start, end)` is it, tags and all. */
export interface PlacedElement {
  /** Its name. */
  readonly name: string;
  /** Its attributes. */
  readonly attributes: ReadonlyMap<string, string>;
  /** The elements in it, in their order. */
  readonly children: readonly PlacedElement[];
  /** Where its start tag begins. */
  readonly start: number;
  /** Behind its start tag; null where that is all there is of it: `<a/>`. */
  readonly inner: number | null;
  /** Behind its end. */
  readonly end: number;
}

/** The root element with the places of all elements; undefined where `parseXml` gives undefined. */
export function placedXml(text: string): PlacedElement | undefined {
  if (text.includes('<!DOCTYPE')) return undefined;
  const before = text.length - text.trimStart().length;
  try {
    const { root } = parseDocument(text.trim(), {
      ignoreUndefinedEntities: true,
      includeOffsets: true,
      // Whatever comes first in an element tells where its start tag ends.
      preserveCdata: true,
      preserveComments: true,
    });
    return root === null ? undefined : placedOf(root, { text, before });
  } catch {
    // As in parseXml: a text that is no XML is an answer.
    return undefined;
  }
}

/** The text that was parsed, and how much of it stands before what the parser saw. */
interface Whole {
  readonly text: string;
  readonly before: number;
}

function placedOf(node: ParsedElement, whole: Whole): PlacedElement {
  const [start, end] = [node.start + whole.before, node.end + whole.before];
  return {
    name: node.name,
    attributes: new Map(Object.entries(node.attributes)),
    children: node.children
      .filter(child => child instanceof ParsedElement)
      .map(child => placedOf(child, whole)),
    start,
    inner: innerOf(node, whole),
    end,
  };
}

function innerOf({ children: [first], end }: ParsedElement, { text, before }: Whole): number | null {
  if (first !== undefined) return first.start + before;
  // Without anything in it, an end tag follows at once, in which there is no other `<`.
  const [last, tag] = [end + before, text.lastIndexOf('<', end + before - 1)];
  return text.startsWith('</', tag) && tag < last ? tag : null;
}

function elementOf(node: ParsedElement): XmlElement {
  return {
    name: node.name,
    attributes: new Map(Object.entries(node.attributes)),
    children: node.children.filter(child => child instanceof ParsedElement).map(elementOf),
    text: node.children
      .map(child => (child instanceof XmlText ? child.text : ''))
      .join('')
      .trim(),
  };
}
