import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { CRITERIA_KEY, LIST } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap, type Values } from './zap.js';

const PHONE = '7735550167';

describe('a phone number that is several', () => {
  const TWO = ['7735550167', '(773) 555-0168'];

  it.each([[TWO], ['7735550167, 7735550168'], ['773-555-0167 / 773-555-0168']])(
    'Add to DNC refuses %j, of which it would have left one to be called',
    async (phone_number) => {
      const zapier = await zap();
      const inputs = { phone_number, phone_code: '1', campaign_id: '0' };
      const failed = await failureOf(zapier.create('add_to_dnc', inputs));
      expect(failed).toMatchObject({ kind: 'AppError', code: 'SEVERAL_NUMBERS' });
      expect(failed.message).toContain('several numbers, and none was added');
      expect(zapier.convoso.account.dnc.all()).toEqual([]);
    },
  );

  it.each(['773-555-0167 ext. 5', '7735550167;ext=5', '7735550167, +1 773 555 0167'])(
    'Add to DNC takes %s for the one number that it is',
    async (phone_number) => {
      const zapier = await zap();
      await zapier.create('add_to_dnc', { phone_number, phone_code: '1', campaign_id: '0' });
      expect(zapier.convoso.account.dnc.all()).toMatchObject([{ phone_number: PHONE }]);
    },
  );

  it('says which one the lead has, whichever step writes it', async () => {
    const zapier = await zap();
    const { id: lead_id } = zapier.convoso.leads.add({ list_id: LIST, phone_number: '7735550199' });
    const steps: readonly [key: string, inputs: Values][] = [
      ['insert_lead', { list_id: LIST, phone_number: TWO }],
      [
        'post_lead_with_criteria',
        { criteria_key: CRITERIA_KEY, state: 'CA', phone_number: '7735550171; 7735550172' },
      ],
      ['update_lead', { lead_id, alt_phone_1: TWO }],
    ];
    for (const [key, inputs] of steps) {
      const { warnings } = await zapier.create(key, inputs);
      expect([key, warnings]).toEqual([key, [expect.stringContaining('several numbers: the first')]]);
    }
  });
});

describe('a lead with the number of another country', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each(['+447911123456', '00447911123456', '7911123456'])(
    'is inserted once by %s, though the answer is lost',
    async (phone_number) => {
      jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-20T17:00:00Z'));
      const zapier = await zap();
      zapier.convoso.hangUpNext('after processing', 'leads/insert');
      const inserted = await zapier.create('insert_lead', { list_id: LIST, phone_number, phone_code: '44' });
      expect(zapier.convoso.leads.all()).toMatchObject([{ id: inserted['id'], phone_number: '7911123456' }]);
    },
  );
});
