import { describe, expect, it } from '@jest/globals';
import { CAMPAIGN, LIST, QUEUE, TOKEN, USER, convoso } from '../stand-ins/convoso/convoso.js';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, type TestRelay } from '../support/relay.js';

const DAY = 24 * HOUR;

/** A relay whose one workflow is for another campaign than the calls are in. */
async function scoped({ token = true }: { readonly token?: boolean } = {}) {
  const standIn = await convoso();
  const crm = await destination();
  const document = config({
    endpoints: [endpoint('crm', crm)],
    workflows: [workflow('east', ['crm'], { relation: { type: 'campaign', ids: [CAMPAIGN] } })],
  });
  const account = { id: 'main', timeZone: 'America/Los_Angeles', apiBaseUrl: standIn.baseUrl };
  const authToken = { secretRef: 'env:TOKEN' };
  const relay = await runRelay({
    config: { ...document, account: token ? { ...account, authToken } : account },
    env: { TOKEN },
    accountNames: 'daily',
  });
  const asked = () => standIn.requests.map(({ url }) => new URL(url, standIn.baseUrl).pathname);
  return { standIn, relay, asked };
}

const searches = (paths: readonly string[]): number =>
  paths.filter((path) => path.endsWith('campaigns/search')).length;

async function trail(relay: TestRelay, id: string): Promise<string> {
  await relay.explain(id);
  return (await relay.api(`occurrences/${id}?as=text`)).text;
}

describe('names of campaigns, lists, queues and users', () => {
  it('stand beside their ids in the trail, once Convoso was asked', async () => {
    const { relay, standIn } = await scoped();
    const named = standIn.account.campaigns.find(CAMPAIGN)?.['name'] ?? '';
    expect(named).not.toBe('');
    const call = { ...callOf(1), campaign_id: '999', list_id: LIST, queue_id: QUEUE, user_id: USER };
    const id = await relay.post(call);
    expect(await trail(relay, id)).not.toContain(named);
    relay.advance(MINUTE);
    await eventually(async () => {
      const text = await trail(relay, id);
      expect(text).toMatch(new RegExp(`✗ scope: .*\\n {6}campaign ${CAMPAIGN} is "${named}"\\n`));
      expect(text).toContain(`queue ${QUEUE} "Queue ${QUEUE}"`);
      expect(text).toMatch(new RegExp(`user ${USER} "\\w+`));
      expect(text).toContain(`list ${LIST} "${standIn.account.lists.find(LIST)?.['name'] ?? ''}"`);
    });
    expect(standIn.takeViolations()).toEqual([]);
  });

  it('are asked for once a day, and again within the hour where Convoso does not answer', async () => {
    const { relay, standIn, asked } = await scoped();
    relay.advance(MINUTE);
    await eventually(() => expect(asked().at(-1)).toContain('users/search'));
    relay.advance(DAY - MINUTE);
    expect(searches(asked())).toBe(1);
    for (let kind = 0; kind < 4; kind += 1) standIn.answerNext({ status: 503, body: 'busy' });
    relay.advance(MINUTE);
    await eventually(() => expect(asked()).toHaveLength(8));
    relay.advance(HOUR);
    await eventually(() => expect(searches(asked())).toBe(3));
  });

  it('are not asked for without a token', async () => {
    const { relay, asked } = await scoped({ token: false });
    relay.advance(DAY);
    await relay.explain(await relay.post(callOf(1)));
    expect(asked()).toEqual([]);
  });
});
