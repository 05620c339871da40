import { describe, expect, it } from '@jest/globals';
import { LIST } from '../stand-ins/convoso/convoso.js';
import { TOKEN as HUBSPOT_TOKEN, hubspot } from '../stand-ins/hubspot.js';
import { SALESFORCE_TOKEN, salesforce } from '../stand-ins/salesforce.js';
import { ZOHO_TOKEN, zoho } from '../stand-ins/zoho.js';
import { zap, type Values, type Zap } from './zap.js';

/** Three calls of one lead, which Convoso knows by its e-mail and its phone number, and by no company. */
const CALLS = ['701', '702', '703'].map((call_log_id) => ({
  call_log_id,
  lead_id: '1364887',
  last_name: '',
  email: 'lead@example.test',
  phone_number: '7735550167',
  status: 'NI',
  call_date: '2025-10-09 15:56:40',
  call_type: 'OUTBOUND',
  length_in_sec: '148',
}));

/** The event of a delivery as one text, which recipes map. */
async function eventOf(zapier: Zap, fields: Values): Promise<unknown> {
  const content = JSON.stringify(fields);
  const headers = { 'Http-Content-Type': 'application/json' };
  const rawRequest = { method: 'POST' as const, querystring: '', headers, content };
  const [event] = await zapier.trigger('call_event', { rawRequest });
  return event?.['event_json'];
}

/** The steps of a recipe that are ours: the event is mapped as one field, the adaptor is chosen. */
async function mappedOf(zapier: Zap, fields: Values, preset: string): Promise<Values> {
  const step = { preset, callEvent: await eventOf(zapier, fields) };
  return (await zapier.create('map_with_adaptor', step))['fields'] as Values;
}

async function post(url: string, token: string, method: string, body: Values): Promise<Values> {
  // A connection for each: one that is kept open may be closed just as the next request goes out on it.
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    connection: 'close',
  };
  const answer = await fetch(url, { method, headers, body: JSON.stringify(body) });
  return (await answer.json()) as Values;
}

/** "Find, and create where there is none", as Zapier's steps for CRMs do it. */
async function findOrCreate(found: unknown, create: () => Promise<unknown>): Promise<void> {
  if (found === undefined) await create();
}

describe('the recipe for Zoho CRM, run for three calls', () => {
  it.each([
    ['an existing lead', { Last_Name: 'Miller', Company: 'Acme Inc', Email: 'lead@example.test' }],
    ['a new lead', null],
  ])('Z0: leaves every field of %s as it is, and logs each call once', async (_what, existing) => {
    const zapier = await zap();
    const crm = await zoho();
    const upsert = (lead: Values) =>
      post(`${crm.url}/crm/v8/Leads/upsert`, ZOHO_TOKEN, 'POST', { data: [lead] });
    if (existing !== null) await upsert(existing);
    for (const call of [...CALLS, ...CALLS]) {
      const lead = await mappedOf(zapier, call, 'Zoho CRM: New Lead');
      await findOrCreate(
        crm.leads.find(({ fields }) => fields['Email'] === lead['Email']),
        () => upsert(lead),
      );
      const activity = await mappedOf(zapier, call, 'Zoho CRM: Call');
      const key = activity['Convoso_Call_Log_Id'];
      await findOrCreate(
        crm.calls.find(({ fields }) => fields['Convoso_Call_Log_Id'] === key),
        () => post(`${crm.url}/crm/v8/Calls`, ZOHO_TOKEN, 'POST', { data: [activity] }),
      );
    }
    expect(crm.leads.map(({ fields }) => fields)).toEqual([
      existing ?? {
        Last_Name: 'Unknown',
        Company: 'Unknown',
        Email: 'lead@example.test',
        Phone: '7735550167',
      },
    ]);
    expect(crm.calls.map(({ fields }) => fields['Convoso_Call_Log_Id'])).toEqual(['701', '702', '703']);
  });

  it('D14: names who called whom: of a call that came in, the lead called', async () => {
    const zapier = await zap();
    const crm = await zoho();
    for (const [call_log_id, call_type] of [
      ['701', 'INBOUND'],
      ['702', 'OUTBOUND'],
    ]) {
      const call = { ...CALLS[0], call_log_id, call_type, caller_id: '3105550142' };
      const activity = await mappedOf(zapier, call, 'Zoho CRM: Call');
      await post(`${crm.url}/crm/v8/Calls`, ZOHO_TOKEN, 'POST', { data: [activity] });
    }
    expect(crm.calls.map(({ fields }) => fields)).toEqual([
      expect.objectContaining({
        Call_Type: 'Inbound',
        Caller_ID: '7735550167',
        Dialled_Number: '3105550142',
      }),
      expect.objectContaining({
        Call_Type: 'Outbound',
        Caller_ID: '3105550142',
        Dialled_Number: '7735550167',
      }),
    ]);
  });

  it('Z0: an upsert of what Zoho CRM: Lead maps overwrites nothing that the call does not bring', async () => {
    const zapier = await zap();
    const crm = await zoho();
    const upsert = (lead: Values) =>
      post(`${crm.url}/crm/v8/Leads/upsert`, ZOHO_TOKEN, 'POST', { data: [lead] });
    const existing = { Last_Name: 'Miller', Company: 'Acme Inc', Email: 'lead@example.test' };
    await upsert(existing);
    // Zoho CRM refuses an upsert without a last name in words; where there is one, it is the call's.
    await upsert({
      ...(await mappedOf(zapier, { ...CALLS[0], last_name: 'Miller' }, 'zohoLead')),
    });
    expect(crm.leads[0]?.fields).toEqual({ ...existing, Phone: '7735550167' });
  });
});

