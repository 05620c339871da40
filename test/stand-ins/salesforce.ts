import { destination, type ArrivedRequest, type Destination, type Reply } from '../support/destination.js';

/**
 * Salesforce as its documentation has it (domain-facts H.1), as far as leads and tasks are found and written: what
 * it requires, how long its fields are, and how it refuses. The account has marked one field of Lead and one of
 * Activity as External ID and unique. Whatever is not documented is refused.
 */
export interface SalesforceStandIn extends Pick<Destination, 'url' | 'requests'> {
  readonly leads: readonly StoredRecord[];
  readonly tasks: readonly StoredRecord[];
}

/** Scalars only: what the stand-in is sent otherwise, its documents do not cover. */
type Fields = Record<string, string | number | boolean | null>;

export interface StoredRecord {
  readonly id: string;
  readonly fields: Fields;
}

export const SALESFORCE_TOKEN = '00Dplanted!token';
export const LEAD_KEY = 'Convoso_Lead_Id__c';
export const CALL_KEY = 'Convoso_Call_Log_Id__c';

/** Fields by name, with the most characters of a text. */
const LEAD_FIELDS: Readonly<Record<string, number>> = {
  FirstName: 40,
  LastName: 80,
  Company: 255,
  Title: 128,
  Phone: 40,
  MobilePhone: 40,
  Email: 80,
  Street: 255,
  City: 40,
  State: 80,
  PostalCode: 20,
  Country: 80,
  [LEAD_KEY]: 255,
};

const TASK_FIELDS: Readonly<Record<string, number>> = {
  Subject: 255,
  Status: 40,
  TaskSubtype: 40,
  CallType: 40,
  CallDurationInSeconds: 11,
  CallDisposition: 255,
  CallObject: 255,
  ActivityDate: 10,
  Description: 32_000,
  WhoId: 18,
  WhatId: 18,
  [CALL_KEY]: 255,
};

export async function salesforce(): Promise<SalesforceStandIn> {
  const leads: StoredRecord[] = [];
  const tasks: StoredRecord[] = [];
  const server = await destination((request) => {
    try {
      admit(request);
      const fields = request.body === '' ? {} : fieldsIn(request);
      const [, object = '', key, value] =
        /\/services\/data\/v\d+\.0\/sobjects\/([a-z]+)(?:\/(\w+)\/([^/]+))?$/i.exec(request.path) ?? [];
      const route = `${request.method} ${object.toLowerCase()}`;
      if (route === 'PATCH lead' && key === LEAD_KEY) {
        return upsertLead(leads, decodeURIComponent(value ?? ''), fields);
      }
      const query = /^\/services\/data\/v\d+\.0\/query$/.test(request.path) ? soqlOf(request) : null;
      if (query !== null) return answerQuery({ leads, tasks }, query);
      if (route === 'POST lead') return createLead(leads, fields);
      if (route === 'POST task') return createTask({ leads, tasks }, fields);
      throw new Refusal(404, 'NOT_FOUND', 'The requested resource does not exist');
    } catch (refusal) {
      if (refusal instanceof Refusal) return refusal.reply;
      throw refusal;
    }
  });
  return { url: server.url, requests: server.requests, leads, tasks };
}

class Refusal extends Error {
  readonly reply: Reply;

  constructor(status: number, errorCode: string, message: string, fields: readonly string[] = []) {
    super(message);
    this.reply = { status, body: JSON.stringify([{ message, errorCode, fields }]) };
  }
}

function admit({ headers }: ArrivedRequest): void {
  if (headers.authorization !== `Bearer ${SALESFORCE_TOKEN}`) {
    throw new Refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid');
  }
}

function fieldsIn({ body }: ArrivedRequest): Fields {
  try {
    return JSON.parse(body) as Fields;
  } catch {
    throw new Refusal(400, 'JSON_PARSER_ERROR', 'Unexpected character');
  }
}

function upsertLead(leads: StoredRecord[], externalId: string, fields: Fields): Reply {
  if (LEAD_KEY in fields) {
    throw new Refusal(
      400,
      'INVALID_FIELD',
      `The ${LEAD_KEY} field should not be specified in the sobject data.`,
    );
  }
  check(fields, LEAD_FIELDS);
  const email = fields['Email'];
  if (email !== undefined && !/^[^\s@]+@[^\s@]+\.\w+$/.test(String(email))) {
    throw new Refusal(400, 'INVALID_EMAIL_ADDRESS', `Email: invalid email address: ${String(email)}`, [
      'Email',
    ]);
  }
  const known = leads.find((lead) => lead.fields[LEAD_KEY] === externalId);
  if (known !== undefined) {
    Object.assign(known.fields, fields);
    return json(200, { id: known.id, success: true, errors: [], created: false });
  }
  const { id: created } = addLead(leads, { ...fields, [LEAD_KEY]: externalId });
  return json(201, { id: created, success: true, errors: [], created: true });
}

