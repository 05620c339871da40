import { describe, expect, it } from '@jest/globals';
import app from 'convoso-connect-zapier';
import type { PlainInputField, PlainOutputField } from 'zapier-platform-core';
import { LIST } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap, type Values } from './zap.js';

const authData = { customFields: 'favorite_color=field_1, plan:number=field_13\nrenewal:date' };

/** The fields that a form or an output works out for a connection. */
async function worked(
  kind: 'creates' | 'searches' | 'triggers',
  key: string,
  part: 'inputFields' | 'outputFields',
) {
  const fields = app[kind][key]?.operation[part] as unknown as readonly unknown[];
  const asked = fields.filter((field) => typeof field === 'function') as ((
    z: object,
    bundle: object,
  ) => Promise<(PlainInputField & PlainOutputField)[]>)[];
  const given = await Promise.all(asked.map((field) => field({}, { authData, inputData: {} })));
  return given.flat().map(({ key: name, label, type }) => [name, label, type]);
}

describe("the account's own fields", () => {
  it.each(['insert_lead', 'update_lead', 'post_lead_with_criteria'])(
    'stand in the form of %s, typed and labelled',
    async (key) => {
      expect(await worked('creates', key, 'inputFields')).toEqual([
        ['own_favorite_color', 'Favorite Color', 'string'],
        ['own_plan', 'Plan', 'number'],
        ['own_renewal', 'Renewal', 'datetime'],
      ]);
    },
  );

  it.each([
    ['searches', 'search_lead'],
    ['triggers', 'new_lead'],
    ['creates', 'insert_lead'],
  ] as const)('are labelled where %s give them out as searches call them: %s', async (kind, key) => {
    expect(await worked(kind, key, 'outputFields')).toEqual([
      ['field_1', 'Favorite Color', 'string'],
      ['field_13', 'Plan', 'number'],
    ]);
  });

  it('are labelled in a call event under their Field Names', async () => {
    expect(await worked('triggers', 'call_event', 'outputFields')).toEqual([
      ['custom__favorite_color', 'Favorite Color', 'string'],
      ['custom__plan', 'Plan', 'number'],
      ['custom__renewal', 'Renewal', 'string'],
    ]);
  });

  it('are written beside those of the field Custom Fields, a date as a day on the clock of the account', async () => {
    const zapier = await zap();
    zapier.convoso.account.customFields.set('renewal', 'field_20');
    const inputs = {
      list_id: LIST,
      phone_number: '7735550167',
      own_favorite_color: 'green',
      own_plan: 3,
      own_renewal: '2026-12-01T02:00:00Z',
      custom: { favorite_color: 'red' },
    };
    const { lead_id } = await zapier.create('insert_lead', inputs, { authData });
    expect(zapier.convoso.leads.get(String(lead_id))).toMatchObject({
      favorite_color: 'green',
      plan: '3',
      renewal: '2026-11-30',
    });
    await zapier.create('update_lead', { lead_id, own_plan: '', own_favorite_color: 'blue' }, { authData });
    expect(zapier.convoso.leads.get(String(lead_id))).toMatchObject({ favorite_color: 'blue', plan: '3' });
  });

  it.each(['favorite color', 'plan:money', 'plan=13', ':number'])(
    '%j is refused as the connection is tested',
    async (customFields) => {
      const zapier = await zap();
      const failure = await failureOf(zapier.testConnection({ authData: { customFields } }));
      expect(failure).toMatchObject({ code: 'CUSTOM_FIELD_UNCLEAR' });
      expect(failure.message).toContain(JSON.stringify(customFields));
    },
  );
});

describe('Update Lead', () => {
  async function lead(): Promise<
    Awaited<ReturnType<typeof zap>> & { update: (inputs: Values) => Promise<Values> }
  > {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({
      list_id: LIST,
      phone_number: '7735550167',
      email: 'lead@example.test',
      city: 'Reno',
      plan: '3',
    });
    return {
      ...zapier,
      update: (inputs) => zapier.create('update_lead', { lead_id, ...inputs }, { authData }),
    };
  }

  it('Z31: empties the fields that were chosen, by name or label, and no other', async () => {
    const { convoso, update } = await lead();
    await update({ fields_to_empty: ['email', 'City', 'plan'], last_name: '' });
    expect(convoso.leads.all()[0]).toMatchObject({
      email: '',
      city: '',
      plan: '',
      phone_number: '7735550167',
    });
  });

  it('Z31: empties a chosen field in no run that has a value for it', async () => {
    const { convoso, update } = await lead();
    await update({ fields_to_empty: 'city,plan', city: 'Elko', custom: { plan: '4' } });
    expect(convoso.leads.all()[0]).toMatchObject({ city: 'Elko', plan: '4', email: 'lead@example.test' });
  });

  it.each(['phone_number', 'list_id', 'nothing_of_that_name'])(
    'Z31: refuses in words to empty %s',
    async (name) => {
      const { convoso, update } = await lead();
      const failure = await failureOf(update({ fields_to_empty: [name], city: 'Elko' }));
      expect(failure).toMatchObject({ code: 'FIELD_NOT_WRITABLE' });
      expect(convoso.leads.all()[0]).toMatchObject({ city: 'Reno' });
    },
  );

  it('Z27: takes a status by its name, as does Insert Lead', async () => {
    const { convoso, update, create } = await lead();
    await update({ status: 'Not Interested' });
    expect(convoso.leads.all()[0]).toMatchObject({ status: 'NI' });
    await create('insert_lead', { list_id: LIST, phone_number: '7735550168', status: 'sale' });
    expect(convoso.leads.all()[1]).toMatchObject({ status: 'SALE' });
    const failure = await failureOf(update({ status: 'No Such Status' }));
    expect(failure).toMatchObject({ code: 'UNKNOWN_DISPOSITION' });
  });

  it.each([
    ['age, plan, age:number', '"age", which they hold already'],
    ['email', `"email", which is a field of Convoso's own`],
    ['phone_number', `"phone_number", which is a field of Convoso's own`],
  ])('are refused in the test of the connection where they hold %s', async (customFields, words) => {
    const zapier = await zap();
    const failed = await failureOf(zapier.testConnection({ authData: { customFields } }));
    expect(failed).toMatchObject({ code: 'CUSTOM_FIELD_UNCLEAR' });
    expect(failed.message).toContain(words);
  });
});
