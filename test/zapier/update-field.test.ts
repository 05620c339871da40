import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { LIST } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap, type Values } from './zap.js';

/** The account's own fields, as a person names them in the connection. */
const authData = { customFields: 'favorite_color=field_1, plan:number=field_13' };

async function leadWith(values: Readonly<Record<string, string>>) {
  const zapier = await zap();
  const lead = zapier.convoso.leads.add({ list_id: LIST, phone_number: '7735550167', ...values });
  const write = (inputs: Values) =>
    zapier.create('update_field', { lead_id: lead.id, ...inputs }, { authData });
  return { zapier, lead, write };
}

describe('Update Field', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each<[string, Values, string, string]>([
    ['a copy', { field: 'title', operation: 'copy', from_field: 'city' }, 'title', 'Reno'],
    [
      'a copy by labels',
      { field: 'Title', operation: 'Copy Another Field', from_field: 'City' },
      'title',
      'Reno',
    ],
    [
      'a copy of an own field',
      { field: 'title', operation: 'copy', from_field: 'favorite_color' },
      'title',
      'red',
    ],
    [
      'a copy into an own field',
      { field: 'favorite_color', operation: 'copy', from_field: 'city' },
      'favorite_color',
      'Reno',
    ],
    ['a sum', { field: 'plan', operation: 'add', value: '1' }, 'plan', '4'],
    ['a sum that begins', { field: 'industry', operation: 'add', value: 1 }, 'industry', '1'],
    [
      'a sum with another field',
      { field: 'annual_revenue', operation: 'subtract', from_field: 'monthly_revenue' },
      'annual_revenue',
      '900.00',
    ],
    [
      'a product of money',
      { field: 'monthly_revenue', operation: 'multiply', value: '12' },
      'monthly_revenue',
      '1200.00',
    ],
  ])('writes %s', async (_what, inputs, field, value) => {
    const { lead, write } = await leadWith({
      city: 'Reno',
      favorite_color: 'red',
      plan: '3',
      monthly_revenue: '$100.00',
      annual_revenue: '1,000.00',
    });
    expect(await write(inputs)).toEqual({ id: lead.id, lead_id: lead.id, field, value, warnings: [] });
    expect(lead).toMatchObject({ [field]: value });
  });

  it("writes the time on the account's clock", async () => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-20T17:00:00Z'));
    const { lead, write } = await leadWith({});
    await write({ field: 'notes', operation: 'timestamp' });
    expect(lead).toMatchObject({ notes: '2026-11-20 09:00:00' });
  });

  it.each<[Values, string]>([
    [{ field: 'lead_id', operation: 'timestamp' }, 'FIELD_NOT_WRITABLE'],
    [{ field: 'status', operation: 'timestamp' }, 'FIELD_NOT_WRITABLE'],
    [{ field: '', operation: 'timestamp' }, 'FIELD_NOT_WRITABLE'],
    [{ field: 'title', operation: 'power' }, 'CHOICE_UNKNOWN'],
    [{ field: 'title', operation: '' }, 'CHOICE_UNKNOWN'],
    [{ field: 'title', operation: 'copy' }, 'UNCLEAR_OPERAND'],
    [{ field: 'title', operation: 'add', value: '' }, 'UNCLEAR_OPERAND'],
    [{ field: 'title', operation: 'add', value: '1', from_field: 'city' }, 'UNCLEAR_OPERAND'],
    [{ field: 'title', operation: 'add', value: 'many' }, 'NOT_A_NUMBER'],
    [{ field: 'city', operation: 'add', value: '1' }, 'NOT_A_NUMBER'],
    [{ field: 'industry', operation: 'divide', value: '0' }, 'DIVIDED_BY_ZERO'],
    [{ field: 'title', operation: 'copy', from_field: 'no_such_field' }, 'FIELD_NOT_WRITABLE'],
    [{ field: 'no_such_field', operation: 'timestamp' }, 'FIELD_NOT_WRITABLE'],
    [{ lead_id: '1', field: 'title', operation: 'copy', from_field: 'city' }, 'NO_SUCH_LEAD'],
    [{ lead_id: '', field: 'title', operation: 'timestamp' }, 'INPUT_MISSING'],
  ])('says in words why %j writes nothing', async (inputs, code) => {
    const { lead, write } = await leadWith({ city: 'Reno' });
    const before = { ...lead };
    expect(await failureOf(write(inputs))).toMatchObject({ kind: 'AppError', code });
    expect(lead).toEqual(before);
  });

  it.each([
    ['that the connection does not name', '', /^Field is "plan", which.*Custom Fields of the connection/s],
    ['whose name in searches it does not say', 'plan:number', /^plan is not known.*Custom Fields of the/s],
  ])('says what to do about an own field %s', async (_what, customFields, words) => {
    const { zapier, lead } = await leadWith({ plan: '3' });
    const inputs = { lead_id: lead.id, field: 'plan', operation: 'add', value: '1' };
    const given = { authData: { customFields } };
    expect((await failureOf(zapier.create('update_field', inputs, given))).message).toMatch(words);
  });

  it('says that a field is empty now, where another one that is empty was copied', async () => {
    const { lead, write } = await leadWith({ city: 'Reno', title: '' });
    const { warnings } = await write({ field: 'city', operation: 'copy', from_field: 'title' });
    expect(warnings).toEqual([expect.stringContaining('City')]);
    expect(lead).toMatchObject({ city: '' });
  });

  it('takes no lead its phone number for a copy of nothing', async () => {
    const { lead, write } = await leadWith({ alt_phone_1: '' });
    const failed = await failureOf(
      write({ field: 'phone_number', operation: 'copy', from_field: 'alt_phone_1' }),
    );
    expect(failed).toMatchObject({ kind: 'AppError', code: 'PHONE_EMPTIED' });
    expect(lead).toMatchObject({ phone_number: '7735550167' });
  });

  it('adds nothing twice: where the answer is lost, the lead is looked at', async () => {
    const { zapier, lead, write } = await leadWith({ plan: '3' });
    zapier.convoso.hangUpNext('after processing', 'leads/update');
    const { warnings } = await write({ field: 'plan', operation: 'add', value: '1' });
    expect(warnings).toEqual([expect.stringContaining('answer was lost')]);
    expect(lead).toMatchObject({ plan: '4' });

    zapier.convoso.answerNext({ status: 502, body: 'bad gateway' }, 'leads/update');
    await expect(write({ field: 'plan', operation: 'add', value: '1' })).rejects.toThrow();
    expect(lead).toMatchObject({ plan: '4' });
  });
});

describe('Update Call Log', () => {
  it('writes the two free fields of a call, and says what is missing', async () => {
    const zapier = await zap();
    const { id } = zapier.convoso.account.addCall({});
    const written = await zapier.create('update_call_log', { call_log_id: id, extra_field_01: 'C-7' });
    expect(written).toEqual({ id, call_log_id: id });
    expect(zapier.convoso.account.calls.get(id)).toMatchObject({ extra_field_01: 'C-7' });
    const nothing = await failureOf(
      zapier.create('update_call_log', { call_log_id: id, extra_field_01: '' }),
    );
    expect(nothing).toMatchObject({ code: 'CONVOSO_PARAMETERS_INVALID' });
    const nowhere = await failureOf(
      zapier.create('update_call_log', { call_log_id: '', extra_field_01: 'x' }),
    );
    expect(nowhere).toMatchObject({ code: 'INPUT_MISSING' });
  });
});
