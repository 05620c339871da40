/*
 * Bodies as receivers of Connect deliveries have met them, with invented values: one request each, and what it says.
 * Every reader of ours is held to it, see same-reading.test.ts.
 */

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** What one record of a request says; parts that are left out are not looked at. */
export interface Said {
  readonly lead?: Fields;
  readonly call?: Fields;
  readonly extra?: Fields;
  readonly custom?: Fields;
  /** The codes of its notes, all of them, in any order; none where left out. */
  readonly notes?: readonly string[];
}

export interface Sample {
  readonly what: string;
  readonly body: string | Uint8Array;
  readonly type?: string;
  readonly query?: string;
  readonly says: readonly Said[];
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

const NI = { call_log_id: 'c1', status: 'NI' };
const SEVERAL = 'ONE_OF_SEVERAL';

const form = (what: string, body: string, said: Said, more: Partial<Sample> = {}): Sample => {
  return { what, body, type: FORM, says: [said], ...more };
};
const json = (what: string, value: unknown, ...says: readonly Said[]): Sample => {
  return { what, body: JSON.stringify(value), type: JSON_TYPE, says };
};

const PLACEHOLDERS = [
  'undefined',
  'N/A',
  'None',
  'NaN',
  '%lead_id%',
  '{{lead.id}}',
  '--A--lead_id--B--',
  '[lead_id]',
];

const DATES = [
  '11/20/26 3:30 pm',
  'November 20, 2026, 3:30 pm',
  'Fri Nov 20 15:30:05 EST 2026',
  '1795206605',
  '20261120T203005Z',
  '20261120',
  '11/20/26',
  '11.20.26',
  '20, 11, 2026',
];

export const CORPUS: readonly Sample[] = [
  form('a form', 'call_log_id=c1&lead_id=24&status=NI&length_in_sec=148', {
    lead: { lead_id: '24' },
    call: { ...NI, length_in_sec: '148' },
  }),
  json('JSON', { call_log_id: 'c1', lead_id: '24', status: 'NI' }, { lead: { lead_id: '24' }, call: NI }),
  json(
    'JSON with numbers',
    { call_log_id: 7, lead_id: 24, status: 'NI', length_in_sec: 148 },
    { lead: { lead_id: '24' }, call: { length_in_sec: '148' } },
  ),
  form('JSON as the name of a form field', '%7B%22call_log_id%22%3A%22c1%22%2C%22status%22%3A%22NI%22%7D=', {
    call: NI,
    notes: ['WRONG_CONTENT_TYPE'],
  }),
  form('a query string in params', 'params=call_log_id%3Dc1%26status%3DNI', { call: NI }),
  form('JSON in params', 'params=%7B%22call_log_id%22%3A%22c1%22%2C%22status%22%3A%22NI%22%7D', { call: NI }),
  json('params as an object', { params: NI }, { call: NI }),
  json('params as a list', { params: [NI] }, { call: NI }),
  json('a list of one', [NI], { call: NI }),
  { what: 'the query alone', body: '', query: 'call_log_id=c1&status=NI', says: [{ call: NI }] },

  ...PLACEHOLDERS.map((text) =>
    form(
      `A1: lead_id=${text}`,
      `call_log_id=c1&status=NI&phone_number=7735550168&lead_id=${encodeURIComponent(text)}`,
      {
        lead: { lead_id: '' },
        call: NI,
        notes: ['PLACEHOLDER'],
      },
    ),
  ),
  form('A1: an id that is none', 'call_log_id=c1&status=NI&lead_id=lead_id', {
    lead: { lead_id: 'lead_id' },
    notes: ['NOT_AN_ID'],
  }),
  json(
    'A1: an id with parts',
    { call_log_id: 'c1', status: 'NI', lead_id: { number: 24 } },
    { lead: { lead_id: '{"number":24}' }, notes: ['NOT_AN_ID'] },
  ),
  form(
    'A1: tokens of other systems',
    'call_log_id=c1&status=NI&first_name=%7B!Lead.FirstName%7D&city=~Contact.City~',
    {
      lead: { first_name: '', city: '' },
      notes: ['PLACEHOLDER', 'PLACEHOLDER'],
    },
  ),
  form('A1: a name nobody has', 'call_log_id=c1&status=NI&first_name=undefined', {
    lead: { first_name: '' },
    notes: ['PLACEHOLDER'],
  }),
  form('A1: a word where a text may stand', 'call_log_id=c1&status=NI&city=None', { lead: { city: 'None' } }),

  ...DATES.map((text) =>
    form(`A2: call_date=${text}`, `call_log_id=c1&status=NI&call_date=${encodeURIComponent(text)}`, {
      call: { ...NI, call_date: text },
    }),
  ),
  form('A2: either order', 'call_log_id=c1&status=NI&call_date=05.04.26', {
    call: { call_date: '05.04.26' },
    notes: ['DATE_NOT_READ'],
  }),
  form('A2: day or year first', 'call_log_id=c1&status=NI&call_date=20-11-26', {
    call: { call_date: '20-11-26' },
    notes: ['DATE_NOT_READ'],
  }),

  form('A3: a day as an instant', 'lead_id=24&date_of_birth=1980-01-15T00:00:00.000Z', {
    lead: { date_of_birth: '1980-01-15T00:00:00.000Z' },
  }),

  form(
    'A4: Latin-1, declared',
    'call_log_id=c1&status=NI&first_name=Jos%E9',
    { lead: { first_name: 'José' } },
    { type: `${FORM}; charset=ISO-8859-1` },
  ),
  form('A4: Latin-1, not declared', 'call_log_id=c1&status=NI&first_name=Jos%E9', {
    lead: { first_name: 'José' },
    notes: ['CHARSET_GUESSED'],
  }),
  {
    what: 'A4: Latin-1 as bytes',
    body: latin1('call_log_id=c1&status=NI&first_name=Jos\u00e9'),
    type: FORM,
    says: [{ lead: { first_name: 'José' }, notes: ['CHARSET_GUESSED'] }],
  },
  {
    what: 'A4: JSON in declared Latin-1',
    body: latin1('{"call_log_id":"c1","status":"NI","first_name":"Jos\u00e9"}'),
    type: `${JSON_TYPE}; charset=iso-8859-1`,
    says: [{ lead: { first_name: 'José' } }],
  },
  form(
    'A4: a charset nobody knows',
    'call_log_id=c1&status=NI&first_name=Jos%C3%A9',
    { lead: { first_name: 'José' }, notes: ['CHARSET_UNKNOWN'] },
    { type: `${FORM}; charset=x-none` },
  ),

  form('A5: the name of a code', 'call_log_id=c1&disposition_name=Not+Interested', {
    call: NI,
    notes: ['NAME_FOR_CODE'],
  }),
  json(
    'A5: a name in capitals, and a direction',
    { lead_id: '2', call_id: 'c2', disposition: 'NOT_INTERESTED', direction: 'outbound' },
    { call: { call_log_id: 'c2', status: 'NI', call_type: 'outbound' }, notes: ['NAME_FOR_CODE'] },
  ),
  form('A5: incoming', 'call_log_id=c1&status=NI&direction=incoming', {
    call: { call_type: 'INBOUND' },
    notes: ['DIRECTION_FOR_TYPE'],
  }),

  ...['00:02:28', '2:28', '148 sec', '2m 28s', 'PT2M28S'].map((text) =>
    form(`A6: call_duration=${text}`, `call_log_id=c1&status=NI&call_duration=${encodeURIComponent(text)}`, {
      call: { length_in_sec: '148' },
      notes: ['DURATION_READ'],
    }),
  ),
  form('A6: thousands', 'call_log_id=c1&status=NI&duration=1%2C480', {
    call: { length_in_sec: '1480' },
    notes: ['DURATION_READ'],
  }),
  ...['-5', '1:75', '99:99:99'].map((text) =>
    form(`A6: no length: ${text}`, `call_log_id=c1&status=NI&duration=${encodeURIComponent(text)}`, {
      call: { length_in_sec: text },
      notes: ['NOT_SECONDS'],
    }),
  ),
  form('A6: no length', 'call_log_id=c1&status=NI&duration=long', {
    call: { length_in_sec: 'long' },
    notes: ['NOT_SECONDS'],
  }),

  form('A7: twice the same', 'call_log_id=c1&call_log_id=c1&lead_id=24&lead_id=24&status=NI&status=NI', {
    lead: { lead_id: '24' },
    call: NI,
  }),
  form('A7: twice another', 'call_log_id=c1&lead_id=24&lead_id=25&status=NI&status=SALE', {
    lead: { lead_id: '24' },
    call: NI,
    notes: ['SEVERAL_VALUES', 'SEVERAL_VALUES'],
  }),
  {
    what: 'A7: twice another in one JSON object',
    body: '{"call_log_id":"c1","status":"NI","status":"SALE","notes":"a","notes":"b"}',
    type: JSON_TYPE,
    says: [{ call: NI, lead: { notes: ['a', 'b'] }, notes: ['SEVERAL_VALUES'] }],
  },
  form('A7: another one beside params', 'params=call_log_id%3Dc1%26status%3DNI&status=SALE', {
    call: NI,
    notes: ['SEVERAL_VALUES'],
  }),
  form('A7: two names of one field', 'call_log_id=c1&status=NI&disposition_name=Sale', {
    call: NI,
    custom: { disposition_name: 'Sale' },
    notes: ['NAME_NOT_USED'],
  }),
  form('A7: two names of one field that agree', 'call_log_id=c1&status=NI&disposition_name=Not+Interested', {
    call: NI,
  }),
  form('A7: texts are all kept', 'call_log_id=c1&status=NI&notes=a&notes=b', { lead: { notes: ['a', 'b'] } }),

  json(
    'A9: two calls',
    [NI, { call_log_id: 'c2', status: 'SALE' }],
    { call: NI, notes: [SEVERAL] },
    { call: { call_log_id: 'c2', status: 'SALE' }, notes: [SEVERAL] },
  ),
  json(
    'A9: two calls in data',
    { account: 'x', data: [NI, { call_log_id: 'c2', status: 'SALE' }] },
    { call: NI, custom: { account: 'x' }, notes: [SEVERAL, 'UNWRAPPED'] },
    { call: { call_log_id: 'c2' }, notes: [SEVERAL, 'UNWRAPPED'] },
  ),
  json(
    'A9: two calls further inside',
    { data: { account: 'x', calls: [NI, { call_log_id: 'c2', status: 'SALE' }] } },
    { call: NI, custom: { account: 'x' }, notes: [SEVERAL, 'UNWRAPPED', 'UNWRAPPED'] },
    { call: { call_log_id: 'c2' }, notes: [SEVERAL, 'UNWRAPPED', 'UNWRAPPED'] },
  ),
  json(
    'A9: a list with numbers for names',
    { 0: NI, 1: { call_log_id: 'c2', status: 'SALE' } },
    { call: NI, notes: [SEVERAL] },
    { call: { call_log_id: 'c2' }, notes: [SEVERAL] },
  ),
  json(
    'A9: a fault among them',
    [NI, 5, { call_log_id: 'c2', status: 'SALE' }],
    { call: NI, notes: [SEVERAL, 'RECORD_NOT_READ'] },
    { call: { call_log_id: 'c2' }, notes: [SEVERAL] },
  ),
  {
    what: 'A9: lines',
    body: `${JSON.stringify(NI)}\n{"call_log_id":"c2","status":"SALE"}\n`,
    type: 'application/x-ndjson',
    says: [
      { call: NI, notes: [SEVERAL] },
      { call: { call_log_id: 'c2' }, notes: [SEVERAL] },
    ],
  },

  form(
    'A11: plus signs not escaped',
    'call_log_id=c1&status=NI&phone_number=+12025550113&email=jane+crm@example.test',
    {
      call: { phone_number: '+12025550113' },
      lead: { email: 'jane+crm@example.test' },
      notes: ['PLUS_RESTORED', 'PLUS_RESTORED'],
    },
  ),

  form(
    'A11: an address with a name before it',
    'call_log_id=c1&status=NI&email=Test+Lead+%3Clead%40example.test%3E',
    {
      lead: { email: 'Test Lead <lead@example.test>' },
    },
  ),

  form('A14: an unknown name', 'call_log_id=c1&dispo=NI', {
    custom: { dispo: 'NI' },
    notes: ['UNKNOWN_NAME'],
  }),
  {
    what: 'A14: &amp; in the URL',
    body: '',
    query: 'call_log_id=c1&amp;status=NI',
    says: [{ call: NI, notes: ['ESCAPED_AMPERSAND'] }],
  },
  form('A14: &amp; in a form', 'call_log_id=c1&amp;status=NI', { call: NI, notes: ['ESCAPED_AMPERSAND'] }),
  form('A14: brackets', 'data[status]=NI&data[call_log_id]=c1', { call: NI, notes: ['UNWRAPPED'] }),
  form('A14: dots', 'call.status=NI&call.id=c1&lead.id=24', {
    call: NI,
    lead: { lead_id: '24' },
    notes: ['UNWRAPPED'],
  }),
  json(
    'A14: data',
    { data: { ...NI, lead_id: '24' } },
    { call: NI, lead: { lead_id: '24' }, notes: ['UNWRAPPED'] },
  ),
  json(
    'A14: call and lead',
    { event: 'ended', call: { id: 'c1', status: 'NI' }, lead: { id: '24', first_name: 'Test' } },
    { call: NI, lead: { lead_id: '24', first_name: 'Test' }, notes: ['UNWRAPPED'] },
  ),
  json(
    'A14: n8n’s request',
    { headers: { host: 'x' }, params: {}, query: {}, body: { ...NI } },
    { call: NI, notes: ['ENVELOPE_LEFT_OUT'] },
  ),
  json(
    'A14: a request with a query of its own',
    { headers: { host: 'x' }, query: { status: 'SALE', secret: 's' }, body: { ...NI } },
    { call: NI, notes: ['ENVELOPE_LEFT_OUT', 'IN_BODY_AND_URL'] },
  ),
  json(
    'A14: a request as AWS Lambda has it',
    { httpMethod: 'POST', headers: {}, queryStringParameters: null, body: 'call_log_id=c1&status=NI' },
    { call: NI, notes: ['ENVELOPE_LEFT_OUT'] },
  ),
  json(
    'A14: a request whose body is none',
    { headers: {}, query: { call_log_id: 'c1' }, body: 'hello' },
    { call: { call_log_id: 'c1' }, custom: { body: 'hello' }, notes: ['ENVELOPE_LEFT_OUT'] },
  ),
  json('A14: JSON made twice', JSON.stringify({ ...NI, lead_id: '24' }), {
    call: NI,
    lead: { lead_id: '24' },
  }),
  json(
    'A14: an agent, a campaign and a disposition as objects',
    {
      call_log_id: 'c1',
      phone_number: '7735550168',
      agent: { id: '7', name: 'Test Agent', email: 'agent@example.test', phone: '7735550100' },
      campaign: { id: '111', name: 'West', status: 'active' },
      disposition: { id: '9', code: 'NI', name: 'Not Interested' },
    },
    {
      lead: {},
      call: { ...NI, phone_number: '7735550168', user_id: '7', campaign_id: '111', campaign_name: 'West' },
      extra: { agent_full_name: 'Test Agent', agent_email: 'agent@example.test' },
      custom: { 'agent.phone': '7735550100', 'campaign.status': 'active', 'disposition.id': '9' },
      notes: ['UNWRAPPED'],
    },
  ),
  json(
    'A14: the id of a message',
    { id: 'evt1', type: 'call.ended', data: { ...NI, phone_number: '7735550168' } },
    { lead: {}, call: NI, custom: { 'envelope.id': 'evt1', type: 'call.ended' }, notes: ['UNWRAPPED'] },
  ),
  json(
    'A14: the status of the lead beside that of the call',
    { call: { id: 'c1', status: 'NI' }, lead: { id: '24', status: 'NEW' } },
    { call: NI, custom: { 'lead.status': 'NEW' }, notes: ['NAME_NOT_USED', 'UNWRAPPED'] },
  ),
  json(
    'A14: labels as names',
    { 'Call Log ID': 'c1', Status: 'NI', 'First Name': 'Test' },
    { call: NI, lead: { first_name: 'Test' } },
  ),
  form('A14: nothing that is known', 'foo=1&bar=2', {
    custom: { foo: '1', bar: '2' },
    notes: ['NO_KNOWN_NAME'],
  }),

  json(
    'A16: half a character',
    { call_log_id: 'c1', status: 'NI', lead_id: '2\ud800' },
    { lead: { lead_id: '2\uFFFD' }, notes: ['BROKEN_CHARACTERS'] },
  ),
  form('A18: a custom field beyond the tenth', 'call_log_id=c1&status=NI&custom_field_11=x', {
    extra: { custom_field_11: 'x' },
  }),

  form('an account’s own field', 'call_log_id=c1&status=NI&favourite_color=green', {
    custom: { favourite_color: 'green' },
  }),
  form('empty values', 'call_log_id=c1&status=NI&recording=&agent_comment=null', {
    call: { ...NI, recording: '', agent_comment: '' },
  }),
  form('values without names', 'call_log_id=c1&status=NI&=lost', { call: NI, notes: ['NAMELESS_VALUES'] }),
  {
    ...form('a name in body and URL', 'call_log_id=c1&status=NI', { call: NI, notes: ['IN_BODY_AND_URL'] }),
    query: 'status=SALE',
  },
  {
    what: 'a form said to be JSON',
    body: 'call_log_id=c1&status=NI',
    type: JSON_TYPE,
    says: [{ call: NI, notes: ['WRONG_CONTENT_TYPE'] }],
  },
  {
    what: 'an id beyond 2^53',
    body: '{"call_log_id":12345678901234567890,"status":"NI"}',
    type: JSON_TYPE,
    says: [{ call: { call_log_id: '12345678901234567890' } }],
  },
];
