import { destination, type ArrivedRequest, type Destination, type Reply } from '../support/destination.js';

/**
 * Zoho CRM as its documentation has it (domain-facts H.2), as far as leads are found and written and calls are created: what it
 * requires, what its picklists hold, and how it refuses. The account has a unique field of its own in Calls. Whatever
 * is not documented is refused.
 */
export interface ZohoStandIn extends Pick<Destination, 'url' | 'requests'> {
  readonly leads: readonly ZohoRecord[];
  readonly calls: readonly ZohoRecord[];
}

/** Scalars only: what the stand-in is sent otherwise, its documents do not cover. */
type Fields = Record<string, string | number | boolean | null>;

export interface ZohoRecord {
  readonly id: string;
  readonly fields: Fields;
}

export const ZOHO_TOKEN = '1000.planted.token';
const CALL_KEY = 'Convoso_Call_Log_Id';

const LEAD_FIELDS = new Set(
  (
    'First_Name Last_Name Company Phone Mobile Email Street City State Zip_Code Country Lead_Source Lead_Status ' +
    'Description Designation'
  ).split(' '),
);

const CALL_FIELDS = new Set(
  (
    `Subject Call_Type Outbound_Call_Status Call_Start_Time Call_Duration Call_Result Call_Purpose Description ` +
    `Dialled_Number Caller_ID What_Id Who_Id $se_module ${CALL_KEY}`
  ).split(' '),
);

const PICKLISTS: Readonly<Record<string, readonly string[]>> = {
  Call_Type: ['Outbound', 'Inbound', 'Missed'],
  Outbound_Call_Status: ['Completed', 'Scheduled'],
  Call_Result: [
    'Interested',
    'Not interested',
    'No response/Busy',
    'Requested more info',
    'Requested call back',
    'Invalid number',
  ],
};

export async function zoho(): Promise<ZohoStandIn> {
  const leads: ZohoRecord[] = [];
  const calls: ZohoRecord[] = [];
  const server = await destination((request) => {
    try {
      admit(request);
      const route = `${request.method} ${request.path.replace(/^\/crm\/v\d+\//, '').toLowerCase()}`;
      if (route === 'GET leads/search') return findLeads(leads, request);
      const records = recordsIn(request);
      if (route === 'POST leads') return answerAll(records, (fields) => createLead(leads, fields));
      if (route === 'POST leads/upsert') return answerAll(records, (fields) => upsertLead(leads, fields));
      if (route === 'POST calls') return answerAll(records, (fields) => createCall({ leads, calls }, fields));
      throw new CallRefusal(
        404,
        'INVALID_URL_PATTERN',
        'Please check if the URL trying to access is a correct one',
      );
    } catch (refusal) {
      if (refusal instanceof CallRefusal) return refusal.reply;
      throw refusal;
    }
  });
  return { url: server.url, requests: server.requests, leads, calls };
}

/** The whole request is turned away. */
class CallRefusal extends Error {
  readonly reply: Reply;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.reply = { status, body: JSON.stringify({ code, message, details: {}, status: 'error' }) };
  }
}

/** One record is turned away; the others are not. */
class RecordRefusal extends Error {
  readonly answer: object;

  constructor(code: string, message: string, details: Record<string, string>) {
    super(message);
    this.answer = { code, message, details, status: 'error' };
  }
}

function admit({ headers }: ArrivedRequest): void {
  // The documents have Zoho-oauthtoken; n8n's own node says Bearer, by which it is used with Zoho every day.
  if (!/^(?:Zoho-oauthtoken|Bearer) (.*)$/.exec(headers.authorization ?? '')?.[1]?.includes(ZOHO_TOKEN)) {
    throw new CallRefusal(401, 'INVALID_TOKEN', 'invalid oauth token');
  }
}

function recordsIn({ body }: ArrivedRequest): Fields[] {
  const { data } = JSON.parse(body) as { data?: unknown };
  if (Array.isArray(data) && data.length > 0 && data.length <= 100) return data as Fields[];
  throw new CallRefusal(400, 'INVALID_DATA', 'data has to hold 1 to 100 records');
}

