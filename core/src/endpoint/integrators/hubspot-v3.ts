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
import type { ExchangeAnswer, Integrator, NextExchange } from './integrator.js';

/**
 * HubSpot's CRM API v3 (domain-facts E.4): the record is created; where HubSpot answers that it exists, the one it
 * names is updated with the same properties. The record is a contact unless the API URL names another object type; a
 * call that is created belongs to the contact whose id was mapped to `associations.contacts`.
 */
export const hubspotV3: Integrator = {
  bodyKind: 'json',
  encode: (fields) => JSON.stringify(recordOf(filledProperties(fields))),
  begin: (endpoint, payload, idempotencyKey) => {
    const records = `objects/${objectType(endpoint.apiUrl)}`;
    const send = (method: 'POST' | 'PATCH', path: string, body: string) =>
      requestWithBody(endpoint, idempotencyKey, {
        method,
        url: hubspotUrl(endpoint.apiUrl, '/crm/v3/', path),
        contentType: HUBSPOT_JSON,
        body,
      });
    const update = (id: string): NextExchange => ({
      request: send('PATCH', `${records}/${id}`, propertiesAlone(payload)),
      because: `it exists in HubSpot as ${id}, which was updated instead`,
      explain: explainHubspot,
    });
    return {
      request: send('POST', records, payload),
      ...(isEmpty(payload) ? { unsendable: NOTHING_TO_SEND } : {}),
      next: (answer) => {
        const id = existingId(answer);
        return id === null ? null : update(id);
      },
      explain: explainHubspot,
    };
  },
};

function objectType(apiUrl: string): string {
  return /\/crm\/v3\/objects\/([\w-]+)/.exec(apiUrl)?.[1] ?? 'contacts';
}

/** The name to which the id of a contact is mapped; no property has a dot in its name. */
const ASSOCIATED_CONTACT = 'associations.contacts';

/** HubSpot's own kind of association from a call to its contact (domain-facts H.3). */
const CALL_TO_CONTACT = { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 194 };

function recordOf(fields: readonly (readonly [name: string, value: string])[]): object {
  const contact = fields.find(([name]) => name === ASSOCIATED_CONTACT)?.[1];
  const properties = Object.fromEntries(fields.filter(([name]) => name !== ASSOCIATED_CONTACT));
  if (contact === undefined) return { properties };
  return { properties, associations: [{ to: { id: contact }, types: [CALL_TO_CONTACT] }] };
}

/** An update takes no associations; those of the record stay. */
function propertiesAlone(payload: string): string {
  return JSON.stringify({ properties: parseObject(payload)?.['properties'] ?? {} });
}

function isEmpty(payload: string): boolean {
  return Object.keys(parseObject(payload)?.['properties'] ?? {}).length === 0;
}

/** The id that a refusal names: of the contact with the e-mail (409), or of the record that has a value which is to be unique (400). */
function existingId({ status, body }: ExchangeAnswer): string | null {
  const message = readHubspotError({ body })?.message ?? '';
  const known = status === 409 ? /\bExisting ID:\s*(\d+)/i.exec(message) : null;
  const taken = [400, 409].includes(status) ? /\b(\d+) already has that value/i.exec(message) : null;
  return known?.[1] ?? taken?.[1] ?? null;
}
