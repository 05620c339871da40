import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  CONNECT_WORKFLOW_ACTIONS,
  CONNECT_WORKFLOW_EVENTS,
  parseConnectPayload,
  type ConnectPayload,
} from '../../src/convoso-js/index.js';

const OF_EVERY_OBJECT = Object.getOwnPropertyNames(Object.prototype);
const NUMBERS = ['called_count', 'called_count_inbound', 'queue_seconds', 'queue_position', 'length_in_sec'];

const bodies = fc.dictionary(
  fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('phone_number', 'status', ...NUMBERS)),
  fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.object()),
);

const isWrapper = (name: string): boolean => /^\s*[{[]/.test(name) || name === 'params';

describe('a payload in the form of convoso-js', () => {
  it('is what came, name for name and value for value', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        fc.pre(!Object.keys(body).some(isWrapper));
        const payload = parseConnectPayload(body);
        const names = Object.keys(body).filter((name) => !OF_EVERY_OBJECT.includes(name));
        expect(Object.keys(payload)).toEqual(names);
        for (const name of names.filter((each) => !NUMBERS.includes(each))) {
          expect(payload[name]).toBe(body[name]);
        }
      }),
    );
  });

  it('keeps a number, and makes one of a text that is one where the type says number', () => {
    expect(parseConnectPayload({ length_in_sec: 120, called_count: '3' })).toEqual({
      length_in_sec: 120,
      called_count: 3,
    });
    expect(parseConnectPayload({ queue_seconds: '0.50' }).queue_seconds).toBe(0.5);
  });

  it('leaves a text that is no number, and every text of another field, as it came', () => {
    const body = {
      length_in_sec: '',
      queue_position: 'third',
      postal_code: '02134',
      call_log_id: '14683239',
    };
    expect(parseConnectPayload(body)).toEqual(body);
  });

  it('is a plain object: what every object can do, it can', () => {
    const payload = parseConnectPayload({ phone_number: '7735550167' });
    expect(Object.prototype.hasOwnProperty.call(payload, 'phone_number')).toBe(true);
    // eslint-disable-next-line no-prototype-builtins -- This is the call that programs make.
    expect(payload.hasOwnProperty('phone_number')).toBe(true);
    expect(Object.getPrototypeOf(payload)).toBe(Object.prototype);
  });

  it('is changed without the body being changed', () => {
    const body = { length_in_sec: '61' };
    parseConnectPayload(body).length_in_sec = 1;
    expect(body).toEqual({ length_in_sec: '61' });
  });

  it.each(OF_EVERY_OBJECT)(
    'leaves out a field named %s, which would mislead whoever copies or asks it',
    (name) => {
      const body = JSON.parse(`{"${name}": {"polluted": "yes"}, "status": "NI"}`) as object;
      const payload = parseConnectPayload(body);
      expect(Object.getOwnPropertyNames(payload)).toEqual(['status']);
      expect((Object.assign({}, payload) as { polluted?: string }).polluted).toBeUndefined();
      // eslint-disable-next-line no-prototype-builtins -- This is the call that programs make.
      expect(payload.hasOwnProperty('status')).toBe(true);
    },
  );

  it.each<[what: string, body: unknown]>([
    ['a list of one', [{ phone_number: '7735550167', status: 'NI' }]],
    ['the name of a form field', { '{"phone_number":"7735550167","status":"NI"}': '' }],
    ['params', { params: '{"phone_number":"7735550167","status":"NI"}' }],
  ])('takes the call out of %s', (_what, body) => {
    expect(parseConnectPayload(body)).toEqual({ phone_number: '7735550167', status: 'NI' });
  });

  it('refuses several calls rather than lose all but one', () => {
    expect(() => parseConnectPayload([{ lead_id: '1' }, { lead_id: '2' }])).toThrow(
      new TypeError(
        'parseConnectPayload: the body holds 2 calls and one is asked for; parseConnectPayloads of ' +
          '@convoso-connect/core gives all.',
      ),
    );
  });

  it.each<[what: string, body: unknown]>([
    ['null', null],
    ['undefined', undefined],
    ['string', 'phone_number=1'],
    ['number', 42],
    ['array', [1, 2, 3]],
    ['bytes', new Uint8Array(2)],
  ])('is no %s, and the error says what came', (what, body) => {
    expect(() => parseConnectPayload(body)).toThrow(TypeError);
    expect(() => parseConnectPayload(body)).toThrow(what);
  });

  it('has the types of convoso-js', () => {
    const payload: ConnectPayload = {
      id: '1',
      called_count: 3,
      length_in_sec: 120,
      custom_field_10: 'last',
      agent_email: 'jo@example.test',
      name_of_the_adaptor: { anything: true },
    };
    const seconds: number | undefined = payload.length_in_sec;
    const term: string | undefined = payload.term_reason;
    expect([seconds, term]).toEqual([120, undefined]);
  });
});

describe('a form that is no plain object', () => {
  it.each([
    ['URLSearchParams', new URLSearchParams('status=SALE&length_in_sec=61')],
    [
      'Map',
      new Map([
        ['status', 'SALE'],
        ['length_in_sec', '61'],
      ]),
    ],
    [
      'URLSearchParams with params',
      new URLSearchParams({ params: '{"status":"SALE","length_in_sec":"61"}' }),
    ],
  ])('as %s is read by its fields, where it once was an empty payload', (_name, form) => {
    expect(parseConnectPayload(form)).toEqual({ status: 'SALE', length_in_sec: 61 });
  });
});

describe('the constants of convoso-js', () => {
  it('are eleven events and twelve actions, each with a text', () => {
    expect(Object.keys(CONNECT_WORKFLOW_EVENTS)).toHaveLength(11);
    expect(Object.keys(CONNECT_WORKFLOW_ACTIONS)).toHaveLength(12);
    for (const text of [
      ...Object.values(CONNECT_WORKFLOW_EVENTS),
      ...Object.values(CONNECT_WORKFLOW_ACTIONS),
    ]) {
      expect(text).toMatch(/^[A-Z].{10,}/);
    }
  });

  it('say of INTEGRATION that it is Convoso Connect, which its label in Convoso does not', () => {
    expect(CONNECT_WORKFLOW_ACTIONS.INTEGRATION).toContain('Convoso Connect');
  });
});
