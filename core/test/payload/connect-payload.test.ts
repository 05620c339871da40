import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { FieldName } from '../../src/fields/index.js';
import {
  parseConnectPayload,
  type ConnectPayload,
  type ConnectPayloadFields,
} from '../../src/payload/connect-payload.js';

/** Fails to compile when the documented payload and the field catalogue differ by a name. */
const sameNames: [
  Exclude<FieldName, keyof ConnectPayloadFields>,
  Exclude<keyof ConnectPayloadFields, FieldName>,
] extends [never, never]
  ? 'same'
  : never = 'same';

/** What express.urlencoded({ extended: false }) makes of a body. */
function urlencoded(body: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}

function formData(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

const RECORD = { lead_id: '1364885', phone_number: '7735550167', status: 'NOCONT', length_in_sec: '17' };
const JSON_TEXT = JSON.stringify(RECORD);

describe('parseConnectPayload', () => {
  it('types every canonical name', () => {
    const payload: ConnectPayload = parseConnectPayload(RECORD);
    const read: (string | undefined)[] = [payload.phone_number, payload.call_log_id, payload['anything']];
    expect(read).toEqual(['7735550167', undefined, undefined]);
    expect(sameNames).toBe('same');
  });

  it.each([
    ['a parsed form', urlencoded(new URLSearchParams(RECORD).toString())],
    ['parsed JSON', RECORD],
    ['a list with one object', [RECORD]],
    ['encoded JSON as a form key', urlencoded(`${encodeURIComponent(JSON_TEXT)}=`)],
    ['bare JSON as a form key', urlencoded(`${JSON_TEXT}=`)],
    [
      'params with a query string',
      urlencoded(`params=${encodeURIComponent(new URLSearchParams(RECORD).toString())}`),
    ],
    ['params with JSON', urlencoded(`params=${encodeURIComponent(JSON_TEXT)}`)],
    ['a params object', { params: RECORD }],
    ['a params list', { params: [RECORD] }],
    ['a list with a params object', [{ params: RECORD }]],
    ['a URLSearchParams, which has no properties', new URLSearchParams(RECORD)],
    ['a FormData', formData(RECORD)],
    ['a Map', new Map(Object.entries(RECORD))],
    ['a form with encoded JSON as its key', new URLSearchParams(`${encodeURIComponent(JSON_TEXT)}=`)],
  ])('reads %s', (_, body) => {
    expect({ ...parseConnectPayload(body) }).toEqual(RECORD);
  });

  it('puts JSON together again that a form parser cut at & and =', () => {
    const record = { recording: 'https://rec.example.test/r?a=1&b=2', status: 'NI' };
    const body = urlencoded(`${JSON.stringify(record)}=`);
    expect(Object.keys(body)).toHaveLength(2);
    expect({ ...parseConnectPayload(body) }).toEqual(record);
  });

  it('answers canonical names for aliases, text for every value, and keeps unknown names', () => {
    const payload = parseConnectPayload({
      CallID: 14683239,
      disposition: 'NI',
      agent_user: 'agent@example.test',
      recording: null,
      tags: ['a', 'b'],
      'Policy No': true,
      nested: { a: 1 },
    });
    expect({ ...payload }).toEqual({
      call_log_id: '14683239',
      status: 'NI',
      agent_email: 'agent@example.test',
      recording: '',
      tags: 'a,b',
      'Policy No': 'true',
      nested: '{"a":1}',
    });
  });

  it('answers the lead id for a bare id too', () => {
    expect({ ...parseConnectPayload({ id: '5' }) }).toEqual({ id: '5', lead_id: '5' });
    expect({ ...parseConnectPayload({ id: '5', lead_id: '6' }) }).toEqual({ id: '5', lead_id: '6' });
  });

  it('keeps a name that only looks like JSON, and a broken params', () => {
    expect({ ...parseConnectPayload({ '{oops': 'x' }) }).toEqual({ '{oops': 'x' });
    expect({ ...parseConnectPayload({ params: '{"a":', status: 'NI' }) }).toEqual({
      params: '{"a":',
      status: 'NI',
    });
  });

  it('reads an empty object as an empty payload', () => {
    expect({ ...parseConnectPayload({}) }).toEqual({});
  });

  it('is not fooled by __proto__', () => {
    const payload = parseConnectPayload(JSON.parse('{"__proto__":"x","status":"NI"}'));
    expect(Object.entries(payload)).toEqual([
      ['__proto__', 'x'],
      ['status', 'NI'],
    ]);
    expect(payload.toString).toBeUndefined();
  });

  it.each([
    [undefined, 'got undefined. Is a body parser missing'],
    [null, 'got null'],
    ['abc', 'got a string ("abc")'],
    ['a text of more than twenty letters', 'got a string ("a text of more than …")'],
    [42, 'got a number (42)'],
    [true, 'got a boolean (true)'],
    [[], 'got an empty array'],
    [[1, 2], 'got an array that starts with a number (1)'],
    [[[{}]], 'got an array that starts with an array that starts with an object'],
    [new Uint8Array([123, 125]), 'got bytes (2 of them). The body is not parsed yet'],
    [() => 1, 'got a function'],
    [Symbol('x'), 'got a symbol'],
  ])('throws a TypeError that names what it got: %p', (body, message) => {
    const parse = (): unknown => parseConnectPayload(body);
    expect(parse).toThrow(TypeError);
    expect(parse).toThrow(`parseConnectPayload: expected an object, ${message}`);
  });

  it('throws nothing but a TypeError, whatever it gets', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true }),
        (body) => {
          try {
            const payload = parseConnectPayload(body);
            expect(Object.values(payload).every((value) => typeof value === 'string')).toBe(true);
          } catch (error) {
            expect(error).toBeInstanceOf(TypeError);
          }
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
