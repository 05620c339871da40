import { describe, expect, it } from '@jest/globals';
import {
  hubspotBatches,
  readHubspotBatch,
  type ContactOutcome,
  type MappedFields,
} from '@convoso-connect/core';
import { parseConfig, resolveSecrets, type ResolvedEndpoint } from '@convoso-connect/core/config';
import { config, endpoint } from '../support/config.js';
import { send } from '../support/http.js';
import { TOKEN, hubspot, type HubspotStandIn } from '../stand-ins/hubspot.js';

type Api = 'hubspot-v1' | 'hubspot-v3';

function endpointFor(crm: HubspotStandIn, apiIntegrator: Api): ResolvedEndpoint & { apiIntegrator: Api } {
  const settings = { apiUrl: crm.url, apiIntegrator, authorizationHeader: `Authorization: Bearer ${TOKEN}` };
  const parsed = parseConfig(config({ endpoints: [endpoint('crm', crm, settings)] }));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const [resolved] = resolveSecrets(parsed.config, () => undefined).config?.endpoints ?? [];
  if (resolved === undefined) throw new Error('the endpoint is missing');
  return { ...resolved, apiIntegrator };
}

/** Sends every batch, one after the other, and gives what became of each contact, in their order. */
async function sendAll(crm: HubspotStandIn, api: Api, contacts: readonly MappedFields[]) {
  const batches = hubspotBatches(endpointFor(crm, api), contacts, (request) => `batch-${request}`);
  const outcomes: ContactOutcome[] = [];
  for (const batch of batches.requests) {
    const { method, url, headers, body = '' } = batch.request;
    const named = Object.fromEntries(headers.map(({ name, value }) => [name, value]));
    const answer = await send(url, { method, headers: named, body });
    outcomes.push(...readHubspotBatch(batch, { status: answer.status, body: answer.text }));
  }
  return { ...batches, outcomes: outcomes.toSorted((a, b) => a.contact - b.contact) };
}

const contact = (index: number, more: MappedFields = {}): MappedFields => ({
  email: `lead${index}@example.test`,
  firstname: `Lead ${index}`,
  ...more,
});

describe.each<Api>(['hubspot-v1', 'hubspot-v3'])('contacts for %s in batches', (api) => {
  it('arrive, a hundred to a request, and the later values of one e-mail stay', async () => {
    const crm = await hubspot();
    const contacts = [
      ...Array.from({ length: 205 }, (_, index) => contact(index)),
      contact(7, { email: 'LEAD7@example.test', city: 'Chicago' }),
      contact(7, { city: 'Boston' }),
    ];

    const { outcomes } = await sendAll(crm, api, contacts);

    expect(outcomes.map(({ contact: place, ok }) => [place, ok])).toEqual(
      contacts.map((_, place) => [place, true]),
    );
    expect(crm.contacts.size).toBe(205);
    expect(crm.contact('lead7@example.test').properties).toMatchObject({ city: 'Boston' });
    expect(crm.requests).toHaveLength(4);
    expect(new Set(crm.requests.map(({ key }) => key)).size).toBe(4);
  });

  it('leave out those without an e-mail, and say which', async () => {
    const crm = await hubspot();

    const { outcomes, withoutEmail } = await sendAll(crm, api, [
      contact(1),
      contact(2, { email: ' ' }),
      contact(3),
    ]);

    expect(withoutEmail).toEqual([1]);
    expect(outcomes.map(({ contact: place }) => place)).toEqual([0, 2]);
    expect(crm.contacts.size).toBe(2);
  });
});

describe('a batch that HubSpot does not take whole', () => {
  it('is told contact by contact with v3', async () => {
    const crm = await hubspot();

    const { outcomes } = await sendAll(crm, 'hubspot-v3', [
      contact(1),
      contact(2, { hs_lead_status: 'SOLD' }),
      contact(3),
    ]);

    expect(outcomes).toEqual([
      { contact: 0, ok: true, id: crm.contact('lead1@example.test').id },
      { contact: 1, ok: false, why: expect.stringContaining('SOLD was not one of the allowed options') },
      { contact: 2, ok: true, id: crm.contact('lead3@example.test').id },
    ]);
  });

  it('is refused whole with v1', async () => {
    const crm = await hubspot();

    const { outcomes } = await sendAll(crm, 'hubspot-v1', [contact(1), contact(2, { email: 'nobody' })]);

    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false]);
    expect(crm.contacts.size).toBe(0);
  });
});
