import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { MappedFields } from '../../src/adaptor/index.js';
import { nullRecord } from '../../src/fields/value.js';
import { buildRequest, encodeFields } from '../../src/endpoint/request.js';
import { appendQuery } from '../../src/endpoint/url.js';
import { endpointOf } from './sample.js';

const KEY = '01J-01';
const fieldsOf = (values: Record<string, string | number>): MappedFields =>
  nullRecord(Object.entries(values));

describe('adding a query to a URL', () => {
  it.each([
    ['https://crm.example.test/calls', 'a=1', 'https://crm.example.test/calls?a=1'],
    ['https://crm.example.test', 'a=1', 'https://crm.example.test?a=1'],
    ['https://crm.example.test/?token=t', 'a=1', 'https://crm.example.test/?token=t&a=1'],
    ['https://crm.example.test/?', 'a=1', 'https://crm.example.test/?a=1'],
    ['https://crm.example.test/?b=2&', 'a=1', 'https://crm.example.test/?b=2&a=1'],
    ['https://crm.example.test/?u=a?b', 'a=1', 'https://crm.example.test/?u=a?b&a=1'],
    // A credential may hold a #: it is no fragment there.
    ['https://crm.example.test/calls', 'key=a#b', 'https://crm.example.test/calls?key=a%23b'],
    ['https://crm.example.test/#top', 'a=1', 'https://crm.example.test/?a=1#top'],
    ['https://crm.example.test/?b=2#top?x', 'a=1', 'https://crm.example.test/?b=2&a=1#top?x'],
    ['https://crm.example.test/', '?a=1', 'https://crm.example.test/?a=1'],
    ['https://crm.example.test/?b=2', ' &a=1&c=3 ', 'https://crm.example.test/?b=2&a=1&c=3'],
    ['https://crm.example.test/?b=2', '', 'https://crm.example.test/?b=2'],
    ['https://crm.example.test/?b=%20', ' ? ', 'https://crm.example.test/?b=%20'],
  ])('%s and %j', (url, query, expected) => {
    expect(appendQuery(url, query)).toBe(expected);
  });
});

describe('API Authentication', () => {
  it('goes into the query, after what the API URL has', () => {
    const endpoint = endpointOf(
      { apiUrl: 'https://crm.example.test/?src=convoso#x' },
      { apiAuthentication: '?key=a%2Bb' },
    );
    expect(buildRequest(endpoint, '', KEY).url).toBe('https://crm.example.test/?src=convoso&key=a%2Bb#x');
  });

  it('leaves the API URL byte for byte as it is when there is none', () => {
    const apiUrl = 'https://CRM.example.test:443/a/../b?x=ü&y=%zz';
    expect(buildRequest(endpointOf({ apiUrl }), '', KEY).url).toBe(apiUrl);
    expect(buildRequest(endpointOf({ apiUrl }, { apiAuthentication: '' }), '', KEY).url).toBe(apiUrl);
  });
});

describe('the headers of a request', () => {
  const headersOf = (authorizationHeader?: string, parts: Parameters<typeof endpointOf>[0] = {}) => {
    const secrets = authorizationHeader === undefined ? {} : { authorizationHeader };
    return buildRequest(endpointOf(parts, secrets), '', KEY).headers.map(
      ({ name, value }) => `${name}: ${value}`,
    );
  };

  it('say the type of the body and carry the key of the action', () => {
    expect(headersOf()).toEqual([
      'content-type: application/x-www-form-urlencoded',
      `idempotency-key: ${KEY}`,
      'accept-encoding: identity',
    ]);
    expect(headersOf(undefined, { postDataType: 'JSON' })[0]).toBe('content-type: application/json');
  });

  it('say no type on a GET, which has no body', () => {
    expect(headersOf(undefined, { requestMethod: 'GET' })).toEqual([
      `idempotency-key: ${KEY}`,
      'accept-encoding: identity',
    ]);
  });

  it('take the Content-Type of the list over ours, in any case', () => {
    expect(headersOf('Content-type: application/vnd.api+json|Authorization: OAuth TOKEN')).toEqual([
      'Content-type: application/vnd.api+json',
      'Authorization: OAuth TOKEN',
      `idempotency-key: ${KEY}`,
      'accept-encoding: identity',
    ]);
  });

  it.each(['Idempotency-Key: mine', 'idempotency-key: mine', 'IDEMPOTENCY-KEY:mine'])(
    'never take another key: %s',
    (list) => {
      expect(headersOf(`X-A: 1|${list}`).filter((line) => /^idempotency-key/i.test(line))).toEqual([
        `idempotency-key: ${KEY}`,
      ]);
    },
  );

  it('ask for an answer that is not compressed, whatever the list says', () => {
    expect(headersOf('Accept-Encoding: br').filter((line) => /^accept-encoding/i.test(line))).toEqual([
      'accept-encoding: identity',
    ]);
  });

  it("leave out the Content-length that people copy from Convoso's own sample", () => {
    expect(headersOf('Content-length: 0|Authorization: OAuth TOKEN').join()).not.toMatch(/length/i);
  });
});

