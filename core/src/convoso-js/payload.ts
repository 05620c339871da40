import type { CallLogFieldName, ExtraFieldName, LeadFieldName } from '../fields/index.js';
import { fieldsOfForm, isFormObject } from '../payload/form-object.js';
import { recordsInBody, type ConnectPayloadFields } from '../payload/index.js';

/** The fields whose text is made a number, as the types of convoso-js have them. */
const NUMBERS = [
  'called_count',
  'called_count_inbound',
  'queue_seconds',
  'queue_position',
  'length_in_sec',
] as const;

type NumberName = (typeof NUMBERS)[number];

/** Goes over the properties of the interface itself, so that their descriptions stay with them. */
type Typed<N extends string> = {
  [K in keyof Pick<ConnectPayloadFields, N & keyof ConnectPayloadFields>]: K extends NumberName
    ? number | undefined
    : string | undefined;
};

/** What an adaptor's section "Lead Fields" can send. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- An interface can be extended by its own name.
export interface ConnectLeadFields extends Typed<LeadFieldName> {}

/** What an adaptor's section "Call Log Info" can send. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- An interface can be extended by its own name.
export interface ConnectCallLogFields extends Typed<CallLogFieldName> {}

/** What an adaptor's section "Extra Fields" can send. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- An interface can be extended by its own name.
export interface ConnectExtraFields extends Typed<ExtraFieldName> {}

/** A delivery of Convoso Connect as it came. Only what an adaptor maps is there. */
export interface ConnectPayload extends ConnectLeadFields, ConnectCallLogFields, ConnectExtraFields {
  /** What the adaptor calls by names of its own. */
  [key: string]: unknown;
}

/**
 * The body of a delivery as a body parser gives it: a plain object with the names and values that came. Where Convoso has
 * wrapped the call, in a list of one or in a form field, it is taken out.
 *
 * A `FormData` or `URLSearchParams`, as `fetch` frameworks have them, is read by its fields.
 *
 * A number stays a number, and a text that is one becomes one where the type says so. Names that every object has, such
 * as `__proto__` and `hasOwnProperty`, are left out, because whoever copies or asks the payload would be misled by them.
 *
 * @throws {TypeError} for a body that is no object, or holds several calls
 */
export function parseConnectPayload(body: unknown): ConnectPayload {
  const payload: ConnectPayload = {};
  const fields = isFormObject(body) ? fieldsOfForm(body) : body;
  for (const [name, value] of Object.entries(isAsItCame(fields) ? fields : takenOut(fields))) {
    if (!(name in Object.prototype)) payload[name] = value;
  }
  for (const name of NUMBERS) {
    const value: unknown = payload[name];
    if (typeof value === 'string' && /^\s*-?\d+(?:\.\d+)?\s*$/.test(value)) payload[name] = Number(value);
  }
  return payload;
}

/** An object with fields, and not one that holds the call in a list, in `params`, or as JSON text for a name. */
function isAsItCame(body: unknown): body is object {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || ArrayBuffer.isView(body))
    return false;
  const [first = '', ...others] = Object.keys(body);
  const isWrapper = (first === 'params' && others.length === 0) || /^\s*[{[]/.test(first);
  return !isWrapper;
}

function takenOut(body: unknown): object {
  const [record, ...others] = recordsInBody(body);
  if (others.length > 0) {
    throw new TypeError(
      `parseConnectPayload: the body holds ${others.length + 1} calls and one is asked for; ` +
        'parseConnectPayloads of @convoso-connect/core gives all.',
    );
  }
  return record?.received ?? {};
}