describe('the recipe for Salesforce, run for three calls', () => {
  it.each([
    ['an existing lead', { LastName: 'Miller', Company: 'Acme Inc' }],
    ['a new lead', null],
  ])('leaves every field of %s as it is, and logs each call once', async (_what, existing) => {
    const zapier = await zap();
    const crm = await salesforce();
    const sobjects = `${crm.url}/services/data/v59.0/sobjects`;
    const create = ({ Convoso_Lead_Id__c: id, ...lead }: Values) =>
      post(`${sobjects}/Lead/Convoso_Lead_Id__c/${String(id)}`, SALESFORCE_TOKEN, 'PATCH', lead);
    if (existing !== null) await create({ Convoso_Lead_Id__c: '1364887', ...existing });
    for (const call of [...CALLS, ...CALLS]) {
      const lead = await mappedOf(zapier, call, 'Salesforce: New Lead');
      const key = lead['Convoso_Lead_Id__c'];
      await findOrCreate(
        crm.leads.find(({ fields }) => fields['Convoso_Lead_Id__c'] === key),
        () => create(lead),
      );
      const task = await mappedOf(zapier, call, 'Salesforce: Task (Call)');
      await findOrCreate(
        crm.tasks.find(({ fields }) => fields['Convoso_Call_Log_Id__c'] === task['Convoso_Call_Log_Id__c']),
        () => post(`${sobjects}/Task`, SALESFORCE_TOKEN, 'POST', { ...task, WhoId: crm.leads[0]?.id }),
      );
    }
    expect(crm.leads).toHaveLength(1);
    expect(crm.leads[0]?.fields).toMatchObject(existing ?? { LastName: 'Unknown', Company: 'Unknown' });
    expect(crm.tasks.map(({ fields }) => fields['Convoso_Call_Log_Id__c'])).toEqual(['701', '702', '703']);
  });

  it('Z17: a call without its lead stops in words, before it becomes one more lead', async () => {
    const zapier = await zap();
    const { lead_id: _lead, ...call } = CALLS[0] ?? {};
    await expect(mappedOf(zapier, call, 'Salesforce: New Lead')).rejects.toThrow(
      /MAPPED_KEY_EMPTY|needs Convoso_Lead_Id__c/,
    );
  });
});