describe('a GET', () => {
  const endpoint = endpointOf(
    { apiUrl: 'https://crm.example.test/start?token=t#x', requestMethod: 'GET' },
    { apiAuthentication: 'key=k' },
  );

  it('has the mapped fields in its query and no body', () => {
    const payload = encodeFields(endpoint, fieldsOf({ voip_call_id: '14683239', name: 'Test & Lead' }));
    const request = buildRequest(endpoint, payload, KEY);
    expect(request.method).toBe('GET');
    expect(request.url).toBe(
      'https://crm.example.test/start?token=t&key=k&voip_call_id=14683239&name=Test+%26+Lead#x',
    );
    expect('body' in request).toBe(false);
  });

  it('has them in the query whatever its Post Data Type says', () => {
    const fields = fieldsOf({ a: '1' });
    expect(encodeFields(endpointOf({ requestMethod: 'GET', postDataType: 'JSON' }), fields)).toBe('a=1');
  });

  it('has nothing added where nothing is mapped', () => {
    expect(
      buildRequest(endpointOf({ requestMethod: 'GET' }), encodeFields(endpoint, fieldsOf({})), KEY).url,
    ).toBe('https://crm.example.test/calls');
  });
});

describe('what is mapped', () => {
  // Whole characters of any kind, and the ones that forms, queries and JSON give a meaning to.
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom('&', '=', '+', '%', '#', '?', '\r', '\n', '"', '\\', ' ', '\0', 'ü', '你', '😀'),
    }),
  );
  const name = text.filter((one) => one.trim() !== '' && one !== '__proto__');
  const fields = fc
    .dictionary(
      name,
      fc.oneof(
        text,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
      ),
    )
    .map((values) => nullRecord(Object.entries(values)));
  const asTexts = (values: MappedFields) =>
    Object.entries(values).map(([key, value]) => [key, String(value)]);

  it('comes back whole out of a form', () => {
    fc.assert(
      fc.property(fields, (values) => {
        const body = encodeFields(endpointOf({ postDataType: 'RAW' }), values);
        expect([...new URLSearchParams(body)]).toEqual(asTexts(values));
        expect(body).toMatch(/^[\w.*%+=&-]*$/);
      }),
      { numRuns: 500 },
    );
  });

  it('comes back whole out of JSON', () => {
    fc.assert(
      fc.property(fields, (values) => {
        const body = encodeFields(endpointOf({ postDataType: 'JSON' }), values);
        expect(Object.entries(JSON.parse(body) as object)).toEqual(Object.entries(values));
      }),
      { numRuns: 500 },
    );
  });

  it('comes back whole out of the query of a GET, after what the URL had', () => {
    const endpoint = endpointOf(
      { requestMethod: 'GET', apiUrl: 'https://crm.example.test/start?token=t#top' },
      { apiAuthentication: 'key=k' },
    );
    fc.assert(
      fc.property(fields, (values) => {
        const url = new URL(buildRequest(endpoint, encodeFields(endpoint, values), KEY).url);
        expect([...url.searchParams]).toEqual([['token', 't'], ['key', 'k'], ...asTexts(values)]);
        expect([url.host, url.pathname, url.hash]).toEqual(['crm.example.test', '/start', '#top']);
      }),
      { numRuns: 500 },
    );
  });

  it('is one body under one key at every attempt', () => {
    const endpoint = endpointOf({ postDataType: 'JSON' });
    const payload = encodeFields(endpoint, fieldsOf({ a: '1' }));
    expect(buildRequest(endpoint, payload, KEY)).toEqual(buildRequest(endpoint, payload, KEY));
    expect(buildRequest(endpoint, payload, KEY).body).toBe('{"a":"1"}');
  });
});
