import { describe, expect, it } from '@jest/globals';
import { admission, eventOf } from '../acceptance-guard/asking.js';
import { callOf } from '../support/calls.js';
import { HOUR } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay } from '../support/relay.js';
import { found, hold, holdingRelay, passes, resumption } from './holding.js';

const LEAD = '101';

/** A later call of the lead, with a status. */
const later = (status: string, call: number) => ({ ...callOf(101, call), lead_id: LEAD, status });

describe('a hold is stopped', () => {
  it.each([
    [
      'a status that is named',
      { stopOn: { statuses: ['sale'] } },
      /^stopped: the lead now has the status SALE$/,
    ],
    [
      'a final status',
      { stopIf: { type: 'finalStatus' as const } },
      /^stopped: the lead now has the final status SALE/,
    ],
    [
      'what happened',
      { stopOn: { kinds: ['disposition' as const] } },
      /^stopped: a disposition of the lead came after it$/,
    ],
    [
      'a lead filter',
      {
        stopIf: {
          type: 'leadFilter' as const,
          conditions: [{ operator: 'is_equal_to' as const, field: 'status', value: 'SALE' }],
        },
      },
      /^stopped: .*SALE/,
    ],
  ])('at once by %s, told by a hook, and is never handed back', async (_by, stops, reason) => {
    const { relay, waiter } = await holdingRelay();
    const { hold: made } = await hold(relay, waiter, { lead: LEAD, ...stops });
    const other = await hold(relay, waiter, { lead: '102', ...stops });
    const id = await relay.post(later('SALE', 7));
    await relay.settled(id);
    const ended = await found(relay, made.id);
    expect(ended).toMatchObject({ state: 'stopped', attempts: 0 });
    expect(ended.reason).toMatch(reason);
    await passes(relay, HOUR);
    expect(waiter.requests.map(resumption)).toMatchObject([{ holdId: other.hold.id }]);
  });

  it('by an event that is only told with a question, as by a hook', async () => {
    const { relay, waiter } = await holdingRelay();
    const { hold: made } = await hold(relay, waiter, { lead: LEAD, stopOn: { statuses: ['SALE'] } });
    const event = eventOf(relay, 'elsewhere 1', { fields: later('SALE', 9) });
    await admission(relay, { rule: 'n8n', limits: { rateLimit: 9 }, event });
    expect(await found(relay, made.id)).toMatchObject({ state: 'stopped' });
  });

  it('by a status by which the lead is not to be contacted, where it would be', async () => {
    const { relay, waiter } = await holdingRelay();
    const contacts = await hold(relay, waiter, { lead: LEAD, contact: 'SMS' });
    const tells = await hold(relay, waiter, { lead: LEAD });
    await relay.settled(await relay.post(later('DNC', 7)));
    expect(await found(relay, contacts.hold.id)).toMatchObject({ state: 'stopped' });
    expect(await found(relay, tells.hold.id)).toMatchObject({ state: 'held' });
  });

  it.each([
    ['a status', { statuses: ['SALE'] }, 'STATUS_REACHED'],
    ['an event', { kinds: ['disposition'] }, 'KIND_CAME'],
  ])('by %s, and whoever waits is told so, where that was asked for', async (_what, stopOn, code) => {
    const { relay, waiter } = await holdingRelay();
    const { hold: made } = await hold(relay, waiter, { lead: LEAD, stopOn, whenStopped: 'tell' });
    await relay.settled(await relay.post(later('SALE', 7)));
    const [request] = await waiter.received(1);
    expect(request && resumption(request)).toMatchObject({
      holdId: made.id,
      outcome: 'stopped',
      code,
      payload: { step: 'text' },
    });
    await relay.running.settle();
    expect(await found(relay, made.id)).toMatchObject({ state: 'stopped', code });
  });

  it('not by the call that it was made for, though a hook tells of that later', async () => {
    const { relay, waiter } = await holdingRelay();
    const event = eventOf(relay, 'n8n 1', { fields: later('NI', 5) });
    const { hold: made } = await hold(relay, waiter, {
      event,
      stopOn: { kinds: ['disposition'], statuses: ['NI'] },
    });
    await relay.settled(await relay.post(later('NI', 5)));
    expect(await found(relay, made.id)).toMatchObject({ state: 'held', eventId: 'n8n 1' });
    await relay.settled(await relay.post(later('NI', 6)));
    expect(await found(relay, made.id)).toMatchObject({ state: 'stopped' });
  });
});

describe('an event that is told with a question', () => {
  it('stops what workflows of the relay have pending for its lead, at once', async () => {
    const crm = await destination();
    const late = workflow('late', ['crm'], {
      stopIf: { type: 'finalStatus' },
      actionSets: [
        {
          id: 'later',
          schedule: { hours: 1 },
          actions: [{ id: 'crm', type: 'INTEGRATION', endpointId: 'crm' }],
        },
      ],
    });
    const relay = await runRelay({
      config: config({ endpoints: [endpoint('crm', crm)], workflows: [late] }),
    });
    const id = await relay.post(later('NI', 3));
    await relay.explainWhen(id, ({ actions }) => expect(actions).toMatchObject([{ state: 'waiting' }]));
    const event = eventOf(relay, 'elsewhere 1', { fields: later('SALE', 9) });
    await admission(relay, { rule: 'n8n', limits: { rateLimit: 9 }, event });
    const { actions } = await relay.explain(id);
    expect(actions).toMatchObject([{ state: 'cancelled' }]);
    await passes(relay, HOUR);
    expect(crm.requests).toHaveLength(0);
  });
});