describe('the recipe for HubSpot, run for three calls', () => {
  /** The recipe's rows for the call, and where the contact of the step before is mapped. */
  const ROWS = [
    { field: 'Call: Call Log ID', mappedTo: 'convoso_call_log_id' },
    { field: 'custom.hubspot_contact', mappedTo: 'associations.contacts' },
  ];

  async function recipe() {
    const [zapier, crm] = [await zap(), await hubspot()];
    const authData = { authorizationHeader: `Authorization: Bearer ${HUBSPOT_TOKEN}` };
    const common = {
      allowHttp: true,
      requestMethod: 'POST',
      responseKey: 'id',
      apiIntegrator: 'HubSpot (v3)',
    };
    const send = (object: string, step: Values) =>
      zapier.create(
        'send_to_endpoint',
        { ...common, apiUrl: `${crm.url}/crm/v3/objects/${object}`, ...step },
        { authData },
      );
    const run = async (call: Values) => {
      const callEvent = await eventOf(zapier, call);
      const { result } = await send('contacts', { preset: 'HubSpot: Contact', callEvent });
      const custom = { hubspot_contact: result };
      return send('calls', { preset: 'HubSpot: Call', rows: ROWS, callEvent, custom });
    };
    return { crm, run };
  }

  it.each([
    [
      'an existing contact',
      { email: 'lead@example.test', lastname: 'Miller', company: 'Acme Inc', lifecyclestage: 'customer' },
    ],
    ['a new contact', null],
  ])(
    'writes nothing over %s that the call does not bring, and logs each call once',
    async (_what, existing) => {
      const { crm, run } = await recipe();
      if (existing !== null) crm.add(existing);
      for (const call of [...CALLS, ...CALLS]) await run(call);
      const contact = crm.contact('lead@example.test');
      expect(crm.contacts.size).toBe(1);
      expect(contact.properties).toEqual({ email: 'lead@example.test', phone: '7735550167', ...existing });
      expect(crm.calls.map(({ properties }) => properties['convoso_call_log_id'])).toEqual([
        '701',
        '702',
        '703',
      ]);
      for (const { contacts, properties } of crm.calls) {
        expect(contacts).toEqual([contact.id]);
        expect(properties).toMatchObject({ hs_call_status: 'COMPLETED', hs_call_duration: '148000' });
      }
    },
  );

  it('stops at a lead without e-mail, of which each call would make one more contact', async () => {
    const { crm, run } = await recipe();
    const { email: _email, ...call } = CALLS[0] ?? {};
    await expect(run(call)).rejects.toThrow(/HubSpot: Contact needs email/);
    expect(crm.contacts.size).toBe(0);
  });

  it('says of a call that was there already that it was updated', async () => {
    const { run } = await recipe();
    const [call = {}] = CALLS;
    expect(await run(call)).toMatchObject({ status: 201, earlier: [] });
    expect(await run(call)).toMatchObject({
      status: 200,
      earlier: [expect.stringContaining('exists in HubSpot')],
    });
  });
});

describe('the recipe from a form to the hopper, run for three forms of one person', () => {
  const FORMS = [
    { phone: '+1 (773) 555-0167', first: 'Ada', last: '', email: '' },
    { phone: '773-555-0167', first: 'Ada', last: 'Example', email: '' },
    { phone: '17735550167', first: '', last: '', email: 'ada@example.test' },
  ];

  async function run(zapier: Zap, { phone, first, last, email }: (typeof FORMS)[number]) {
    const [found] = await zapier.search('search_lead', { search_phone_number: phone, search_email: '' });
    const { id } =
      found ??
      (await zapier.create('insert_lead', {
        list_id: LIST,
        phone_number: phone,
        first_name: first,
        last_name: last,
        email,
        hopper: '',
        check_dup: '1',
      }));
    const names = { first_name: first, last_name: last, email };
    await zapier.create('update_lead', { lead_id: id, ...names });
    await zapier.create('put_lead_in_hopper', {
      lead_id: id,
      hopper_priority: '99',
      hopper_expires_in: '30',
    });
  }

  it.each([
    ['a new lead', null],
    ['an existing lead', { phone_number: '7735550167', city: 'Reno', status: 'NI', notes: 'Asked for Ada' }],
  ])('makes one lead of %s, empties nothing, and has it dialled', async (_what, existing) => {
    const zapier = await zap();
    const { leads, hopper } = zapier.convoso.account;
    if (existing !== null) leads.add({ list_id: LIST, ...existing });
    for (const form of FORMS) await run(zapier, form);
    expect(leads.all()).toHaveLength(1);
    const [lead] = leads.all();
    expect(lead).toMatchObject({
      ...existing,
      phone_number: '7735550167',
      first_name: 'Ada',
      last_name: 'Example',
      email: 'ada@example.test',
      list_id: LIST,
    });
    expect(hopper).toEqual(FORMS.map(() => ({ leadId: lead?.['id'], priority: '99' })));
  });

  it('makes one lead of two forms at the same moment: the second is refused, and its replay finds the lead', async () => {
    const zapier = await zap();
    const [one, other] = FORMS;
    if (one === undefined || other === undefined) throw new Error('there are no two forms');
    // Both have looked before either inserts.
    expect(await zapier.search('search_lead', { search_phone_number: other.phone })).toEqual([]);
    await run(zapier, one);
    const inputs = { list_id: LIST, phone_number: other.phone, check_dup: '1' };
    await expect(zapier.create('insert_lead', inputs)).rejects.toThrow(/6009/);
    await run(zapier, other);
    expect(zapier.convoso.leads.all()).toHaveLength(1);
  });
});
