import { describe, expect, it } from '@jest/globals';
import type { IDataObject, INodeListSearchResult, INodePropertyOptions } from 'n8n-workflow';
import { accountOptions, accountSearches } from '../../n8n-nodes/nodes/shared/account-lists/methods';
import { Convoso } from '../../n8n-nodes/nodes/Convoso/Convoso.node';
import { ConvosoAdaptor } from '../../n8n-nodes/nodes/ConvosoAdaptor/ConvosoAdaptor.node';
import { getCustomFields } from '../../n8n-nodes/nodes/ConvosoAdaptor/custom-fields';
import { ConvosoDisposition } from '../../n8n-nodes/nodes/ConvosoDisposition/ConvosoDisposition.node';
import { searchCodes } from '../../n8n-nodes/nodes/ConvosoDisposition/search-codes';
import { ConvosoWorkflow } from '../../n8n-nodes/nodes/ConvosoWorkflow/ConvosoWorkflow.node';
import { CAMPAIGN, LIST, QUEUE, TOKEN, USER, convoso } from '../stand-ins/convoso/convoso.js';
import { freePort } from '../support/free-port.js';
import { panel } from './panel';

type Api = Awaited<ReturnType<typeof convoso>>;

/** A token of its own for each test, so that none finds what another has loaded. */
let tokens = 0;
async function account(): Promise<{ api: Api; opened: ReturnType<typeof panel> }> {
  const authToken = `${TOKEN}-${(tokens += 1)}`;
  const api = await convoso({ rights: { [authToken]: 'all' } });
  const credential = { authToken, baseUrl: api.baseUrl };
  return { api, opened: panel({ type: new ConvosoWorkflow(), credential }) };
}

const valuesOf = (options: readonly INodePropertyOptions[]) => options.map(({ value }) => value);

async function failureOf(loading: Promise<unknown>): Promise<string> {
  const failure: unknown = await loading.then(
    () => new Error('it did not fail'),
    (error: unknown) => error,
  );
  return (failure as Error).message;
}

describe('the lists of an account', () => {
  it.each([
    ['getCampaigns', CAMPAIGN, 'Solar West (111)'],
    ['getLists', LIST, 'Solar West A (3343)'],
    ['getQueues', QUEUE, 'Queue 301 (301)'],
    ['getStatuses', 'NI', 'Not Interested (NI)'],
    ['getUsers', USER, 'Test Agent (1200345)'],
  ] as const)('%s names each entry with the code or ID that Convoso takes', async (method, value, name) => {
    const { opened } = await account();
    expect(await accountOptions[method].call(opened)).toContainEqual({ name, value });
  });

  it('shows what is active first, by name, and says what is not', async () => {
    const { api, opened } = await account();
    api.account.campaigns.add({ id: '5', name: 'Ancient', status: 'N', last_call_date: '' });
    api.account.campaigns.add({ id: '6', name: 'Campaign 10', status: 'Y', last_call_date: '' });
    api.account.campaigns.add({ id: '7', name: 'Campaign 9', status: 'Y', last_call_date: '' });
    const options = await accountOptions.getCampaigns.call(opened);
    expect(options.map(({ name }) => name)).toEqual([
      'Campaign 9 (7)',
      'Campaign 10 (6)',
      'Solar West (111)',
      'Ancient (5), inactive',
    ]);
  });

  it('are searched by name, by ID and in either case, and come page by page to the last', async () => {
    const { api, opened } = await account();
    for (let each = 0; each < 1_234; each += 1) {
      api.account.users.add({ id: String(2_000_000 + each), first_name: 'Agent', last_name: `No ${each}` });
    }
    const seen: unknown[] = [];
    let page: INodeListSearchResult = await accountSearches.searchUsers.call(opened);
    for (;;) {
      seen.push(...valuesOf(page.results));
      if (page.paginationToken === undefined) break;
      page = await accountSearches.searchUsers.call(opened, undefined, page.paginationToken as string);
    }
    expect(new Set(seen).size).toBe(1_235);
    expect(seen).toHaveLength(1_235);
    const search = async (text: string) => (await accountSearches.searchUsers.call(opened, text)).results;
    expect(valuesOf(await search('no 77'))).toEqual([
      '2000077',
      ...Array.from({ length: 10 }, (_, index) => String(2_000_770 + index)),
    ]);
    expect(valuesOf(await search(USER))).toEqual([USER]);
    expect(await search('nobody of that name')).toEqual([]);
  });

  it('asks Convoso once for what is typed letter by letter, and again for another account', async () => {
    const { api, opened } = await account();
    for (const text of ['s', 'so', 'sol']) await accountSearches.searchLists.call(opened, text);
    expect(api.requests).toHaveLength(1);
    const other = await account();
    await accountSearches.searchLists.call(other.opened, 's');
    expect(other.api.requests).toHaveLength(1);
  });

  it('sends the token in no address', async () => {
    const { api, opened } = await account();
    await accountOptions.getCampaigns.call(opened);
    for (const { url } of api.requests) expect(url).not.toContain(TOKEN);
  });
});

