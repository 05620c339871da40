import { requestWithBody } from '../request.js';
import {
  HUBSPOT_JSON,
  NOTHING_TO_SEND,
  explainHubspot,
  filledProperties,
  hubspotUrl,
  parseObject,
  readHubspotError,
} from './hubspot.js';
import type { Integrator, NextExchange } from './integrator.js';

/**
 * HubSpot's CRM API v3 (domain-facts E.4): the record is created; where HubSpot answers that it exists, the one it
 * names is updated with the same body. The record is a contact unless the API URL names another object type.
 */
export const hubspotV3: Integrator = {
  bodyKind: 'json',
  encode: (fields) => JSON.stringify({ properties: Object.fromEntries(filledProperties(fields)) }),
  begin: (endpoint, payload, idempotencyKey) => {
    const records = `objects/${objectType(endpoint.apiUrl)}`;
    const send = (method: 'POST' | 'PATCH', path: string) =>
      requestWithBody(endpoint, idempotencyKey, {
        method,
        url: hubspotUrl(endpoint.apiUrl, '/crm/v3/', path),
        contentType: HUBSPOT_JSON,
        body: payload,
      });
    const update = (id: string): NextExchange => ({
      request: send('PATCH', `${records}/${id}`),
      because: `it exists in HubSpot as ${id}, which was updated instead`,
      explain: explainHubspot,
    });
    return {
      request: send('POST', records),
      ...(isEmpty(payload) ? { unsendable: NOTHING_TO_SEND } : {}),
      next: (answer) => {
        const id = answer.status === 409 ? existingId(answer.body) : null;
        return id === null ? null : update(id);
      },
      explain: explainHubspot,
    };
  },
};

function objectType(apiUrl: string): string {
  return /\/crm\/v3\/objects\/([\w-]+)/.exec(apiUrl)?.[1] ?? 'contacts';
}

function isEmpty(payload: string): boolean {
  return Object.keys(parseObject(payload)?.['properties'] ?? {}).length === 0;
}

/** The id that stands in the text of a 409. */
function existingId(body: string): string | null {
  const error = readHubspotError({ body });
  return /\bExisting ID:\s*(\d+)/i.exec(error?.message ?? '')?.[1] ?? null;
}
