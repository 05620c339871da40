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
import { HUBSPOT_EMAIL } from './key-fields.js';
import type { Integrator, NextExchange } from './integrator.js';

interface V1Property {
  readonly property: string;
  readonly value: string;
}

/**
 * HubSpot's Contacts API v1 (domain-facts E.4): a contact with an e-mail is created or updated in one request; one
 * without is created. Where HubSpot answers that the contact exists, the one it names is updated with the same body.
 */
export const hubspotV1: Integrator = {
  bodyKind: 'json',
  encode: (fields) => JSON.stringify({ properties: v1Properties(filledProperties(fields)) }),
  begin: (endpoint, payload, idempotencyKey) => {
    const properties = propertiesOf(payload);
    const email = properties.find(({ property }) => property === HUBSPOT_EMAIL)?.value.trim() ?? '';
    const post = (path: string) =>
      requestWithBody(endpoint, idempotencyKey, {
        method: 'POST',
        url: hubspotUrl(endpoint.apiUrl, '/contacts/v1/', path),
        contentType: HUBSPOT_JSON,
        body: payload,
      });
    const update = (vid: string): NextExchange => ({
      request: post(`contact/vid/${vid}/profile`),
      because: `it exists in HubSpot as ${vid}, which was updated instead`,
      // The update answers 204; this is what creating or updating by e-mail answers.
      emptyMeans: JSON.stringify({ vid: Number(vid), isNew: false }),
      explain: explainHubspot,
    });
    return {
      request: post(email === '' ? 'contact' : `contact/createOrUpdate/email/${encodeURIComponent(email)}`),
      ...(properties.length === 0 ? { unsendable: NOTHING_TO_SEND } : {}),
      next: (answer) => {
        const vid = answer.status === 409 ? existingVid(answer.body) : null;
        return vid === null ? null : update(vid);
      },
      explain: explainHubspot,
    };
  },
};

export function v1Properties(properties: readonly (readonly [string, string])[]): V1Property[] {
  return properties.map(([property, value]) => ({ property, value }));
}

function propertiesOf(payload: string): readonly V1Property[] {
  return (parseObject(payload)?.['properties'] ?? []) as readonly V1Property[];
}

function existingVid(body: string): string | null {
  const error = readHubspotError({ body });
  if (error?.error !== 'CONTACT_EXISTS') return null;
  const profile = error.identityProfile;
  const vid = typeof profile === 'object' && profile !== null && 'vid' in profile ? profile.vid : undefined;
  return typeof vid === 'number' && Number.isSafeInteger(vid) ? String(vid) : null;
}