describe('a list that cannot be loaded says why and what to do, and is never empty', () => {
  const TYPED = 'Codes and IDs can be typed meanwhile.';

  it('without a credential', async () => {
    for (const type of [new ConvosoWorkflow(), new Convoso()]) {
      expect(await failureOf(accountOptions.getCampaigns.call(panel({ type })))).toBe(
        `No Convoso API credential is chosen. Choose or create one at the top of this panel. ${TYPED}`,
      );
    }
  });

  it('with a token that is not valid, and one that may not see it', async () => {
    const api = await convoso({ rights: { 'token-for-lists-only': ['lists/search'] } });
    const type = new ConvosoWorkflow();
    const wrong = panel({ type, credential: { authToken: 'nobody-has-this', baseUrl: api.baseUrl } });
    expect(await failureOf(accountOptions.getCampaigns.call(wrong))).toMatch(
      /^campaigns\/search was refused: the auth token is not valid.* Copy the token in Convoso, .*typed meanwhile\.$/,
    );
    const few = panel({ type, credential: { authToken: 'token-for-lists-only', baseUrl: api.baseUrl } });
    expect(await failureOf(accountOptions.getCampaigns.call(few))).toMatch(
      /the auth token has no right to it.* Enable this endpoint for the token .*typed meanwhile\.$/,
    );
  });

  it('with an HTTP 401', async () => {
    const { api, opened } = await account();
    api.answerNext({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(await failureOf(accountOptions.getStatuses.call(opened))).toMatch(/auth token is not valid/);
  });

  it('from a host that is not there', async () => {
    const baseUrl = `http://127.0.0.1:${await freePort()}/v1`;
    const opened = panel({ type: new ConvosoWorkflow(), credential: { authToken: TOKEN, baseUrl } });
    expect(await failureOf(accountSearches.searchUsers.call(opened))).toMatch(
      /^users\/search was not sent: no connection could be made .*ECONNREFUSED.* Check the network and the base URL.*typed meanwhile\.$/,
    );
  });

  it('from a host that fails: once, since somebody waits in front of the list', async () => {
    const { api, opened } = await account();
    api.answerNext({ status: 503, body: 'busy' });
    expect(await failureOf(accountOptions.getCampaigns.call(opened))).toMatch(/503/);
    expect(api.requests).toHaveLength(1);
    // What has failed is not kept.
    expect(await accountOptions.getCampaigns.call(opened)).toHaveLength(1);
  });

  it('from an account without any', async () => {
    const { api, opened } = await account();
    api.account.campaigns.delete(CAMPAIGN);
    expect(await failureOf(accountOptions.getCampaigns.call(opened))).toBe(
      `Convoso names no campaigns (campaigns/search). Create one there, or look whether the token may see them. ${TYPED}`,
    );
  });
});

describe('the codes of the disposition node', () => {
  const search = async (
    parameters: IDataObject,
    filter?: string,
    opened = panel({ type: DISPOSITION, parameters }),
  ) => (await searchCodes.call(opened, filter)).results;
  const DISPOSITION = new ConvosoDisposition();

  it('come from the table that it is set to, the built-in one without a credential', async () => {
    expect(await search({}, 'not interested')).toContainEqual({ name: 'Not Interested (NI)', value: 'NI' });
    const statuses = '[{"status":"FOLLOW","name":"Follow Up"}]';
    expect(await search({ table: 'given', statuses })).toEqual([
      { name: 'Follow Up (FOLLOW)', value: 'FOLLOW' },
    ]);
    const authToken = `${TOKEN}-${(tokens += 1)}`;
    const api = await convoso({ rights: { [authToken]: 'all' } });
    const credential = { authToken, baseUrl: api.baseUrl };
    const parameters = { table: 'account' };
    const opened = panel({ type: DISPOSITION, credential, parameters });
    expect(valuesOf(await search(parameters, '', opened))).toEqual(['A', 'NEW', 'NI', 'SALE']);
  });

  it('are no empty list without a reason', async () => {
    expect(await failureOf(search({ table: 'account' }))).toMatch(/^No Convoso API credential is chosen/);
    expect(await failureOf(search({ table: 'given', statuses: '[]' }))).toBe(
      'Account Statuses: The table is empty.',
    );
    expect(await failureOf(search({ table: 'given', statuses: '={{ $json.rows }}' }))).toBe(
      'Account Statuses: This is no list in JSON.',
    );
    expect(await failureOf(search({ table: 7 }))).toMatch(/^Table: This is not one of the choices/);
  });
});

describe('the custom fields of the account', () => {
  async function fields(api: Api, authToken: string) {
    const credential = { authToken, baseUrl: api.baseUrl };
    return await getCustomFields.call(panel({ type: new ConvosoAdaptor(), credential }));
  }

  it('are those that its leads have, under the names that searches call them', async () => {
    const api = await convoso();
    api.leads.add({ list_id: LIST, phone_number: '7735550167', field_13: 'gold' });
    api.leads.add({ list_id: LIST, phone_number: '7735550168', field_1: '', field_101: 'x' });
    const { fields: found } = await fields(api, TOKEN);
    expect(found.map(({ id }) => id)).toEqual(['field_1', 'field_13', 'field_101']);
    // What a lead holds is nothing for the file of a workflow.
    expect(JSON.stringify(found)).not.toContain('gold');
  });

  it('are no empty list without a reason', async () => {
    const api = await convoso();
    api.leads.add({ list_id: LIST, phone_number: '7735550167' });
    expect(await failureOf(fields(api, TOKEN))).toMatch(
      /^None of the account's leads.*Add a row.*type the name/,
    );
    expect(await failureOf(fields(api, 'nobody-has-this'))).toMatch(/the auth token is not valid/);
    const opened = panel({ type: new ConvosoAdaptor() });
    expect(await failureOf(getCustomFields.call(opened))).toMatch(/^No Convoso API credential is chosen/);
  });
});
