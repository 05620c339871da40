import { describe, expect, it } from '@jest/globals';
import { callOf, type Fields } from '../support/calls.js';
import { config, endpoint } from '../support/config.js';
import { runRelay } from '../support/relay.js';
import { INSERT, blueInkDigital, type BlueInkStandIn } from '../stand-ins/blue-ink-digital.js';

const adaptorTo = (name: string) => ({
  id: 'call',
  fields: [
    { section: 'custom', field: 'bid_token', mappedTo: name },
    { section: 'lead', field: 'first_name', mappedTo: 'first_name' },
  ],
});

function relayTo(vendor: BlueInkStandIn, settings: object = {}, tokenName = 'blueinkdigital_token') {
  const parts = { apiUrl: `${vendor.url}${INSERT}`, apiIntegrator: 'blue-ink-digital', postDataType: 'RAW' };
  const endpoints = [endpoint('ink', vendor, { ...parts, ...settings })];
  return runRelay({ config: config({ adaptors: [adaptorTo(tokenName)], endpoints }) });
}

const withToken = (token: string): Fields => ({ ...callOf(1), bid_token: token });

describe('the integrator Blue Ink Digital', () => {
  it('posts a form with the token', async () => {
    const vendor = await blueInkDigital();
    const relay = await relayTo(vendor);

    const { actions } = await relay.settled(await relay.post(withToken('abc & 123')));

    expect(actions[0]).toMatchObject({ state: 'done', attempts: [{ status: 200, result: true }] });
    expect(vendor.leads).toEqual([{ blueinkdigital_token: 'abc & 123', first_name: 'Test' }]);
  });

  it('does not send a lead without its token, and says why', async () => {
    const vendor = await blueInkDigital();
    const relay = await relayTo(vendor);

    const { actions } = await relay.settled(await relay.post(withToken(' ')));

    expect(actions[0]?.state).toBe('dead');
    expect(actions[0]?.reason).toContain('blueinkdigital_token is empty');
    expect(vendor.requests).toHaveLength(0);
  });

  it.each([
    [{ postDataType: 'JSON' }, 'blueinkdigital_token', /a form/],
    [{ requestMethod: 'GET' }, 'blueinkdigital_token', /posts what it sends/],
    [{}, 'token', /maps nothing to blueinkdigital_token/],
  ])('is not configured with %j and the token as %s', async (settings, tokenName, message) => {
    const vendor = await blueInkDigital();

    await expect(relayTo(vendor, settings, tokenName)).rejects.toThrow(message);
  });
});
