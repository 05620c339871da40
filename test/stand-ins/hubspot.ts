import { destination, type ArrivedRequest, type Destination, type Reply } from '../support/destination.js';
import {
  CALL_PROPERTIES,
  CONTACT_PROPERTIES,
  UNIQUE_CALL_PROPERTY,
  parseBody,
  requireEmail,
  requireName,
  v1Properties,
  v3Properties,
  type Properties,
} from './hubspot-properties.js';
import { Refusal, conflict, contactExists, invalid, taken, type StoredRecord } from './hubspot-refusals.js';

/**
 * HubSpot as its documentation has it, as far as contacts and calls are written: private app tokens, the contacts
 * endpoints of v1 and v3, what they require and how they refuse. Whatever is not documented is refused.
 */
export interface HubspotStandIn extends Pick<Destination, 'url' | 'requests' | 'received'> {
  readonly contacts: ReadonlyMap<string, StoredRecord>;
  /** With the ids of the contacts that each belongs to. */
  readonly calls: readonly StoredCall[];
  /** The contact of an e-mail, which has to exist. */
  contact(email: string): StoredRecord;
  /** A contact that was there before. */
  add(properties: Properties): string;
  /** Turns the next request away with 429. */
  limitNext(policyName: LimitPolicy, retryAfterSeconds: number): void;
  /** The same after this many requests more. */
  limitAfter(requests: number, policyName: LimitPolicy, retryAfterSeconds: number): void;
  /** Answers the next v1 request as if its e-mail belonged to this contact, as after a merge. */
  conflictNext(id: string): void;
}

export interface StoredCall extends StoredRecord {
  readonly contacts: readonly string[];
}

type LimitPolicy = 'TEN_SECONDLY_ROLLING' | 'DAILY';

export const TOKEN = 'pat-na1-00000000-planted-token';

export async function hubspot(): Promise<HubspotStandIn> {
  const portal = new Portal();
  const server = await destination((request) => {
    try {
      return portal.answer(request);
    } catch (refusal) {
      if (refusal instanceof Refusal) return refusal.reply;
      throw refusal;
    }
  });
  return {
    url: server.url,
    requests: server.requests,
    received: (count, path) => server.received(count, path),
    contacts: portal.contacts,
    calls: portal.calls,
    contact: (email) => {
      const found = portal.byEmail(email);
      if (found === undefined) throw new Error(`there is no contact ${email}`);
      return found;
    },
    add: (properties) => portal.create(properties).id,
    limitNext: (policyName, retryAfter) => {
      portal.limit = { after: 0, policyName, retryAfter };
    },
    limitAfter: (after, policyName, retryAfter) => {
      portal.limit = { after, policyName, retryAfter };
    },
    conflictNext: (id) => {
      portal.mergedInto = id;
    },
  };
}

const json = (status: number, value: unknown): Reply => ({ status, body: JSON.stringify(value) });

class Portal {
  readonly contacts = new Map<string, StoredRecord>();
  readonly calls: StoredCall[] = [];
  limit: { after: number; policyName: LimitPolicy; retryAfter: number } | null = null;
  mergedInto: string | null = null;
  #lastId = 500;

