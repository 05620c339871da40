import { describe, expect, it } from '@jest/globals';
import { LIST } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap, type Values } from './zap.js';

const PHONE = '7735550167';

describe('a step whose answer says less than it should', () => {
  const THIN = { status: 200, body: '{"success":true}' };

  it.each<[string, Values]>([
    ['update_lead', { city: 'Reno' }],
    ['move_lead', { list_id: LIST }],
    ['change_status', { status: 'NI' }],
  ])('%s gives out the lead that it was given', async (key, inputs) => {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE });
    zapier.convoso.answerNextAfterProcessing(THIN, 'leads/update');
    expect(await zapier.create(key, { lead_id, ...inputs })).toMatchObject({ id: lead_id, lead_id });
  });

  it('Put Lead in Hopper, too', async () => {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE });
    zapier.convoso.answerNextAfterProcessing(THIN, 'leads/insert');
    expect(await zapier.create('put_lead_in_hopper', { lead_id })).toMatchObject({ id: lead_id });
  });

  it('Insert Lead warns where a later step would get an empty ID, or empty values', async () => {
    const zapier = await zap();
    zapier.convoso.answerNextAfterProcessing(THIN, 'leads/insert');
    const unnamed = await zapier.create('insert_lead', { list_id: LIST, phone_number: PHONE });
    expect(unnamed).toEqual({ id: '', lead_id: '', warnings: [expect.stringContaining('under which id')] });
    zapier.convoso.answerNext({ status: 500, body: '' }, 'leads/search');
    const { warnings } = await zapier.create('insert_lead', { list_id: LIST, phone_number: '7735550168' });
    expect(warnings).toEqual([expect.stringContaining('could not be read back')]);
  });

  it('Add to DNC is content with a number that is on the list, as after an answer that was lost', async () => {
    const zapier = await zap();
    const inputs = { phone_number: PHONE, phone_code: '1', campaign_id: '0' };
    zapier.convoso.hangUpNext('after processing', 'dnc/insert');
    await failureOf(zapier.create('add_to_dnc', inputs));
    expect(await zapier.create('add_to_dnc', inputs)).toEqual({ id: '', added: false });
    const other = { ...inputs, phone_number: '7735550168' };
    expect(await zapier.create('add_to_dnc', other)).toMatchObject({ added: true });
  });
});
