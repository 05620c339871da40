import { convosoCatalogue } from '@convoso-connect/core/convoso-api';
import { describe, expect, it } from '@jest/globals';
import { TOKEN, convoso } from '../stand-ins/convoso/convoso.js';
import { CALLS } from './calls-by-path.js';
import { clientOf, failureOf } from './client.js';

/** The error tables of domain-facts A.7, endpoint by endpoint, each with words that its meaning has to have. */
const MEANINGS: readonly (readonly [path: string, meanings: Readonly<Record<number, RegExp>>])[] = [
  [
    'leads/insert',
    {
      6002: /no such list/,
      6006: /no such user/,
      6007: /phone number and list/,
      6008: /phone number is not valid/,
      6009: /exists already/,
      6023: /required fields/,
      6079: /e-mail/,
    },
  ],
  [
    'leads/update',
    {
      6001: /no such lead/,
      6002: /no such list/,
      6006: /no such user/,
      6008: /phone number is not valid/,
      6079: /e-mail/,
    },
  ],
  ['leads/search', { 7230: /limit/, 7231: /offset/, 7258: /limit/ }],
  ['leads/delete', { 6001: /no such lead/ }],
  ['leads/get-recordings', { 6005: /users/, 7231: /offset/ }],
  ['lead-post-validation/insert', { 6090: /criteria key/ }],
  ['lead-validation/search', { 6090: /criteria key/ }],
  [
    'log/retrieve',
    { 6002: /list/, 6004: /campaign/, 6006: /user/, 6030: /queue/, 7231: /offset/, 7258: /limit/ },
  ],
  ['log/update', { 6032: /ID is missing/, 6033: /no such call/, 6035: /extra fields/ }],
  ['revenue/update', { 6032: /ID is missing/, 6033: /no such call/, 6036: /revenue or return/ }],
  [
    'callbacks/insert',
    { 6001: /lead/, 6006: /user/, 6023: /required fields/, 6038: /no such callback/, 7237: /time/ },
  ],
  ['callbacks/update', { 6006: /user/, 6023: /required fields/, 6038: /no such callback/, 7237: /time/ }],
  ['callbacks/delete', { 6038: /no such callback/ }],
  ['callbacks/search', { 7231: /offset/ }],
  [
    'dnc/insert',
    {
      6006: /campaign ID is not valid/,
      6007: /phone number is not valid/,
      6008: /exists already/,
      6026: /country code/,
      6056: /ID is missing or not valid/,
      6057: /purpose/,
      6058: /reason/,
    },
  ],
  [
    'dnc/update',
    {
      6004: /no such campaign/,
      6008: /phone number is not valid/,
      6026: /country code/,
      6056: /ID is missing or not valid/,
      6057: /purpose/,
      6058: /reason/,
      6059: /already together/,
    },
  ],
  [
    'dnc/delete',
    {
      6000: /country code is missing/,
      6001: /campaign ID is missing/,
      6002: /phone number is missing/,
      6003: /not on the list/,
      6004: /lead status is not valid/,
      6005: /lead status is missing/,
    },
  ],
  ['dnc/search', { 6006: /campaign/, 6026: /country code/, 6057: /purpose/, 6058: /reason/, 7231: /offset/ }],
  [
    'sms-opt-out/insert',
    { 6006: /campaign/, 6007: /not valid/, 6008: /exists/, 6026: /code/, 6057: /purpose/, 6058: /reason/ },
  ],
  [
    'sms-opt-out/update',
    {
      4001: /missing/,
      4002: /have to be numbers/,
      6004: /no such campaign/,
      6008: /phone number is not valid/,
      6026: /country code/,
      6056: /ID is missing or not valid/,
      6057: /purpose/,
      6058: /reason/,
      6059: /already together/,
    },
  ],
  ['sms-opt-out/search', { 6006: /campaign/, 6057: /purpose/, 6058: /reason/, 7231: /offset/ }],
  [
    'status/insert',
    {
      6060: /name/,
      6061: /abbreviation/,
      6062: /final/,
      6063: /reached/,
      6064: /success/,
      6065: /dnc/,
      6066: /callback/,
      6067: /contact/,
      6068: /voicemail/,
      6078: /colour/,
    },
  ],
  [
    'status/update',
    {
      6069: /custom/,
      6071: /final.*empty/,
      6072: /reached.*empty/,
      6073: /success.*empty/,
      6074: /dnc.*empty/,
      6075: /callback.*empty/,
      6076: /contact.*empty/,
      6077: /voicemail.*empty/,
      6078: /colour/,
    },
  ],
  ['campaigns/status', { 6004: /campaign/, 6010: /status is missing/ }],
  ['lists/search', { 6002: /list/ }],
  ['lists/insert', { 6003: /name/, 6004: /campaign/, 6046: /10 characters/, 6081: /already/ }],
  ['lists/update', { 6002: /list/, 6004: /campaign/, 6046: /10 characters/, 6081: /already/ }],
  ['lists/delete', { 6002: /list/ }],
  ['users/search', { 6005: /users/, 7231: /offset/ }],
  ['users/recordings', { 6005: /users/, 7231: /offset/ }],
  ['agent-monitor/logout', { 6006: /user/, 6012: /required fields/ }],
  ['agent-performance/search', { 6031: /agents/ }],
  ['agent-productivity/search', { 6031: /agents/, 7231: /offset/ }],
];

