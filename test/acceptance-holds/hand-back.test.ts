import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { errorOf, tempFolder, runRelay } from '../support/relay.js';
import { found, hold, holdIn, holdingRelay, isSigned, listed, order, passes, resumption } from './holding.js';

describe('a hold', () => {
  it('is handed back at its time and not before, signed, with what was kept', async () => {
    const { relay, waiter } = await holdingRelay();
    const { hold: made, secret } = await hold(relay, waiter, { id: 'wait 1', payload: { a: [1, 'ü'] } });
    expect(made).toMatchObject({
      state: 'held',
      givenId: 'wait 1',
      by: 'admin key',
      resumesAt: waiter.url,
      dueAt: '2026-11-20T18:00:00.000Z',
    });
    relay.advance(HOUR - 1);
    await relay.running.settle();
    expect(waiter.requests).toHaveLength(0);
    relay.advance(1);
    const [request] = await waiter.received(1, '/resume/secret-path');
    expect(request && resumption(request)).toEqual({
      type: 'hold.due',
      holdId: made.id,
      givenId: 'wait 1',
      outcome: 'due',
      code: 'DUE',
      reason: 'its time has come',
      leadKey: null,
      eventId: null,
      rule: null,
      madeAt: '2026-11-20T17:00:00.000Z',
      dueAt: '2026-11-20T18:00:00.000Z',
      resumedAt: '2026-11-20T18:00:00.000Z',
      payload: { a: [1, 'ü'] },
    });
    expect(request && isSigned(request, secret ?? '')).toBe(true);
    expect(await holdIn(relay, made.id, 'resumed')).toMatchObject({
      code: 'RESUMED',
      attempts: 1,
      endedAt: '2026-11-20T18:00:00.000Z',
      calls: [{ number: 1, status: 200, outcome: 'delivered' }],
    });
  });

  it('asked for again with the same id is the same hold, with the same secret; with other content it is refused', async () => {
    const { relay, waiter } = await holdingRelay();
    const first = await hold(relay, waiter, { id: 'once' });
    const again = await hold(relay, waiter, { id: 'once' });
    expect(again).toEqual({ ...first, repeated: true });
    const other = await order(relay, { id: 'once', payload: 2, until: {}, resumeUrl: `${waiter.url}/x` });
    expect(other.status).toBe(409);
    expect(errorOf(other)).toMatchObject({ code: 'HOLD_ID_TAKEN' });
    relay.advance(HOUR);
    await waiter.received(1);
  });

  it('survives a restart of the relay, and one that is held meanwhile arrives', async () => {
    const dataFolder = tempFolder();
    const { relay, waiter } = await holdingRelay({ dataFolder });
    const { hold: made } = await hold(relay, waiter);
    await relay.stop();
    relay.clock.advance(2 * HOUR);
    const again = await runRelay({ dataFolder, clock: relay.clock });
    expect(await waiter.received(1)).toHaveLength(1);
    await holdIn(again, made.id, 'resumed');
  });

  it('is tried again with the same id and the same body while whoever waits for it is away', async () => {
    const { relay, waiter } = await holdingRelay({}, (_request, count) => ({
      status: [404, 503][count - 1] ?? 200,
    }));
    const { hold: made } = await hold(relay, waiter);
    await passes(relay, HOUR);
    expect(await found(relay, made.id)).toMatchObject({ state: 'resuming', attempts: 1 });
    await passes(relay, 5 * MINUTE);
    await passes(relay, 5 * MINUTE);
    expect(await found(relay, made.id)).toMatchObject({ state: 'resumed', attempts: 3 });
    expect(new Set(waiter.requests.map(({ key }) => key))).toEqual(new Set([`${made.id}-hold`]));
    expect(new Set(waiter.requests.map(({ body }) => body)).size).toBe(1);
  });

  it('is handed back in time though other workflows at the same address answer with errors of their own', async () => {
    const { relay, waiter } = await holdingRelay({}, ({ path }) => ({
      status: path.includes('broken') ? 500 : 200,
    }));
    const resumeUrl = `${waiter.url}/broken`;
    for (let n = 0; n < 12; n += 1) await hold(relay, waiter, { resumeUrl });
    const at = new Date(relay.clock.now() + HOUR + SECOND).toISOString();
    for (let n = 0; n < 5; n += 1) await hold(relay, waiter, { until: { at } });
    await passes(relay, HOUR);
    await passes(relay, SECOND);
    expect((await listed(relay, '?state=resumed')).holds).toHaveLength(5);
  });

  it('ends as not resumed where the URL is gone, and operators are told', async () => {
    const { relay, waiter } = await holdingRelay({}, () => ({ status: 410 }));
    const { hold: made } = await hold(relay, waiter);
    relay.advance(HOUR);
    const ended = await holdIn(relay, made.id, 'not-resumed');
    expect(ended.reason).toBe('not resumed: answered 410, so nobody waits for it there any more');
    expect((await relay.notice('refused')).message).toContain('not resumed: answered 410');
    expect(waiter.requests).toHaveLength(1);
    const [dead] = await relay.deadLetters();
    expect(dead).toMatchObject({ id: `${made.id}-hold`, endpointName: `hold for ${waiter.url}` });
  });

  it('ends as not resumed where the URL is not found again and again', async () => {
    const { relay, waiter } = await holdingRelay({}, () => ({ status: 404 }));
    const { hold: made } = await hold(relay, waiter);
    await passes(relay, HOUR);
    await passes(relay, 5 * MINUTE);
    await passes(relay, 5 * MINUTE);
    expect(await found(relay, made.id)).toMatchObject({ state: 'not-resumed', attempts: 3 });
    await passes(relay, HOUR);
    expect(waiter.requests).toHaveLength(3);
  });

  it('is handed back now where somebody says so, once', async () => {
    const { relay, waiter } = await holdingRelay();
    const { hold: made } = await hold(relay, waiter);
    expect((await relay.api(`holds/${made.id}/run`, { method: 'POST' })).status).toBe(200);
    const [request] = await waiter.received(1);
    expect(request && resumption(request)).toMatchObject({ outcome: 'due', code: 'RUN_NOW' });
    await holdIn(relay, made.id, 'resumed');
    const again = await relay.api(`holds/${made.id}/run`, { method: 'POST' });
    expect(again.status).toBe(409);
    expect(errorOf(again)).toMatchObject({ code: 'NOT_HELD' });
  });

  it('is handed back outside of its window where somebody says so now: only hours of the law still count', async () => {
    const { relay, waiter } = await holdingRelay();
    // Noon in New York is before the window.
    const until = { holdUntilHours: '5-9', timeZone: 'America/New_York' };
    const { hold: made } = await hold(relay, waiter, { until });
    expect((await relay.api(`holds/${made.id}/run`, { method: 'POST' })).status).toBe(200);
    await relay.running.settle();
    expect(await found(relay, made.id)).toMatchObject({ state: 'resumed' });
  });

  it('that is flushed is never handed back', async () => {
    const { relay, waiter } = await holdingRelay();
    const one = await hold(relay, waiter, { id: 'a', lead: '101' });
    const two = await hold(relay, waiter, { id: 'b', lead: '101' });
    const other = await hold(relay, waiter, { id: 'c', lead: '102' });
    expect((await relay.api(`holds/${one.hold.id}/flush`, { method: 'POST' })).status).toBe(200);
    const many = await relay.api('holds/flush?lead=101', { method: 'POST' });
    expect(JSON.parse(many.text)).toEqual({ success: true, flushed: 1 });
    const none = await relay.api('holds/flush', { method: 'POST' });
    expect(errorOf(none)).toMatchObject({ code: 'NOTHING_CHOSEN' });
    relay.advance(HOUR);
    const [request] = await waiter.received(1);
    expect(request && resumption(request).givenId).toBe('c');
    expect(await found(relay, two.hold.id)).toMatchObject({ state: 'flushed', code: 'FLUSHED' });
    expect((await listed(relay, '?state=flushed')).holds.map(({ givenId }) => givenId)).toEqual(['b', 'a']);
    await holdIn(relay, other.hold.id, 'resumed');
  });

  it('waits for its window on the clock of its lead', async () => {
    const { relay, waiter } = await holdingRelay();
    // Noon in New York is before the window.
    const { hold: made } = await hold(relay, waiter, {
      until: { holdUntilHours: '5-9', timeZone: 'America/New_York' },
    });
    expect(made).toMatchObject({ state: 'held', code: 'OUTSIDE_HOURS', dueAt: '2026-11-20T22:00:00.000Z' });
    const late = await hold(relay, waiter, {
      until: { at: '2026-11-20T23:30:00-05:00', holdUntilHours: '9-5', timeZone: 'America/New_York' },
    });
    expect(late.hold.dueAt).toBe('2026-11-21T14:00:00.000Z');
    const past = await hold(relay, waiter, { until: { at: '2026-11-01T00:00:00Z' } });
    await holdIn(relay, past.hold.id, 'resumed');
  });

  it('is reviewed at its time: where its window has closed meanwhile it waits for the next one', async () => {
    const dataFolder = tempFolder();
    const { relay, waiter } = await holdingRelay({ dataFolder });
    // Half an hour before the window closes; the relay is down until after that.
    const { hold: made } = await hold(relay, waiter, {
      until: { at: '2026-11-20T16:30:00-05:00', holdUntilHours: '9-5', timeZone: 'America/New_York' },
    });
    expect(made.dueAt).toBe('2026-11-20T21:30:00.000Z');
    await relay.stop();
    relay.clock.advance(6 * HOUR);
    const again = await runRelay({ dataFolder, clock: relay.clock });
    await again.running.settle();
    expect(await found(again, made.id)).toMatchObject({ state: 'held', dueAt: '2026-11-21T14:00:00.000Z' });
    expect(waiter.requests).toHaveLength(0);
    again.advance(15 * HOUR);
    await holdIn(again, made.id, 'resumed');
  });

  it('leads nowhere that the egress rules do not let out, and is told the line that would', async () => {
    const { relay, waiter } = await holdingRelay({ settings: { egress: { allow: [] } } });
    const refused = await order(relay, { payload: 1, until: {}, resumeUrl: `${waiter.url}/resume` });
    expect(refused.status).toBe(400);
    const error = errorOf(refused);
    expect(error.code).toBe('RESUME_URL_REFUSED');
    expect(error.remedy).toContain(`"127.0.0.1:${waiter.port}" to settings.egress.allow`);
  });

  it('shows the path of its URL nowhere: who knows it could resume', async () => {
    const { relay, waiter } = await holdingRelay();
    const { hold: made } = await hold(relay, waiter);
    relay.advance(HOUR);
    await holdIn(relay, made.id, 'resumed');
    const places = ['holds', `holds/${made.id}`, 'logs', 'pending', 'notifications'];
    for (const place of places) expect((await relay.api(place)).text).not.toContain('secret-path');
    expect((await relay.api('logs')).text).toContain('"workflowName":"Hold"');
  });

  it.each([
    [{ payload: 1, until: { days: 400 } }, 'DUE_TOO_FAR'],
    [{ payload: 'x'.repeat(262_143), until: {} }, 'PAYLOAD_TOO_LARGE'],
    [{ payload: 1, until: {}, contact: 'SMS' }, 'HOLD_WITHOUT_LEAD'],
    [{ payload: 1, until: { hours: 1, relativeTo: 'lastCalled' }, lead: '101' }, 'NEVER_DUE'],
    [{ payload: 1, until: { minutes: -5 } }, 'BAD_HOLD'],
    [{ payload: 1 }, 'BAD_HOLD'],
    [{ payload: 1, until: {}, secret: `whsec_${'%'.repeat(24)}` }, 'BAD_HOLD'],
    [{ payload: 1, until: {}, secret: 'too short' }, 'BAD_HOLD'],
    [{ payload: 1, until: {}, lead: 'phone:1' }, 'NOT_A_PHONE_NUMBER'],
  ])('is refused with words: %#', async (body, code) => {
    const { relay, waiter } = await holdingRelay();
    const refused = await order(relay, { resumeUrl: `${waiter.url}/resume`, ...body });
    expect(refused.status).toBe(400);
    expect(errorOf(refused).code).toBe(code);
  });

  it('waits as long as its address has asked for where another was handed back', async () => {
    const { relay, waiter } = await holdingRelay({}, () => ({
      status: 429,
      headers: { 'retry-after': '120' },
    }));
    await hold(relay, waiter);
    const at = new Date(relay.clock.now() + HOUR + SECOND).toISOString();
    await hold(relay, waiter, { until: { at } });
    await passes(relay, HOUR);
    await passes(relay, 110 * SECOND);
    expect(waiter.requests).toHaveLength(1);
  });

  it('asks nobody who has stopped answering more often than is allowed', async () => {
    const { relay, waiter } = await holdingRelay({}, () => ({
      status: 429,
      headers: { 'retry-after': '120' },
    }));
    await hold(relay, waiter);
    await passes(relay, HOUR);
    await passes(relay, 119 * SECOND);
    expect(waiter.requests).toHaveLength(1);
    waiter.behave(() => ({ status: 204 }));
    await passes(relay, SECOND);
    expect(waiter.requests).toHaveLength(2);
  });
});