  answer(request: ArrivedRequest): Reply {
    this.#admit(request);
    const route = `${request.method} ${request.path}`;
    const body = parseBody(request);
    if (route === 'POST /crm/v3/objects/contacts')
      return this.#create(v3Properties(body, CONTACT_PROPERTIES));
    if (route === 'POST /crm/v3/objects/calls') return this.#createCall(body);
    const [, call] = /^PATCH \/crm\/v3\/objects\/calls\/(\d+)$/.exec(route) ?? [];
    if (call !== undefined) return this.#updateCall(call, body);
    if (route === 'POST /crm/v3/objects/contacts/batch/upsert') return this.#upsertBatch(body);
    if (route === 'POST /contacts/v1/contact') return this.#createV1(v1Properties(body));
    if (route === 'POST /contacts/v1/contact/batch/') return this.#batchV1(body);
    const [, id] = /^PATCH \/crm\/v3\/objects\/contacts\/(\d+)$/.exec(route) ?? [];
    if (id !== undefined) return this.#update(id, v3Properties(body, CONTACT_PROPERTIES));
    const [, vid] = /^POST \/contacts\/v1\/contact\/vid\/(\d+)\/profile$/.exec(route) ?? [];
    if (vid !== undefined) return { ...this.#update(vid, v1Properties(body)), status: 204, body: '' };
    const [, email] = /^POST \/contacts\/v1\/contact\/createOrUpdate\/email\/([^/]+)$/.exec(route) ?? [];
    if (email !== undefined) return this.#createOrUpdate(decodeURIComponent(email), v1Properties(body));
    return {
      status: 404,
      headers: { 'content-type': 'text/html' },
      body: '<html><body>Not found</body></html>',
    };
  }

  byEmail(email: string): StoredRecord | undefined {
    const wanted = email.toLowerCase();
    return [...this.contacts.values()].find(
      ({ properties }) => properties['email']?.toLowerCase() === wanted,
    );
  }

  create(properties: Properties): StoredRecord {
    this.#lastId += 1;
    const record = { id: String(this.#lastId), properties: { ...properties } };
    this.contacts.set(record.id, record);
    return record;
  }

  #admit({ headers, url }: ArrivedRequest): void {
    const category = 'INVALID_AUTHENTICATION';
    if (/[?&]hapikey=/.test(url)) {
      throw new Refusal(401, {
        category,
        message: 'This hapikey was used in a way that is no longer supported',
      });
    }
    if (headers.authorization !== `Bearer ${TOKEN}`) {
      throw new Refusal(401, { category, message: 'Authentication credentials not found' });
    }
    if (!/^application\/json\b/.test(headers['content-type'] ?? '')) {
      throw new Refusal(415, { category: 'VALIDATION_ERROR', message: 'Unsupported media type' });
    }
    if (this.limit === null || this.limit.after-- > 0) return;
    const { policyName, retryAfter } = this.limit;
    this.limit = null;
    const message = 'You have reached your limit.';
    throw new Refusal(
      429,
      { errorType: 'RATE_LIMIT', policyName, message },
      { 'retry-after': String(retryAfter) },
    );
  }

  #create(properties: Properties): Reply {
    requireName(properties);
    const existing = this.byEmail(properties['email'] ?? '');
    if (existing !== undefined) throw conflict(existing.id);
    return json(201, shown(this.create(properties)));
  }

  #createCall(body: unknown): Reply {
    const properties = v3Properties(body, CALL_PROPERTIES);
    if ((properties['hs_timestamp'] ?? '') === '') {
      throw invalid('Some required properties were not set.', 'MISSING_REQUIRED_PROPERTIES');
    }
    const key = properties[UNIQUE_CALL_PROPERTY];
    const known = this.calls.find(
      (call) => key !== undefined && call.properties[UNIQUE_CALL_PROPERTY] === key,
    );
    if (known !== undefined) throw taken(UNIQUE_CALL_PROPERTY, known.id);
    const contacts = associatedContacts(body);
    const missing = contacts.find((id) => !this.contacts.has(id));
    if (missing !== undefined) throw invalid(`CONTACT=${missing} is not valid`, 'INVALID_OBJECT_IDS');
    const call = { id: String(9_001 + this.calls.length), properties, contacts };
    this.calls.push(call);
    return json(201, { id: call.id, properties });
  }

