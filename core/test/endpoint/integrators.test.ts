import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { beginExchange, encodePayload, payloadKind } from '../../src/endpoint/exchange.js';
import { hubspotBatches, readHubspotBatch } from '../../src/endpoint/integrators/hubspot-batch.js';
import { endpointOf } from './sample.js';

type Integrator = 'hubspot-v1' | 'hubspot-v3' | 'blue-ink-digital';

const BEARER = { authorizationHeader: 'Authorization: Bearer pat-1' };
const endpointTo = (apiIntegrator: Integrator, apiUrl = 'https://api.example.test') =>
  endpointOf({ apiIntegrator, apiUrl }, BEARER);

function begin(apiIntegrator: Integrator, fields: Record<string, string | number>, apiUrl?: string) {
  const endpoint = endpointTo(apiIntegrator, apiUrl);
  return beginExchange(endpoint, encodePayload(endpoint, fields), 'key-1');
}

describe('the body for an integrator', () => {
  it.each<[Integrator, string, 'form' | 'json']>([
    [
      'hubspot-v1',
      '{"properties":[{"property":"email","value":"a@b.test"},{"property":"n","value":"5"}]}',
      'json',
    ],
    ['hubspot-v3', '{"properties":{"email":"a@b.test","n":"5"}}', 'json'],
    ['blue-ink-digital', 'email=a%40b.test&n=5&empty=', 'form'],
  ])('%s is %s', (integrator, body, kind) => {
    const endpoint = endpointTo(integrator);
    expect(encodePayload(endpoint, { email: 'a@b.test', n: 5, empty: '' })).toBe(body);
    expect(payloadKind(endpoint)).toBe(kind);
  });

  it('does not depend on Post Data Type', () => {
    const endpoint = { ...endpointTo('hubspot-v3'), postDataType: 'RAW' as const };
    expect(encodePayload(endpoint, { a: '1' })).toBe('{"properties":{"a":"1"}}');
  });
});

describe('the first request', () => {
  it.each<[Integrator, string, string]>([
    ['hubspot-v3', 'https://api.example.test', 'https://api.example.test/crm/v3/objects/contacts'],
    ['hubspot-v3', 'https://api.example.test/', 'https://api.example.test/crm/v3/objects/contacts'],
    ['hubspot-v3', 'https://proxy.example.test/hs/', 'https://proxy.example.test/hs/crm/v3/objects/contacts'],
    [
      'hubspot-v3',
      'https://a.test/crm/v3/objects/contacts/?x=1#top',
      'https://a.test/crm/v3/objects/contacts?x=1',
    ],
    ['hubspot-v3', 'https://a.test/crm/v3/objects/deals', 'https://a.test/crm/v3/objects/deals'],
    [
      'hubspot-v1',
      'https://a.test/contacts/v1/contact',
      'https://a.test/contacts/v1/contact/createOrUpdate/email/a%40b.test',
    ],
    ['blue-ink-digital', 'https://a.test/insert?x=1', 'https://a.test/insert?x=1'],
  ])('of %s to %s goes to %s', (integrator, apiUrl, url) => {
    const { request } = begin(integrator, { email: 'a@b.test', blueinkdigital_token: 't' }, apiUrl);
    expect(request).toMatchObject({ method: 'POST', url });
    expect(request.headers).toContainEqual({ name: 'Authorization', value: 'Bearer pat-1' });
    expect(request.headers).toContainEqual({ name: 'idempotency-key', value: 'key-1' });
  });

  it.each<[Integrator, Record<string, string>]>([
    ['hubspot-v1', { email: '', a: ' ' }],
    ['hubspot-v3', {}],
    ['blue-ink-digital', { blueinkdigital_token: ' ', phone: '7735550167' }],
    ['blue-ink-digital', { phone: '7735550167' }],
  ])('of %s is not to be sent for %j', (integrator, fields) => {
    expect(begin(integrator, fields).unsendable).toMatch(/empty/);
  });
});

