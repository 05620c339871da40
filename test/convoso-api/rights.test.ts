import { describe, expect, it } from '@jest/globals';
import {
  CONVOSO_ENDPOINTS,
  hasRight,
  type ConvosoApiOptions,
  type Endpoint,
} from '@convoso-connect/core/convoso-api';
import {
  LIST,
  TOKEN,
  convoso,
  type ConvosoOptions,
  type ConvosoStandIn,
} from '../stand-ins/convoso/convoso.js';
import { failureOf } from './client.js';

const ENDPOINTS = Object.values(CONVOSO_ENDPOINTS).flatMap((group) => Object.values<Endpoint>(group));
const PATHS = ENDPOINTS.map(({ path }) => path);

async function account(rights?: ConvosoOptions['rights']) {
  const standIn = await convoso(rights === undefined ? {} : { rights });
  standIn.leads.add({ id: '1364887', list_id: LIST, phone_number: '7735550167', status: 'NI' });
  standIn.account.addCall({ id: '14683239', lead_id: '1364887' });
  standIn.account.callbacks.add({
    lead_id: '1364887',
    stage: 'PENDING',
    callback_time: '2026-11-22 09:00:00',
  });
  standIn.account.dnc.add({ phone_number: '7735550167', phone_code: '1', campaign_id: '0' });
  standIn.account.agents.add({ user_id: '1104055', status: 'READY' });
  return { standIn, options: optionsOf(standIn) };
}

function optionsOf({ baseUrl }: ConvosoStandIn, authToken = TOKEN): ConvosoApiOptions {
  return {
    authToken,
    baseUrl,
    fetch: (url, { timeoutMs, ...request }) =>
      fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) }),
  };
}

/** Everything that the account holds. */
const contentOf = ({
  account: { leads, calls, callbacks, dnc, optOuts, statuses, campaigns, lists, agents, hopper },
}: ConvosoStandIn) =>
  JSON.stringify([
    ...[leads, calls, callbacks, dnc, optOuts, statuses, campaigns, lists, agents].map((table) =>
      table.all(),
    ),
    hopper,
  ]);

describe('asking for the right to an endpoint', () => {
  it('tells of every endpoint that the token has it, changes nothing, and asks for nothing undocumented', async () => {
    const { standIn, options } = await account();
    const before = contentOf(standIn);
    for (const path of PATHS) expect(await hasRight(options, path)).toBe(true);
    expect(contentOf(standIn)).toBe(before);
    expect(standIn.takeViolations()).toEqual([]);
    expect(standIn.requests).toHaveLength(PATHS.length);
  });

  it.each(PATHS)('tells that only the right to %s is missing', async (missing) => {
    const { standIn, options } = await account({ [TOKEN]: PATHS.filter((path) => path !== missing) });
    const others = PATHS.filter((path) => path.split('/')[0] === missing.split('/')[0]);
    const rights = await Promise.all(others.map(async (path) => [path, await hasRight(options, path)]));
    expect(rights).toEqual(others.map((path) => [path, path !== missing]));
    expect(standIn.takeViolations()).toEqual([]);
  });

  it('sends a writing endpoint nothing but the token', async () => {
    const { standIn, options } = await account();
    for (const { path, access } of ENDPOINTS) if (access === 'write') await hasRight(options, path);
    for (const { body, url } of standIn.requests) {
      expect(body).toBe(`auth_token=${TOKEN}`);
      expect(url).not.toContain(TOKEN);
    }
  });

  it('is no answer where the token is not valid, or Convoso is not reached', async () => {
    const { standIn } = await account();
    const refused = await failureOf(hasRight(optionsOf(standIn, 'another-token-altogether'), 'leads/update'));
    expect(refused.code).toBe('CONVOSO_TOKEN_INVALID');
    const { options } = await account();
    await standIn.close();
    const unreached = await failureOf(hasRight({ ...options, baseUrl: standIn.baseUrl }, 'leads/update'));
    expect(unreached.code).toBe('CONVOSO_UNREACHABLE');
  });

  it('is refused for a path that is no endpoint', async () => {
    const { options } = await account();
    await expect(hasRight(options, 'leads/nothing')).rejects.toThrow("no endpoint of Convoso's");
  });
});
