import type { FieldValue } from '../../src/fields/value.js';

export type FlatRecord = Readonly<Record<string, FieldValue>>;

/** A disposition with values that are hard on encoders: `&`, `=`, `+`, `%`, quotes, a backslash and other scripts. */
export const RECORD: FlatRecord = {
  call_log_id: '14683239',
  lead_id: '1364887',
  first_name: 'Test',
  last_name: 'Lead',
  phone_number: '+17735550167',
  status: 'NI',
  length_in_sec: '148',
  call_date: '2025-10-09 15:56:40',
  call_type: 'OUTBOUND',
  term_reason: 'CALLER',
  agent_full_name: 'Tëst Agent 測試',
  agent_email: 'agent@example.test',
  recording: 'https://rec.example.test/r?id=1&t=a=b+c%20d',
  agent_comment: 'said "no" \\ 50% {off} [x]',
  empty: '',
};

const form = (record: FlatRecord): string => {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries(record)) {
    for (const text of typeof value === 'string' ? [value] : value) pairs.append(name, text);
  }
  return pairs.toString();
};

const formText = (text: string): string => new URLSearchParams([['', text]]).toString().slice(1);

/** Every shape of domain-facts B.2, with the ways of encoding it: description, shape, encoder. */
export const ENCODERS = [
  ['a form', 'form', form],
  ['JSON', 'json', (record: FlatRecord) => JSON.stringify(record)],
  ['encoded JSON in a form field', 'json-as-form-key', (record) => `${formText(JSON.stringify(record))}=`],
  ['encoded JSON without a final =', 'json-as-form-key', (record) => formText(JSON.stringify(record))],
  ['percent-encoded JSON', 'json-as-form-key', (record) => `${encodeURIComponent(JSON.stringify(record))}=`],
  ['bare JSON in a form field', 'json-as-form-key', (record) => `${JSON.stringify(record)}=`],
  ['a query string in params', 'params', (record) => `params=${formText(form(record))}`],
  ['JSON in params', 'params', (record) => `params=${formText(JSON.stringify(record))}`],
  ['a JSON list in params', 'params', (record) => `params=${formText(JSON.stringify([record]))}`],
  ['an object in a params object', 'params', (record) => JSON.stringify({ params: record })],
  ['a list in a params object', 'params', (record) => JSON.stringify({ params: [record] })],
  ['JSON text in a params object', 'params', (record) => JSON.stringify({ params: JSON.stringify(record) })],
  ['a query string in a params object', 'params', (record) => JSON.stringify({ params: form(record) })],
  ['a list with one object', 'list', (record) => JSON.stringify([record])],
] as const satisfies readonly (readonly [string, string, (record: FlatRecord) => string])[];

/** {@link RECORD} in every shape. */
export const BODIES = ENCODERS.map(([name, shape, encode]) => [name, shape, encode(RECORD)] as const);