describe('what follows from an answer', () => {
  const V3 = '{"category":"CONFLICT","message":"Contact already exists. Existing ID: 42"}';
  const V1 = '{"error":"CONTACT_EXISTS","identityProfile":{"vid":42}}';

  it('is an update of the contact that a 409 names', () => {
    expect(begin('hubspot-v3', { a: '1' }).next?.({ status: 409, body: V3 })?.request).toMatchObject({
      method: 'PATCH',
      url: 'https://api.example.test/crm/v3/objects/contacts/42',
      body: '{"properties":{"a":"1"}}',
    });
    expect(begin('hubspot-v1', { a: '1' }).next?.({ status: 409, body: V1 })).toMatchObject({
      request: { method: 'POST', url: 'https://api.example.test/contacts/v1/contact/vid/42/profile' },
      emptyMeans: '{"vid":42,"isNew":false}',
    });
  });

  it.each<[Integrator, number, string]>([
    ['hubspot-v3', 201, '{"id":"1"}'],
    ['hubspot-v3', 400, V3],
    ['hubspot-v3', 409, ''],
    ['hubspot-v3', 409, '[]'],
    ['hubspot-v3', 409, '{"message":"Something else"}'],
    ['hubspot-v3', 409, '{"message":"Existing ID: ../../x"}'],
    ['hubspot-v1', 200, V1],
    ['hubspot-v1', 409, V3],
    ['hubspot-v1', 409, '{"error":"CONTACT_EXISTS","identityProfile":{"vid":"../x"}}'],
    ['hubspot-v1', 409, '{"error":"CONTACT_EXISTS","identityProfile":null}'],
  ])('is nothing for %s: %i %s', (integrator, status, body) => {
    expect(begin(integrator, { a: '1' }).next?.({ status, body })).toBeNull();
  });

  it('is at most one more request', () => {
    const next = begin('hubspot-v3', { a: '1' }).next?.({ status: 409, body: V3 });
    expect(next?.next).toBeUndefined();
  });

  it('never throws, whatever is answered', () => {
    const body = fc.oneof(fc.string(), fc.json(), fc.constantFrom(V1, V3));
    const integrator = fc.constantFrom<Integrator>('hubspot-v1', 'hubspot-v3', 'blue-ink-digital');
    fc.assert(
      fc.property(integrator, fc.integer({ min: 100, max: 599 }), body, (which, status, text) => {
        const { next, explain } = begin(which, { blueinkdigital_token: 't' });
        next?.({ status, body: text });
        explain?.({ status, body: text });
      }),
    );
  });
});

describe('batches for HubSpot', () => {
  const endpoint = { ...endpointTo('hubspot-v3'), apiIntegrator: 'hubspot-v3' as const };

  it('hold every contact once, at most 100, no e-mail twice, and keep the order of one e-mail', () => {
    const email = fc
      .integer({ min: 0, max: 150 })
      .map((number) => (number === 0 ? '' : `L${number}@example.test`));
    fc.assert(
      fc.property(fc.array(email, { maxLength: 400 }), (emails) => {
        const contacts = emails.map((each, place) => ({ email: each, firstname: `n${place}` }));
        const { requests, withoutEmail } = hubspotBatches(endpoint, contacts, String);
        const placed = requests.flatMap((batch) => batch.contacts);
        expect([...placed, ...withoutEmail].toSorted((a, b) => a - b)).toEqual(
          emails.map((_, place) => place),
        );
        for (const batch of requests) {
          const inBatch = batch.contacts.map((place) => emails[place]);
          expect(inBatch.length).toBeLessThanOrEqual(100);
          expect(new Set(inBatch).size).toBe(inBatch.length);
        }
        for (const one of new Set(emails)) {
          const places = placed.filter((place) => emails[place] === one);
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  it('are read without throwing, one outcome for each contact, whatever is answered', () => {
    const { requests } = hubspotBatches(endpoint, [{ email: 'a@b.test' }, { email: 'c@d.test' }], String);
    const [batch] = requests;
    if (batch === undefined) throw new Error('a batch was expected');
    const odd = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ results: fc.jsonValue(), errors: fc.jsonValue() }).map((value) => JSON.stringify(value)),
      fc
        .array(fc.record({ id: fc.jsonValue(), properties: fc.jsonValue() }))
        .map((results) => JSON.stringify({ results })),
    );
    fc.assert(
      fc.property(fc.constantFrom(200, 207, 400, 500), odd, (status, body) => {
        const outcomes = readHubspotBatch(batch, { status, body });
        expect(outcomes.map(({ contact }) => contact)).toEqual([0, 1]);
      }),
    );
  });
});