describe("Convoso's codes mean what the endpoint says they do", () => {
  const rows = MEANINGS.flatMap(([path, meanings]) =>
    Object.entries(meanings).map(([code, meaning]) => ({ path, code: Number(code), meaning })),
  );

  it.each(rows)('$path, $code: $meaning', async ({ path, code, meaning }) => {
    const stand = await convoso();
    const { api, waits } = clientOf(stand);
    stand.refuseNext(code, 'as Convoso puts it', path);

    const error = await failureOf(CALLS[path]?.(api) ?? Promise.reject(new Error(path)));

    expect(error).toMatchObject({
      code: 'CONVOSO_REFUSED',
      endpoint: path,
      convosoCode: code,
      convosoText: 'as Convoso puts it',
      httpStatus: 200,
      outcome: 'refused',
      repeatable: false,
      attempts: 1,
      raw: { success: false, code, text: 'as Convoso puts it' },
    });
    expect(error.meaning).toMatch(meaning);
    expect(error.message).toBe(
      `${path} was refused: ${error.meaning ?? ''} (code ${code}, Convoso says "as Convoso puts it").`,
    );
    expect(waits).toEqual([]);
  });

  it('and no endpoint claims to know another code', () => {
    const known = new Set(rows.map(({ path, code }) => `${path} ${code}`));
    const claimed = convosoCatalogue().flatMap(({ path, errors }) =>
      Object.keys(errors).map((code) => [path, code]),
    );

    // A limit that is not valid has two codes, of which no page tells which endpoint uses which.
    const paging = /search 72(30|31|58)$|recordings 72(30|31|58)$|retrieve 7230$/;
    const unknown = claimed
      .map((claim) => claim.join(' '))
      .filter((claim) => !known.has(claim) && !paging.test(claim));
    expect(unknown).toEqual([
      'dnc/search 6008',
      'dnc/search 6056',
      'sms-opt-out/search 6008',
      'sms-opt-out/search 6026',
    ]);
  });

  it('a code that no document names is told as Convoso put it', async () => {
    const stand = await convoso();
    stand.refuseNext(6999, 'Something new');

    const error = await failureOf(clientOf(stand).api.campaigns.search());

    expect(error).toMatchObject({ code: 'CONVOSO_REFUSED', convosoCode: 6999, meaning: null });
    expect(error.message).toBe('campaigns/search was refused (code 6999, Convoso says "Something new").');
  });
});

describe('every endpoint', () => {
  const paths = Object.keys(CALLS);

  it.each(paths)('%s says that its token is not valid', async (path) => {
    const { api } = clientOf(await convoso(), { authToken: 'some-other-token' });

    const error = await failureOf(CALLS[path]?.(api) ?? Promise.resolve());

    expect(error).toMatchObject({ code: 'CONVOSO_TOKEN_INVALID', convosoCode: 5001, outcome: 'refused' });
    expect(error.remedy).toContain('API → Authorization Token');
  });

  it.each(paths)('%s says that its token has no right to it', async (path) => {
    const { api } = clientOf(await convoso({ rights: { [TOKEN]: paths.filter((other) => other !== path) } }));

    const error = await failureOf(CALLS[path]?.(api) ?? Promise.resolve());

    expect(error).toMatchObject({ code: 'CONVOSO_FORBIDDEN', convosoCode: 403, repeatable: false });
    expect(error.remedy).toContain('Enable this endpoint for the token');
  });
});