function createLead(leads: StoredRecord[], fields: Fields): Reply {
  check(fields, LEAD_FIELDS);
  const same = leads.find(
    (lead) => fields[LEAD_KEY] !== undefined && lead.fields[LEAD_KEY] === fields[LEAD_KEY],
  );
  if (same !== undefined) throw duplicate(LEAD_KEY, same);
  const { id: created } = addLead(leads, fields);
  return json(201, { id: created, success: true, errors: [] });
}

function addLead(leads: StoredRecord[], fields: Fields): StoredRecord {
  require(fields, ['LastName', 'Company']);
  const lead = { id: id('00Q', leads.length), fields };
  leads.push(lead);
  return lead;
}

function duplicate(key: string, { id: there }: StoredRecord): Refusal {
  const message = `duplicate value found: ${key} duplicates value on record with id: ${there}`;
  return new Refusal(400, 'DUPLICATE_VALUE', message);
}

function createTask(
  { leads, tasks }: { leads: readonly StoredRecord[]; tasks: StoredRecord[] },
  fields: Fields,
): Reply {
  check(fields, TASK_FIELDS);
  require(fields, ['Status']);
  const { WhoId: who, WhatId: what, CallDurationInSeconds: seconds, ActivityDate: day } = fields;
  if (who !== undefined && !leads.some((lead) => lead.id === who)) {
    throw new Refusal(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['WhoId']);
  }
  if (who !== undefined && what !== undefined) {
    throw new Refusal(400, 'FIELD_INTEGRITY_EXCEPTION', 'A task of a lead takes no WhatId', ['WhatId']);
  }
  if (seconds !== undefined && !/^\d+$/.test(String(seconds))) {
    throw new Refusal(400, 'JSON_PARSER_ERROR', 'Cannot deserialize an integer', ['CallDurationInSeconds']);
  }
  if (day !== undefined && !/^\d{4}-\d\d-\d\d/.test(String(day))) {
    throw new Refusal(400, 'JSON_PARSER_ERROR', 'Cannot deserialize a date', ['ActivityDate']);
  }
  const key = fields[CALL_KEY];
  const same = tasks.find((task) => key !== undefined && task.fields[CALL_KEY] === key);
  if (same !== undefined) throw duplicate(CALL_KEY, same);
  const task = { id: id('00T', tasks.length), fields };
  tasks.push(task);
  return json(201, { id: task.id, success: true, errors: [] });
}

function soqlOf({ url }: ArrivedRequest): string | null {
  return new URL(url, 'http://salesforce').searchParams.get('q');
}

interface Records {
  readonly leads: readonly StoredRecord[];
  readonly tasks: readonly StoredRecord[];
}

/** The two queries that the ready flow asks; one that only counts has a record where nothing is found, too. */
function answerQuery({ leads, tasks }: Records, soql: string): Reply {
  const task = new RegExp(`^SELECT Id FROM Task WHERE ${CALL_KEY} = '([^']*)'$`).exec(soql.trim())?.[1];
  const lead = new RegExp(
    `^SELECT COUNT\\(Id\\) found, MAX\\(Id\\) leadId FROM Lead WHERE ${LEAD_KEY} = '([^']*)'$`,
  ).exec(soql.trim())?.[1];
  if (task !== undefined) {
    const records = tasks.filter(({ fields }) => fields[CALL_KEY] === task).map(({ id }) => ({ Id: id }));
    return json(200, { totalSize: records.length, done: true, records });
  }
  if (lead === undefined) throw new Refusal(400, 'MALFORMED_QUERY', `unexpected token: ${soql}`);
  // To Salesforce an empty text is no value, so that it equals that of every record without one.
  const found = leads.filter(({ fields }) => (fields[LEAD_KEY] ?? '') === lead);
  const record = {
    attributes: { type: 'AggregateResult' },
    found: found.length,
    leadId: found.at(-1)?.id ?? null,
  };
  return json(200, { totalSize: 1, done: true, records: [record] });
}

function check(fields: Fields, known: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(fields)) {
    const most = known[name];
    if (most === undefined) throw new Refusal(400, 'INVALID_FIELD', `No such column '${name}'`, [name]);
    if (String(value).length > most) {
      throw new Refusal(400, 'STRING_TOO_LONG', `${name}: data value too large (max length=${most})`, [name]);
    }
  }
}

function require(fields: Fields, names: readonly string[]): void {
  const missing = names.filter((name) => fields[name] === undefined || fields[name] === '');
  if (missing.length === 0) return;
  const message = `Required fields are missing: [${missing.join(', ')}]`;
  throw new Refusal(400, 'REQUIRED_FIELD_MISSING', message, missing);
}

function id(prefix: string, count: number): string {
  return `${prefix}${String(count + 1).padStart(15, '0')}`;
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value) };
}