function answerAll(records: readonly Fields[], take: (fields: Fields) => object) {
  const answers = records.map((fields) => {
    try {
      return { ...take(fields), status: 'success' };
    } catch (refusal) {
      if (refusal instanceof RecordRefusal) return refusal.answer as { status: string };
      throw refusal;
    }
  });
  const failed = answers.filter(({ status }) => status === 'error').length;
  const status = failed === 0 ? 201 : failed === answers.length ? 400 : 207;
  return { status, body: JSON.stringify({ data: answers }) };
}

function upsertLead(leads: ZohoRecord[], fields: Fields): object {
  check(fields, LEAD_FIELDS);
  require(fields, ['Last_Name']);
  const email = fields['Email'];
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(String(email))) invalid('Email', 'email');
  const known = leads.find((lead) => email !== undefined && lead.fields['Email'] === email);
  if (known !== undefined) {
    Object.assign(known.fields, fields);
    return success('update', 'Email', known.id);
  }
  return createLead(leads, fields);
}

function createLead(leads: ZohoRecord[], fields: Fields): object {
  check(fields, LEAD_FIELDS);
  require(fields, ['Last_Name']);
  const lead = { id: String(5_000_000_001 + leads.length), fields: { ...fields } };
  leads.push(lead);
  return success('insert', null, lead.id);
}

/** By one e-mail or one phone number; nothing found is a 204 without a body. */
function findLeads(leads: readonly ZohoRecord[], { url }: ArrivedRequest): Reply {
  const asked = new URL(url, 'http://zoho').searchParams;
  const [[name, value] = [], ...more] = [...asked];
  const field = { email: 'Email', phone: 'Phone' }[name ?? ''];
  if (field === undefined || value === undefined || value === '' || more.length > 0) {
    throw new CallRefusal(400, 'REQUIRED_PARAM_MISSING', 'One of the expected parameter is missing');
  }
  const data = leads
    .filter(({ fields }) => fields[field] === value)
    .map(({ id, fields }) => ({ id, ...fields }));
  if (data.length === 0) return { status: 204, body: '' };
  return { status: 200, body: JSON.stringify({ data, info: { count: data.length, more_records: false } }) };
}

function createCall(
  { leads, calls }: { leads: readonly ZohoRecord[]; calls: ZohoRecord[] },
  fields: Fields,
): object {
  check(fields, CALL_FIELDS);
  require(fields, ['Subject', 'Call_Type', 'Call_Start_Time', 'Call_Duration']);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[+-]\d\d:\d\d|Z)$/.test(String(fields['Call_Start_Time']))) {
    invalid('Call_Start_Time', 'datetime');
  }
  if (!/^\d{2,}:\d\d$/.test(String(fields['Call_Duration']))) invalid('Call_Duration', 'text');
  const what = fields['What_Id'];
  if (what !== undefined && (fields['$se_module'] !== 'Leads' || !leads.some(({ id }) => id === what))) {
    invalid('What_Id', 'jsonobject');
  }
  const key = fields[CALL_KEY];
  const same = calls.find((call) => key !== undefined && call.fields[CALL_KEY] === key);
  if (same !== undefined) {
    throw new RecordRefusal('DUPLICATE_DATA', 'duplicate data', { api_name: CALL_KEY, id: same.id });
  }
  const call = { id: String(6_000_000_001 + calls.length), fields };
  calls.push(call);
  return success('insert', null, call.id);
}

function success(action: 'insert' | 'update', duplicateField: string | null, id: string): object {
  return {
    code: 'SUCCESS',
    duplicate_field: duplicateField,
    action,
    details: { id },
    message: `record ${action}ed`,
  };
}

function check(fields: Fields, known: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(fields)) {
    if (!known.has(name)) invalid(name, 'no such field');
    if (value === '' || value === null) invalid(name, 'a value');
    const choices = PICKLISTS[name];
    if (choices !== undefined && !choices.includes(String(value))) invalid(name, 'picklist');
  }
}

function require(fields: Fields, names: readonly string[]): void {
  const missing = names.find((name) => fields[name] === undefined);
  if (missing !== undefined) {
    throw new RecordRefusal('MANDATORY_NOT_FOUND', 'required field not found', { api_name: missing });
  }
}

function invalid(name: string, expected: string): never {
  throw new RecordRefusal('INVALID_DATA', 'invalid data', { api_name: name, expected_data_type: expected });
}
