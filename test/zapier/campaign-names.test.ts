import { describe, expect, it } from '@jest/globals';
import { CAMPAIGN } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap, type Values, type Zap } from './zap.js';

/** A Zap for some campaigns, and a call of one of them. */
const seen = (zapier: Zap, key: string, inputData: Values) =>
  zapier.trigger(key, {
    inputData,
    rawRequest: {
      method: 'POST',
      querystring: '',
      headers: {},
      content: JSON.stringify({ call_log_id: '7', status: 'NI', campaign_id: CAMPAIGN }),
    },
  });

describe.each(['call_event', 'new_call'])('the campaigns that %s is for', (key) => {
  it('say so where none of that name is in the account, in place of passing over every call', async () => {
    const zapier = await zap();
    const failed = await failureOf(seen(zapier, key, { campaigns: ['Solar Wst'] }));
    expect(failed).toMatchObject({ kind: 'AppError', code: 'UNKNOWN_CAMPAIGN' });
    expect(failed.message).toContain('"Solar Wst"');
  });

  it('may be others, by name or by ID, which is no mistake', async () => {
    const zapier = await zap();
    zapier.convoso.account.campaigns.add({ id: '555', name: 'Wind East', status: 'Y' });
    expect(await seen(zapier, key, { campaigns: ['wind east', '999'] })).toEqual([]);
  });

  it('are not looked up where they are IDs', async () => {
    const zapier = await zap();
    await seen(zapier, key, { campaigns: [CAMPAIGN] });
    expect(zapier.convoso.requests.map(({ path }) => path)).not.toContain('/v1/campaigns/search');
  });
});
