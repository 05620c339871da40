import { describe, expect, it } from '@jest/globals';
import { failureOf, zap } from './zap.js';

describe('a connection', () => {
  it('is named by the account, or else by its campaigns', async () => {
    const app = await zap();
    expect(await app.testConnection()).toEqual({ account: 'campaign Solar West' });
    app.convoso.account.campaigns.add({ id: '113', name: 'Solar East', status: 'Y', last_call_date: '' });
    expect(await app.testConnection()).toEqual({ account: 'campaign Solar West and 1 more' });
    const named = await app.testConnection({ authData: { accountName: 'Solar, Inc.' } });
    expect(named).toEqual({ account: 'Solar, Inc.' });
  });

  it('expires, in the eyes of Zapier, when Convoso no longer takes the token', async () => {
    const app = await zap();
    const failure = await failureOf(app.testConnection({ authData: { authToken: 'no-such-token' } }));
    expect(failure.kind).toBe('ExpiredAuthError');
    expect(failure.message).toContain('The auth token is invalid');
    expect(failure.message).not.toContain('no-such-token');
  });

  it('says which right the token lacks', async () => {
    const app = await zap({ rights: { 'token-of-searches': ['leads/search'] } });
    const failure = await failureOf(app.testConnection({ authData: { authToken: 'token-of-searches' } }));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'CONVOSO_FORBIDDEN' });
    expect(failure.message).toContain('campaigns/search');
  });

  it.each([
    ['EST', /Account Time Zone is "EST".* knows no daylight saving time\. .*America\/New_York/],
    ['Etc/GMT+5', /"Etc\/GMT\+5"\. This is 5 hours behind UTC all the year/],
  ])('is not made with %s, which is no place and an hour off in summer', async (timeZone, pattern) => {
    const app = await zap();
    const failure = await failureOf(app.testConnection({ authData: { timeZone } }));
    expect(failure).toMatchObject({ kind: 'AppError', code: 'ZONE_WITHOUT_PLACE' });
    expect(failure.message).toMatch(pattern);
    const rows = [{ field: 'lead.city', mappedTo: 'city' }];
    const mapped = await app.create(
      'map_with_adaptor',
      { lead_city: 'Reno', rows },
      { authData: { timeZone } },
    );
    expect(mapped['warnings']).toEqual([expect.stringMatching(pattern)]);
  });
});
