import { describe, expect, it } from '@jest/globals';
import { bearer, makeKey } from '../acceptance-keys/keys.js';
import { callOf, DISPOSED, type Fields } from '../support/calls.js';
import { HOUR, MINUTE } from '../support/clock.js';
import { errorOf } from '../support/relay.js';
import { decisionOn } from '../support/reports.js';
import { admission, ask, eventOf, guardingRelay } from './asking.js';

const DAY = 24 * HOUR;
const ONE = { rule: 'zap', limits: { rateLimit: 1 } };

describe('a question about an event', () => {
  it('is answered for each step by itself', async () => {
    const relay = await guardingRelay();
    const event = eventOf(relay, 'event');
    const limits = { rateLimit: 2 };
    const step = (name: string) => admission(relay, { rule: 'zap', limits, step: name, event });
    expect((await step('email')).admitted).toBe(true);
    expect((await step('text')).admitted).toBe(true);
    expect((await step('post')).admitted).toBe(false);
    expect((await step('email')).admitted).toBe(true);
  });

  it('changes nothing where it is a dry run', async () => {
    const relay = await guardingRelay();
    for (const id of ['a', 'b', 'c']) {
      const dry = await admission(relay, { ...ONE, event: eventOf(relay, id), dryRun: true });
      expect(dry.admitted).toBe(true);
    }
    const kept = await ask(relay, { ...ONE, event: eventOf(relay, 'a') });
    expect(JSON.parse(kept.text)).toMatchObject({ admitted: true });
    const dry = await ask(relay, { ...ONE, event: eventOf(relay, 'a'), dryRun: true });
    expect(dry.text).toBe(kept.text);
  });

  it('is answered the same for seven days, and after them it cannot be told', async () => {
    const relay = await guardingRelay();
    const event = eventOf(relay, 'event');
    const first = await ask(relay, { ...ONE, event });
    relay.advance(7 * DAY);
    expect((await ask(relay, { ...ONE, event })).text).toBe(first.text);
    const late = await ask(relay, {
      ...ONE,
      event: eventOf(relay, 'old', { receivedAt: relay.clock.now() - 7 * DAY - 1 }),
    });
    expect(late.status).toBe(409);
    expect(errorOf(late).code).toBe('TOO_OLD_TO_TELL');
  });

  it('is refused where the event is dated in the future, or tells nothing', async () => {
    const relay = await guardingRelay();
    const ahead = eventOf(relay, 'ahead', { receivedAt: relay.clock.now() + 2 * HOUR });
    expect(errorOf(await ask(relay, { ...ONE, event: ahead })).code).toBe('EVENT_IN_THE_FUTURE');
    const soon = eventOf(relay, 'soon', { receivedAt: relay.clock.now() + MINUTE });
    expect((await admission(relay, { ...ONE, event: soon })).admitted).toBe(true);
    const { id, received_at, kinds } = soon;
    const bare = await ask(relay, { ...ONE, event: { id, received_at, kinds } });
    expect({ status: bare.status, code: errorOf(bare).code }).toEqual({ status: 400, code: 'BAD_ADMISSION' });
    expect(errorOf(await ask(relay, { ...ONE, event: 'none' })).code).toBe('BAD_ADMISSION');
  });

  it('can say what its rule is about, and where, and is told of an event that is not it', async () => {
    const relay = await guardingRelay();
    const limits = { events: [{ type: 'DISPOSITION', values: ['SALE'] }] };
    const sale = { ...DISPOSED, status: 'SALE', call_log_id: '2', campaign_id: '111' };
    const asked = (event: object, more: object = {}) =>
      admission(relay, { rule: 'zap', limits: { ...limits, ...more }, event });
    expect(await asked(eventOf(relay, 'ni'))).toMatchObject({ admitted: false, outcome: 'not-matched' });
    expect(await asked(eventOf(relay, 'sale', { fields: sale }))).toMatchObject({ admitted: true });
    const elsewhere = { relation: { type: 'campaign', ids: ['999'] } };
    expect(await asked(eventOf(relay, 'there', { fields: sale }), elsewhere)).toMatchObject({
      admitted: false,
      outcome: 'not-matched',
    });
  });

  it('can be stopped by what the lead has come to, by conditions of its own', async () => {
    const relay = await guardingRelay();
    const stopIf = {
      type: 'leadFilter',
      conditions: [{ field: 'city', operator: 'is_equal_to', value: 'Reno' }],
    };
    const inCity = (id: string, city: string) => {
      const event = eventOf(relay, id, { fields: { ...DISPOSED, call_log_id: id } });
      const lead = { ...event.lead, city };
      return admission(relay, { rule: 'zap', limits: { stopIf }, event: { ...event, lead } });
    };
    expect(await inCity('1', 'Elko')).toMatchObject({ admitted: true });
    expect(await inCity('2', 'Reno')).toMatchObject({ admitted: false, outcome: 'cancelled' });
  });

  it('names a workflow of the relay, or brings limits, and not both', async () => {
    const relay = await guardingRelay();
    const event = eventOf(relay, 'event');
    const unknown = await ask(relay, { rule: 'zap', event });
    expect({ status: unknown.status, code: errorOf(unknown).code }).toEqual({
      status: 404,
      code: 'UNKNOWN_RULE',
    });
    const both = await ask(relay, { rule: 'all', limits: { rateLimit: 1 }, event });
    expect({ status: both.status, code: errorOf(both).code }).toEqual({
      status: 409,
      code: 'RULE_HAS_LIMITS',
    });
  });

  it('needs a key with the scope guard', async () => {
    const relay = await guardingRelay();
    const event = eventOf(relay, 'event');
    const reading = await makeKey(relay, { name: 'reading', scopes: ['read', 'write', 'operate'] });
    const refused = await ask(relay, { ...ONE, event }, bearer(reading));
    expect(errorOf(refused).code).toBe('SCOPE_NEEDED');
    const guarding = await makeKey(relay, { name: 'n8n', scopes: ['guard'] });
    expect((await ask(relay, { ...ONE, event }, bearer(guarding))).status).toBe(200);
  });

  it('hears that the workflow is switched off, or not about this event', async () => {
    const relay = await guardingRelay();
    const event = eventOf(relay, 'other', { kinds: ['leadStatus'] });
    expect(await admission(relay, { event })).toMatchObject({ admitted: false, outcome: 'not-matched' });
    const headers = { 'content-type': 'application/json' };
    await relay.api('workflows/all', { method: 'PATCH', headers, body: '{"active":false}' });
    expect(await admission(relay, { event: eventOf(relay, 'off') })).toMatchObject({
      admitted: false,
      outcome: 'inactive',
      code: 'SWITCHED_OFF',
    });
  });

  it('goes by the live calls that the relay knows of', async () => {
    const relay = await guardingRelay();
    await relay.explain(await relay.post({ ...callOf(1, 1), status: 'INCALL' }));
    const rule = { rule: 'zap', limits: { skipIfLiveCall: true } };
    const during = eventOf(relay, 'during', {
      fields: { lead_id: '1', call_log_id: '9' },
      kinds: ['leadStatus'],
    });
    expect(await admission(relay, { ...rule, event: during })).toMatchObject({
      outcome: 'skipped',
      code: 'LIVE_CALL',
    });
    const end = eventOf(relay, 'end', { fields: callOf(1, 1) });
    expect(await admission(relay, { ...rule, event: end })).toMatchObject({ admitted: true });
    const after = eventOf(relay, 'after', {
      fields: { lead_id: '1', call_log_id: '9' },
      kinds: ['leadStatus'],
    });
    expect(await admission(relay, { ...rule, event: after })).toMatchObject({ admitted: true });
  });
});

