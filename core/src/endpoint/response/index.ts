import type { Endpoint } from '../../config/index.js';
import { readJson } from './json.js';
import { nothing, type Result } from './result.js';
import { readText } from './text.js';
import { readXml, type XmlParser } from './xml.js';

export { answerKind, shownKind, type AnswerKind } from './kind.js';
export type { JsonValue, Result } from './result.js';
export type { XmlElement, XmlParser, XmlReading } from './xml.js';

/** How an endpoint says its answers are to be read. */
export type AnswerReading = Pick<Endpoint, 'responseDataType' | 'responseKey' | 'delimiter'>;

/** What reading needs and not everyone carries. */
export interface AnswerReaders {
  /** `parseXml` of `@convoso-connect/core/xml`; without it an XML answer is a `null` that says so. */
  readonly parseXml?: XmlParser;
}

/**
 * Reads an answer by the endpoint's Response Data Type, Response Key and Delimiter (domain-facts E.3). Never throws:
 * an answer that is broken or of another type is a `null` with its reason.
 *
 * @example
 * ```ts
 * const crm = { responseDataType: 'JSON', responseKey: 'data.id', delimiter: '.' };
 * readResponse(crm, '{"data":{"id":7}}');
 * // → { value: 7 }
 * ```
 */
export function readResponse(
  endpoint: AnswerReading,
  body: string,
  { parseXml = withoutParser }: AnswerReaders = {},
): Result {
  const { responseDataType, responseKey, delimiter } = endpoint;
  switch (responseDataType) {
    case 'JSON':
      return readJson(body, responseKey, delimiter);
    case 'XML':
      return readXml(body, responseKey, delimiter, parseXml);
    case 'TEXT':
      return readText(body, responseKey, delimiter);
    default:
      return nothing(`the Response Data Type ${String(responseDataType satisfies never)} is not known`);
  }
}

const withoutParser: XmlParser = () => ({ ok: false, why: 'XML answers are not read here' });
