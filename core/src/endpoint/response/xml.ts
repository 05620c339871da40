import { nullRecord } from '../../fields/value.js';
import { answerKind, shownKind } from './kind.js';
import { namesThere } from './names-there.js';
import { nothing, splitText, type JsonValue, type Result } from './result.js';

/** An element of an XML answer; attributes are not read (domain-facts E.3). */
export interface XmlElement {
  /** With its prefix, as written. */
  readonly name: string;
  /** The text directly in it, trimmed. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

export type XmlReading =
  { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly why: string };

/** Reads an XML document without ever throwing: `parseXml` of `@convoso-connect/core/xml`. */
export type XmlParser = (text: string) => XmlReading;

/**
 * An XML answer. The key names an element, and the first of that name anywhere counts; where it stands beside others
 * of its name all of them are the result, as a list. Without a key the whole document is.
 */
export function readXml(body: string, key: string, delimiter: string, parseXml: XmlParser): Result {
  const kind = answerKind(body);
  if (kind === 'empty') return nothing('the answer is empty where XML was expected');
  if (kind !== 'xml') return nothing(`the answer is ${shownKind(kind)}; Response Data Type is XML`);
  // What stands before the declaration makes a document ill-formed to parsers, and is common all the same.
  const reading = parseXml(body.trimStart());
  if (!reading.ok) return nothing(reading.why);
  const { root } = reading;
  if (key === '') return { value: valueOfAll([root]) };
  const found = findGroup(root, (name) => name === key) ?? findGroup(root, (name) => localName(name) === key);
  if (found === null)
    return nothing(
      `the answer has no element "${key}", which is the Response Key; ${namesThere(root.children.map(({ name }) => name))}`,
    );
  const values = found.map(valueOf);
  const [only = ''] = values;
  return { value: values.length === 1 ? splitText(only, delimiter) : values };
}

/** The first element of a name in document order, with its siblings of the same name. */
function findGroup(root: XmlElement, isMeant: (name: string) => boolean): readonly XmlElement[] | null {
  if (isMeant(root.name)) return [root];
  for (const child of root.children) {
    if (isMeant(child.name)) return root.children.filter(({ name }) => name === child.name);
    const deeper = findGroup(child, isMeant);
    if (deeper !== null) return deeper;
  }
  return null;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function valueOf({ text, children }: XmlElement): JsonValue {
  if (children.length === 0) return text;
  const tree = valueOfAll(children);
  if (text !== '') tree['#text'] = text;
  return tree;
}

function valueOfAll(elements: readonly XmlElement[]): { [name: string]: JsonValue } {
  const values = new Map<string, JsonValue[]>();
  for (const element of elements) {
    const group = values.get(element.name);
    if (group === undefined) values.set(element.name, [valueOf(element)]);
    else group.push(valueOf(element));
  }
  return nullRecord(
    [...values].map(([name, group]) => [name, group.length === 1 ? (group[0] ?? '') : group]),
  );
}
