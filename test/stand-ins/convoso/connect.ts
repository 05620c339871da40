import { form, type Fields } from '../../support/calls.js';
import { send, type Answer } from '../../support/http.js';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** The ways in which Convoso Connect writes what it delivers, by the number of domain-facts B.2. */
const SHAPES = {
  form: { type: FORM, write: form },
  json: { type: JSON_TYPE, write: (fields: Fields) => JSON.stringify(fields) },
  'json-in-form': { type: FORM, write: (fields: Fields) => `${encodeURIComponent(JSON.stringify(fields))}=` },
  'params-query': { type: FORM, write: (fields: Fields) => form({ params: form(fields) }) },
  'params-json': { type: FORM, write: (fields: Fields) => form({ params: JSON.stringify(fields) }) },
} as const;

export type ConnectShape = keyof typeof SHAPES;

export const CONNECT_SHAPES = Object.keys(SHAPES) as readonly ConnectShape[];

/** What was delivered to a hook, and what the hook said; null where nobody answered. */
export interface Delivered {
  readonly hookUrl: string;
  readonly fields: Fields;
  readonly answer: Answer | null;
}

/** Delivers an event to a hook as Convoso Connect does (domain-facts B.1, B.2). */
export async function deliver(hookUrl: string, fields: Fields, shape: ConnectShape): Promise<Delivered> {
  const { type, write } = SHAPES[shape];
  const request = { method: 'POST', headers: { 'content-type': type }, body: write(fields) };
  const answer = await send(hookUrl, request).catch(() => null);
  return { hookUrl, fields, answer };
}