  #updateCall(id: string, body: unknown): Reply {
    if ('associations' in (body as object))
      throw invalid('Invalid input JSON: an update has no associations');
    const call = this.calls.find((each) => each.id === id);
    if (call === undefined)
      throw new Refusal(404, { category: 'OBJECT_NOT_FOUND', message: 'resource not found' });
    Object.assign(call.properties, v3Properties(body, CALL_PROPERTIES));
    return json(200, { id, properties: call.properties });
  }

  #update(id: string, properties: Properties): Reply {
    const record = this.contacts.get(id);
    if (record === undefined)
      throw new Refusal(404, { category: 'OBJECT_NOT_FOUND', message: 'resource not found' });
    const owner = this.byEmail(properties['email'] ?? '');
    if (owner !== undefined && owner.id !== id) throw conflict(owner.id);
    Object.assign(record.properties, properties);
    return json(200, shown(record));
  }

  #createV1(properties: Properties): Reply {
    const existing = this.byEmail(properties['email'] ?? '');
    if (existing !== undefined) throw contactExists(existing);
    const { id } = this.create(properties);
    return json(200, { vid: Number(id), 'is-contact': true });
  }

  #createOrUpdate(email: string, properties: Properties): Reply {
    requireEmail(email);
    const merged = this.contacts.get(this.mergedInto ?? '');
    this.mergedInto = null;
    if (merged !== undefined) throw contactExists(merged);
    const existing = this.byEmail(email);
    const owner = this.byEmail(properties['email'] ?? email);
    if (owner !== undefined && owner.id !== existing?.id) throw contactExists(owner);
    if (existing === undefined) {
      return json(200, { vid: Number(this.create({ email, ...properties }).id), isNew: true });
    }
    Object.assign(existing.properties, properties);
    return json(200, { vid: Number(existing.id), isNew: false });
  }

  /** All or none. */
  #batchV1(body: unknown): Reply {
    if (!Array.isArray(body)) throw invalid('Expected a list.');
    if (body.length > 100) throw invalid('The batch holds more than 100 contacts.');
    const inputs = body.map((input: { email?: string }) => ({
      email: input.email ?? '',
      properties: v1Properties(input),
    }));
    const seen = new Set<string>();
    for (const { email } of inputs) {
      requireEmail(email);
      if (seen.has(email.toLowerCase())) throw invalid(`Duplicate email in the batch: ${email}`);
      seen.add(email.toLowerCase());
    }
    for (const { email, properties } of inputs) this.#createOrUpdate(email, properties);
    return { status: 202, body: '' };
  }

  #upsertBatch(body: unknown): Reply {
    const { inputs } = body as { inputs?: { id: string; idProperty: string; properties: unknown }[] };
    if (!Array.isArray(inputs)) throw invalid('inputs is required.');
    if (inputs.length > 100) throw invalid('The batch holds more than 100 inputs.');
    const ids = inputs.map(({ id }) => id.toLowerCase());
    if (new Set(ids).size < ids.length) throw invalid('Duplicate IDs found in batch input');
    const results: unknown[] = [];
    const errors: unknown[] = [];
    for (const { id, idProperty, properties } of inputs) {
      try {
        if (idProperty !== 'email') throw invalid(`${idProperty} is no unique property.`);
        requireEmail(id);
        const checked = v3Properties({ properties }, CONTACT_PROPERTIES);
        const existing = this.byEmail(id);
        const record = existing ?? this.create({ email: id });
        Object.assign(record.properties, checked);
        results.push({ ...shown(record), new: existing === undefined });
      } catch (refusal) {
        if (!(refusal instanceof Refusal)) throw refusal;
        errors.push({ ...(JSON.parse(String(refusal.reply.body ?? '')) as object), context: { ids: [id] } });
      }
    }
    if (errors.length === 0) return json(200, { status: 'COMPLETE', results: results.toReversed() });
    return json(207, { status: 'COMPLETE', results, numErrors: errors.length, errors });
  }
}

/** Only the association that HubSpot defines from a call to its contact is documented here (domain-facts H.3). */
function associatedContacts(body: unknown): string[] {
  const { associations = [] } = body as { associations?: { to: { id: string }; types: unknown }[] };
  return associations.map(({ to, types }) => {
    const defined = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 194 }];
    if (JSON.stringify(types) !== JSON.stringify(defined))
      throw invalid('The association type is not valid.');
    return to.id;
  });
}

function shown({ id, properties }: StoredRecord): object {
  return {
    id,
    properties,
    createdAt: '2026-11-20T17:00:00.000Z',
    updatedAt: '2026-11-20T17:00:00.000Z',
    archived: false,
  };
}