describe('an event that comes to the relay in two ways', () => {
  const CHANGED = { events: [{ type: 'DISPOSITION' }] };
  const kindsOf = async (relay: Awaited<ReturnType<typeof guardingRelay>>, id: string) =>
    [...(await relay.explain(id)).callEvent.kinds].sort();

  it('is the same for the hook, whether or not it was asked about before', async () => {
    const alone = await guardingRelay(CHANGED);
    const expected = await kindsOf(alone, await alone.post(DISPOSED));
    const relay = await guardingRelay(CHANGED);
    await admission(relay, {
      ...ONE,
      event: eventOf(relay, 'event', { kinds: ['disposition', 'leadStatus'] }),
    });
    const first = await relay.post(DISPOSED);
    expect(await kindsOf(relay, first)).toEqual(expected);
    // The next one is another event: the call has its disposition now.
    expect(await kindsOf(relay, await relay.post({ ...DISPOSED, city: 'Reno' }))).toContain('redisposition');
  });

  it('sets the lead back to nothing where it is asked about after something newer', async () => {
    const relay = await guardingRelay();
    await relay.explain(await relay.post({ ...callOf(1, 1), city: 'Then' }));
    await relay.explain(await relay.post({ ...callOf(1, 2), city: 'Now', status: 'SALE' }));
    const event = eventOf(relay, 'late', { fields: callOf(1, 1) });
    expect((await admission(relay, { ...ONE, event })).admitted).toBe(true);
    const later = await relay.explain(await relay.post({ ...callOf(1, 3), status: 'SALE' }));
    expect(later.callEvent.kinds).not.toContain('leadStatus');
  });

  it('is another one where a call of the same id was of another lead', async () => {
    const relay = await guardingRelay({ events: [{ type: 'LEAD_STATUS', from: ['SALE'], to: ['NI'] }] });
    const ask = (id: string, fields: Fields) =>
      admission(relay, { event: eventOf(relay, id, { fields, kinds: ['disposition', 'leadStatus'] }) });
    await ask('of another lead', { ...callOf(3, 15), status: 'NI' });
    await ask('before', { ...callOf(1, 7), status: 'SALE' });
    expect(await ask('now', { ...callOf(1, 15), status: 'NI' })).toMatchObject({ admitted: true });
  });

  it('counts with the event that the relay itself has told of', async () => {
    const relay = await guardingRelay({ rateLimit: 1 });
    const id = await relay.post(DISPOSED);
    expect(decisionOn(await relay.explain(id), 'all').outcome).toBe('fired');
    const { callEvent: event } = await relay.explain(id);
    expect(await admission(relay, { event })).toMatchObject({ admitted: false, code: 'RATE_LIMITED' });
  });
});
