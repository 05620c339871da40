import { describe, expect, it } from '@jest/globals';
import { LIST, USER } from '../stand-ins/convoso/convoso.js';
import { MINUTE } from '../support/clock.js';
import { only } from '../support/reports.js';
import { CALL, LEAD, disposed, performing } from './account.js';

/** Performs one action for a disposition of the lead, and gives what the trail says of it. */
async function perform(
  action: object,
  fields: Record<string, string> = {},
  before: (set: Awaited<ReturnType<typeof performing>>) => void = () => undefined,
) {
  const set = await performing([{ id: 'a', ...action }]);
  before(set);
  const report = await set.relay.settled(await set.relay.post(disposed(fields)));
  return { ...set, action: only(report.actions), lead: () => set.standIn.leads.get(LEAD) };
}

const last = <T>(list: readonly T[]): T | undefined => list.at(-1);

describe('an action that acts in Convoso', () => {
  it('Move puts the lead into another list', async () => {
    const other = '4455';
    const { action, lead } = await perform({ type: 'MOVE', listId: other }, {}, ({ standIn }) => {
      standIn.account.lists.add({
        id: other,
        name: 'Solar West B',
        campaign_id: '111',
        status: 'Y',
        last_called_at: '',
      });
    });
    expect(action.state).toBe('done');
    expect(lead()['list_id']).toBe(other);
  });

  it('is found in the lists by the id that these give for an endpoint', async () => {
    const { relay, action } = await perform({ type: 'STATUS', status: 'SALE' });
    expect(action).toMatchObject({ endpointId: '{convoso}', endpointName: 'Convoso' });
    const found = { endpointId: '{convoso}', endpointName: 'Convoso' };
    const [logs, others] = [
      await relay.api('logs?endpoint={convoso}'),
      await relay.api('logs?endpoint={dnc}'),
    ];
    expect(JSON.parse(logs.text)).toMatchObject({ logs: [found] });
    expect(JSON.parse(others.text)).toMatchObject({ logs: [] });
    expect(JSON.parse((await relay.api('actions')).text)).toMatchObject({ actions: [found] });
  });

  it('Status Change gives the lead another status', async () => {
    const { action, lead } = await perform({ type: 'STATUS', status: 'SALE' });
    expect(action.state).toBe('done');
    expect(lead()['status']).toBe('SALE');
  });

  it.each([
    ['sets a field', { field: 'city', operation: 'set', value: 'Springfield' }, 'city', 'Springfield'],
    ['empties a field', { field: 'first_name', operation: 'set', value: '' }, 'first_name', ''],
    [
      'copies a field that was delivered',
      { field: 'notes', operation: 'copy', fromField: 'agent_comment' },
      'notes',
      'call back & ask for "Ünal" = 100% + more',
    ],
    [
      'copies a field that only Convoso knows',
      { field: 'notes', operation: 'copy', fromField: 'alt_phone_1' },
      'notes',
      '7735550168',
    ],
    [
      'stamps the time of the account',
      { field: 'start_date', operation: 'timestamp' },
      'start_date',
      '2026-11-20 09:00:00',
    ],
    [
      "writes a field of the account's own",
      { field: 'favorite_color', operation: 'set', value: 'blue' },
      'favorite_color',
      'blue',
    ],
  ])('Field %s', async (_, parts, field, expected) => {
    const { action, lead } = await perform({ type: 'FIELD', ...parts });
    expect(action).toMatchObject({ state: 'done' });
    expect(lead()[field]).toBe(expected);
  });

  it.each([
    ['add', '5', '10', '15'],
    ['subtract', '5', '2.5', '-2.5'],
    ['multiply', '3', '0.1', '0.3'],
    ['divide', '3', '1', '0.3333'],
    ['add', '0.005', '$1,250.10', '1250.11'],
    ['add', '5', '', '5'],
  ])('Field %ss %s to the %j that the lead has: %s', async (operation, value, current, expected) => {
    const { action, lead } = await perform(
      { type: 'FIELD', field: 'annual_revenue', operation, value },
      {},
      ({ standIn }) => {
        standIn.leads.get(LEAD)['annual_revenue'] = current;
      },
    );
    expect(action).toMatchObject({ state: 'done', reason: null });
    expect(lead()['annual_revenue']).toBe(expected);
  });

  it('Field does not calculate with what is no number, and says so', async () => {
    const { action, lead } = await perform(
      { type: 'FIELD', field: 'annual_revenue', operation: 'add', value: '1' },
      {},
      ({ standIn }) => {
        standIn.leads.get(LEAD)['annual_revenue'] = 'plenty';
      },
    );
    expect(action).toMatchObject({
      state: 'dead',
      reason: 'annual_revenue is "plenty", which is no number to calculate with',
    });
    expect(lead()['annual_revenue']).toBe('plenty');
  });

  it('System Callback schedules a callback on the clock of the account', async () => {
    const { action, standIn } = await perform({
      type: 'CALLBACK',
      afterSeconds: 5_400,
      comments: 'asked for it',
    });
    expect(action.state).toBe('done');
    expect(standIn.account.callbacks.all()).toMatchObject([
      {
        lead_id: LEAD,
        recipient: 'System',
        callback_time: '2026-11-20 10:30:00',
        callback_time_zone: '-8.00',
        comments: 'asked for it',
      },
    ]);
  });

  it('System Callback can be a personal one of the agent of the call', async () => {
    const { standIn } = await perform({ type: 'CALLBACK', afterSeconds: 60, recipient: 'personal' });
    expect(standIn.account.callbacks.all()).toMatchObject([{ recipient: 'Personal', user_id: USER }]);
  });

  const withCallbacks = ({
    standIn,
  }: {
    standIn: Awaited<ReturnType<typeof performing>>['standIn'];
  }): void => {
    const time = { recipient: 'System', callback_time_zone: '-8.00', lead_id: LEAD };
    standIn.account.callbacks.add({
      ...time,
      id: '1',
      stage: 'COMPLETED',
      callback_time: '2026-11-19 09:00:00',
    });
    standIn.account.callbacks.add({
      ...time,
      id: '2',
      stage: 'PENDING',
      callback_time: '2026-11-22 09:00:00',
    });
    standIn.account.callbacks.add({
      ...time,
      id: '3',
      stage: 'PENDING',
      callback_time: '2026-11-21 09:00:00',
    });
  };

  it('Update Callback moves the callback that comes next', async () => {
    const { standIn } = await perform(
      { type: 'CALLBACK_UPDATE', operation: 'modify', afterSeconds: 3_600 },
      {},
      withCallbacks,
    );
    expect(standIn.account.callbacks.all().map((row) => row['callback_time'])).toEqual([
      '2026-11-19 09:00:00',
      '2026-11-22 09:00:00',
      '2026-11-20 10:00:00',
    ]);
  });

  it('Update Callback removes the callback that comes next', async () => {
    const { standIn } = await perform({ type: 'CALLBACK_UPDATE', operation: 'remove' }, {}, withCallbacks);
    expect(standIn.account.callbacks.all().map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('Update Callback says so where there is none', async () => {
    const { action } = await perform({ type: 'CALLBACK_UPDATE', operation: 'remove' });
    expect(action).toMatchObject({
      state: 'dead',
      reason: `the lead ${LEAD} has no callback that is still to come`,
    });
  });

  it('Place Call puts the lead into the hopper, and makes no second lead', async () => {
    const { standIn } = await perform(
      { type: 'HOPPER', priority: 42, expiresInMinutes: 60 },
      { postal_code: '90001' },
    );
    expect(standIn.account.hopper).toEqual([{ leadId: LEAD, priority: '42' }]);
    expect(standIn.leads.size).toBe(1);
  });

  it('Add to DNC adds the primary number, everywhere or for a campaign', async () => {
    const { standIn } = await perform({ type: 'DNC', numbers: 'primary' });
    expect(standIn.account.dnc.all()).toMatchObject([
      { phone_number: '7735550167', phone_code: '1', campaign_id: '0' },
    ]);
    const campaign = await perform({ type: 'DNC', numbers: 'primary', campaignId: '111' });
    expect(campaign.standIn.account.dnc.all()).toMatchObject([{ campaign_id: '111' }]);
  });

  it('Add to DNC adds all numbers that Convoso has of the lead, and passes over those on the list', async () => {
    const { standIn, action } = await perform({ type: 'DNC', numbers: 'all' }, {}, (set) => {
      set.standIn.account.dnc.add({ phone_number: '7735550167', phone_code: '1', campaign_id: '0' });
    });
    expect(standIn.account.dnc.all().map((row) => row['phone_number'])).toEqual(['7735550167', '7735550168']);
    expect(action.state).toBe('done');
    expect(last(action.attempts)?.reason).toBe('on the list already: 7735550167');
  });

  it('Add to Revenue sets the revenue of the call', async () => {
    const { standIn } = await perform({ type: 'REVENUE', amount: 49.9 });
    expect(standIn.calls.get(CALL)).toMatchObject({ revenue: '49.9' });
  });

  it('finds the lead by its phone number where no id was delivered', async () => {
    const { lead } = await perform({ type: 'STATUS', status: 'SALE' }, { lead_id: '0' });
    expect(lead()['status']).toBe('SALE');
  });

  it('stands in the workflow logs with what was sent and answered, and without the token', async () => {
    const { relay, action, standIn } = await perform({ type: 'STATUS', status: 'SALE' });
    expect(last(action.attempts)).toMatchObject({
      method: 'POST',
      url: `${standIn.baseUrl}/leads/update`,
      body: `lead_id=${LEAD}&status=SALE`,
      status: 200,
      outcome: 'delivered',
      result: { success: true, data: { lead_id: LEAD } },
    });
    const { text } = await relay.api('workflows/w/logs');
    expect(text).toContain('"endpointName":"Convoso"');
    expect(text).not.toContain('bcnq1t5tt91q8199yt8wsdv4spwok5s');
  });
});

describe('what Convoso says no to', () => {
  it('ends the action, with its code, its words and what the code means there', async () => {
    const { action } = await perform({ type: 'MOVE', listId: '999' });
    expect(action.state).toBe('dead');
    expect(action.reason).toMatch(/leads\/update.*6002.*No such List/);
  });

  it('is told with its status where it is no answer that is known, with the call that it answers', async () => {
    const { relay, standIn } = await performing([{ id: 'a', type: 'HOPPER' }]);
    const body = '{"success":true,"data":{"results":[{"id":1}]}}';
    standIn.answerNext({ status: 200, body }, 'leads/search');
    const id = await relay.post(disposed());
    const tried = await relay.explainWhen(id, ({ actions }) => {
      expect(only(actions).attempts).toHaveLength(1);
    });
    expect(only(only(tried.actions).attempts)).toMatchObject({
      method: 'POST',
      url: `${standIn.baseUrl}/leads/search`,
      status: 200,
    });
    const { text } = await relay.api(`occurrences/${id}?as=text`);
    expect(text).toMatch(/attempt 1: \w+, answered 200 in .*\n {7}POST http.*\/leads\/search\n/);
  });

  it('is no attempt at all where the action cannot be carried out: nothing is sent', async () => {
    const { relay, action } = await perform({ type: 'CALLBACK_UPDATE', operation: 'remove' });
    expect(only(action.attempts)).toMatchObject({ outcome: 'failed', status: null, url: '' });
    const { text } = await relay.api(`occurrences/${action.id.slice(0, 26)}?as=text`);
    expect(text).toMatch(/attempt 1: failed, nothing to send, in /);
    expect(text).not.toMatch(/^ +$/m);
  });

  it('is tried again later where it may pass', async () => {
    const { relay, standIn } = await performing([{ id: 'a', type: 'STATUS', status: 'SALE' }]);
    standIn.answerNext({ status: 503 }, 'leads/update');
    const id = await relay.post(disposed());
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    expect(standIn.leads.get(LEAD)['status']).toBe('NI');
    relay.advance(MINUTE);
    expect(only((await relay.settled(id)).actions).state).toBe('done');
    expect(standIn.leads.get(LEAD)['status']).toBe('SALE');
  });

  it.each([
    ['a callback', { type: 'CALLBACK', afterSeconds: 60 }, 'callbacks/insert', 1],
    ['a sum', { type: 'FIELD', field: 'annual_revenue', operation: 'add', value: '1' }, 'leads/update', 0],
    ['a number on the list', { type: 'DNC', numbers: 'primary' }, 'dnc/insert', 0],
  ])('does not double %s where the answer was lost on the way', async (_, action, path, callbacks) => {
    const { relay, standIn } = await performing([{ id: 'a', ...action }]);
    standIn.leads.get(LEAD)['annual_revenue'] = '10';
    standIn.hangUpNext('after processing', path);
    const id = await relay.post(disposed());
    await relay.explainWhen(id, ({ actions }) => expect(only(actions).attempts).toHaveLength(1));
    relay.advance(MINUTE);
    expect(only((await relay.settled(id)).actions).state).toBe('done');
    expect(standIn.account.callbacks.size).toBe(callbacks);
    expect(['10', '11']).toContain(standIn.leads.get(LEAD)['annual_revenue']);
    expect(standIn.leads.get(LEAD)['annual_revenue']).toBe(action.type === 'FIELD' ? '11' : '10');
    expect(standIn.account.dnc.size).toBe(action.type === 'DNC' ? 1 : 0);
    expect(standIn.leads.get(LEAD)['list_id']).toBe(LIST);
  });
});
