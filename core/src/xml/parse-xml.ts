import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { XmlElement, XmlReading } from '../endpoint/response/xml.js';
import { MOST_LEVELS, TOO_DEEP } from '../endpoint/response/result.js';
import { decodeReferences } from './references.js';

/** More than any answer that has a result to read; the relay reads less. */
const MOST_CHARACTERS = 256 * 1024;

/** Put before every element name, so that none is one that JavaScript objects or the parser treat specially. */
const GUARD = '<';
const TEXT = '#text';
const CDATA = '#cdata';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  parseTagValue: false,
  trimValues: false,
  processEntities: false,
  strictReservedNames: false,
  textNodeName: TEXT,
  cdataPropName: CDATA,
  maxNestedTags: MOST_LEVELS,
  transformTagName: (name) => GUARD + name,
});

/**
 * Reads an XML document, without ever throwing. A DOCTYPE is refused, and with it every way of defining entities;
 * only the five of XML itself and character numbers are resolved. The text is validated first, because the parser
 * by itself makes something of broken XML, too.
 */
export function parseXml(text: string): XmlReading {
  const why = whyRefused(text);
  if (why !== null) return { ok: false, why };
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is a package of its own that does the same
    const invalid = XMLValidator.validate(text);
    if (invalid !== true) {
      // The library's own message quotes the text, and an answer may hold personal data.
      return { ok: false, why: `the answer is not well-formed XML: line ${String(invalid.err.line)}` };
    }
    return readNodes(parser.parse(text) as readonly ParsedNode[]);
  } catch (error) {
    const tooDeep = error instanceof Error && error.message.includes('nested');
    return { ok: false, why: tooDeep ? TOO_DEEP : NOT_WELL_FORMED };
  }
}

const NOT_WELL_FORMED = 'the answer is not well-formed XML';

/** XML 1.0, 2.2. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const NOT_A_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

function whyRefused(text: string): string | null {
  if (text.length > MOST_CHARACTERS) return 'the answer is longer than XML is read';
  // Anywhere, not only at the start: where exactly one begins is what bypasses are made of.
  if (/<!doctype/i.test(text)) return 'the answer has a DOCTYPE, which is not read';
  // The validator passes over text that follows an empty root element.
  const endsInText = !text.trimEnd().endsWith('>');
  return endsInText || NOT_A_CHARACTER.test(text) ? NOT_WELL_FORMED : null;
}

/** One of the parser's nodes: a single key, for an element its guarded name with its content. */
type ParsedNode = Readonly<Record<string, readonly ParsedNode[] | string>>;

function readNodes(nodes: readonly ParsedNode[]): XmlReading {
  const roots = nodes.flatMap((node) => elementOf(node) ?? []);
  const [root] = roots;
  if (root === undefined || roots.length > 1) return { ok: false, why: NOT_WELL_FORMED };
  if (!hasOnlyKnownReferences(root)) {
    return { ok: false, why: 'the answer uses an entity that XML itself does not define' };
  }
  return { ok: true, root };
}

/** An element in the making: its text is null where a reference in it is not resolved. */
interface OpenElement extends Omit<XmlElement, 'text' | 'children'> {
  readonly text: string | null;
  readonly children: readonly OpenElement[];
}

function hasOnlyKnownReferences(element: OpenElement): element is XmlElement {
  return element.text !== null && element.children.every(hasOnlyKnownReferences);
}

function elementOf(node: ParsedNode): OpenElement | null {
  const [entry] = Object.entries(node);
  if (entry === undefined) return null;
  const [guarded, content] = entry;
  if (!guarded.startsWith(GUARD) || typeof content === 'string') return null;
  const pieces = content.map(textOf);
  return {
    // The parser transforms the name of an empty element twice.
    name: guarded.replace(/^<+/, ''),
    text: pieces.includes(null) ? null : pieces.join('').trim(),
    children: content.flatMap((child) => elementOf(child) ?? []),
  };
}

/** The text of a node that is text; that of CDATA stands as it is. */
function textOf(node: ParsedNode): string | null {
  const text = node[TEXT];
  if (typeof text === 'string') return decodeReferences(text);
  const cdata = node[CDATA];
  const [inner] = Array.isArray(cdata) ? (cdata as readonly ParsedNode[]) : [];
  return typeof inner?.[TEXT] === 'string' ? inner[TEXT] : '';
}
