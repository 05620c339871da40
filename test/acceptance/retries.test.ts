import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { ACCEPTED, destination, type Behaviour, type Reply } from '../support/destination.js';
import { freePort } from '../support/free-port.js';
import { errorOf, runRelay, type TestRelay } from '../support/relay.js';
import { only, type OccurrenceReport } from '../support/reports.js';

async function setUp(behaviour: Behaviour, settings: Readonly<Record<string, unknown>> = {}) {
  const crm = await destination(behaviour);
  const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm, settings)] }) });
  return { crm, relay };
}

/** The trail once so many attempts are settled. */
function afterAttempts(relay: TestRelay, id: string, count: number): Promise<OccurrenceReport> {
  return relay.explainWhen(id, ({ actions }) => {
    expect(only(actions).attempts).toHaveLength(count);
    expect(only(actions).state).not.toBe('running');
  });
}

/** How long the next attempt is away, in milliseconds. */
function wait({ clock }: TestRelay, report: OccurrenceReport): number {
  return Date.parse(only(report.actions).nextAttemptAt ?? '') - clock.now();
}

describe('an endpoint with retry "safe"', () => {
  it.each([
    ['503', { status: 503 }],
    ['429', { status: 429 }],
  ])('tries again after a %s, with the same key and the same body', async (_what, turnedAway) => {
    const { crm, relay } = await setUp((_request, count) => (count < 3 ? turnedAway : ACCEPTED));
    const id = await relay.post(callOf(1));
    await afterAttempts(relay, id, 1);
    relay.advance(5 * SECOND);
    await afterAttempts(relay, id, 2);
    relay.advance(5 * MINUTE);

    const report = await relay.settled(id);

    const action = only(report.actions);
    expect(action).toMatchObject({ id: `${id}-01`, state: 'done' });
    expect(action.attempts.map(({ number, outcome }) => [number, outcome])).toEqual([
      [1, 'retry'],
      [2, 'retry'],
      [3, 'delivered'],
    ]);
    expect(crm.requests.map(({ key }) => key)).toEqual([action.id, action.id, action.id]);
    expect(new Set(crm.requests.map(({ body }) => body)).size).toBe(1);
  });

  it('sends the same body on another day, with the age of the first attempt', async () => {
    const crm = await destination(() => ({ status: 503 }));
    const born = { section: 'lead', field: 'date_of_birth', mappedTo: 'age', dateFormat: 'age' };
    const adaptors = [{ id: 'call', fields: [born] }];
    const relay = await runRelay({ config: config({ adaptors, endpoints: [endpoint('crm', crm)] }) });
    const id = await relay.post({ ...callOf(1), date_of_birth: '2000-11-21' });
    await afterAttempts(relay, id, 1);
    crm.behave(() => ACCEPTED);

    relay.advance(20 * HOUR);

    await relay.settled(id);
    expect(crm.requests.map(({ body }) => body)).toEqual(['{"age":"25"}', '{"age":"25"}']);
    const birthday = await relay.post({ ...callOf(2, 2), date_of_birth: '2000-11-21' });
    await relay.settled(birthday);
    expect(crm.requests.at(-1)?.body).toBe('{"age":"26"}');
  });

  it('tries again when nobody listens, and delivers once somebody does', async () => {
    const port = await freePort();
    const nobody = { url: `http://127.0.0.1:${port}` };
    const document = (to: { url: string }) => config({ endpoints: [endpoint('crm', to)] });
    const relay = await runRelay({ config: document(nobody) });
    const id = await relay.post(callOf(1));
    const failed = await afterAttempts(relay, id, 1);
    expect(only(failed.actions).attempts[0]).toMatchObject({ status: null, result: null, outcome: 'retry' });
    expect(only(failed.actions).attempts[0]?.reason).toContain('no connection could be made');

    const crm = await destination();
    await relay.reload(document(crm));
    relay.advance(5 * SECOND);

    await relay.settled(id);
    const [request] = await crm.received(1);
    expect(request?.key).toBe(`${id}-01`);
  });

  it('waits 5 s, 5 min, 30 min, 2 h, 5 h and 10 h, and gives up after a day with a last attempt', async () => {
    const { crm, relay } = await setUp(() => ({ status: 503 }));
    const id = await relay.post(callOf(1));
    const waits = [];
    for (let attempt = 1; attempt <= 7; attempt++) {
      const report = await afterAttempts(relay, id, attempt);
      waits.push(wait(relay, report));
      relay.advance(waits.at(-1) ?? 0);
    }

    const report = await relay.settled(id);

    const last = 24 * HOUR - (17 * HOUR + 35 * MINUTE + 5 * SECOND);
    const HALF_HOUR = 30 * MINUTE;
    expect(waits).toEqual([5 * SECOND, 5 * MINUTE, HALF_HOUR, 2 * HOUR, 5 * HOUR, 10 * HOUR, last]);
    expect(only(report.actions)).toMatchObject({ state: 'dead' });
    expect(only(report.actions).reason).toBe('answered 503; the time for giving up has come');
    expect(crm.requests).toHaveLength(8);
  });

  it('spreads its waits by a fifth to either side', async () => {
    for (const [random, expected] of [
      [() => 0, 4 * SECOND],
      [() => 0.999_999, 6 * SECOND],
    ] as const) {
      const crm = await destination(() => ({ status: 503 }));
      const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }), random });
      const report = await afterAttempts(relay, await relay.post(callOf(1)), 1);
      expect(Math.abs(wait(relay, report) - expected)).toBeLessThanOrEqual(1);
    }
  });

  it('waits as long as Retry-After asks, and not less than its own schedule', async () => {
    const { crm, relay } = await setUp(() => ({ status: 429, headers: { 'retry-after': '90' } }));
    const id = await relay.post(callOf(1));
    expect(wait(relay, await afterAttempts(relay, id, 1))).toBe(90 * SECOND);

    crm.behave(() => ({ status: 503, headers: { 'retry-after': '1' } }));
    relay.advance(90 * SECOND);
    expect(wait(relay, await afterAttempts(relay, id, 2))).toBe(5 * MINUTE);

    const date = new Date(relay.clock.now() + 5 * MINUTE + 2 * HOUR).toUTCString();
    crm.behave(() => ({ status: 503, headers: { 'retry-after': date } }));
    relay.advance(5 * MINUTE);
    expect(wait(relay, await afterAttempts(relay, id, 3))).toBe(2 * HOUR);
  });

  it('gives up at once what asks for a longer wait than it has, and says so', async () => {
    const { relay } = await setUp(() => ({ status: 429, headers: { 'retry-after': '99999999' } }));

    const report = await relay.settled(await relay.post(callOf(1)));

    expect(only(report.actions)).toMatchObject({
      state: 'dead',
      reason: 'answered 429; it asks to wait beyond the time for giving up',
    });
  });

  it.each([400, 401, 404, 408, 409, 422, 500, 502, 504])('takes a %i as final', async (status) => {
    const { crm, relay } = await setUp(() => ({ status, body: '{"success":"no"}' }));

    const report = await relay.settled(await relay.post(callOf(1)));

    const action = only(report.actions);
    expect(action.state).toBe('dead');
    expect(action.reason).toContain(`answered ${status}`);
    expect(only(action.attempts)).toMatchObject({ outcome: 'failed', status, result: 'no' });
    expect(crm.requests).toHaveLength(1);
  });

  it('does not follow a redirect, and says what to do', async () => {
    const elsewhere = await destination();
    const location = `${elsewhere.url}/moved`;
    const { relay } = await setUp(() => ({ status: 302, headers: { location } }));

    const report = await relay.settled(await relay.post(callOf(1)));

    expect(only(report.actions)).toMatchObject({
      state: 'dead',
      reason: expect.stringMatching(/answered 302, a redirect to .*probably processed.*expect\.redirect/),
    });
    expect(elsewhere.requests).toEqual([]);
  });

  it('takes a request as final that may have been processed before the connection broke', async () => {
    const { crm, relay } = await setUp(() => 'silence');
    const id = await relay.post(callOf(1));
    await crm.received(1);
    await crm.close();

    const report = await relay.settled(id);

    expect(only(report.actions).state).toBe('dead');
    expect(only(report.actions).reason).toContain('it may have been processed, and retry is "safe"');
  });
});

describe('an endpoint with retry "always"', () => {
  it('also repeats a 500 and an answer that does not come in time', async () => {
    const behaviour: Behaviour = (_request, count) =>
      (['silence', { status: 500 }, ACCEPTED] as const)[count - 1] ?? ACCEPTED;
    const { crm, relay } = await setUp(behaviour, { retry: 'always', timeoutSeconds: 2 });
    const id = await relay.post(callOf(1));
    const timedOut = await afterAttempts(relay, id, 1);
    expect(only(timedOut.actions).attempts[0]?.reason).toContain('timed out after 2000 ms');
    relay.advance(5 * SECOND);
    await afterAttempts(relay, id, 2);
    relay.advance(5 * MINUTE);

    const report = await relay.settled(id);

    expect(only(report.actions).state).toBe('done');
    expect(new Set(crm.requests.map(({ key, body }) => `${key} ${body}`)).size).toBe(1);
    expect(crm.requests).toHaveLength(3);
  });

  it('takes a 400 as final all the same', async () => {
    const { relay } = await setUp(() => ({ status: 400 }), { retry: 'always' });

    expect(only((await relay.settled(await relay.post(callOf(1)))).actions).state).toBe('dead');
  });
});

describe('an endpoint with retry "never"', () => {
  it.each([503, 429, 500])('tries once, even after a %i', async (status) => {
    const { relay } = await setUp(() => ({ status }), { retry: 'never' });

    const report = await relay.settled(await relay.post(callOf(1)));

    expect(only(report.actions)).toMatchObject({ state: 'dead', attempts: [{ outcome: 'failed' }] });
    expect(only(report.actions).reason).toBe(`answered ${status}; retry is "never"`);
  });

  it('tries once, even where nobody listens', async () => {
    const nobody = { url: `http://127.0.0.1:${await freePort()}` };
    const document = config({ endpoints: [endpoint('crm', nobody, { retry: 'never' })] });
    const relay = await runRelay({ config: document });

    expect(only((await relay.settled(await relay.post(callOf(1)))).actions).state).toBe('dead');
  });
});

describe('what ends undelivered', () => {
  const REFUSED: Reply = { status: 422, body: '{"success":"no such field"}' };

  it('is listed, told about, and delivered by a replay with its key and its body', async () => {
    const { crm, relay } = await setUp(() => REFUSED);
    const id = await relay.post(callOf(1));
    await relay.settled(id);

    const letter = only(await relay.deadLetters());
    expect(letter).toMatchObject({ id: `${id}-01`, endpointId: 'crm', attempts: 1, reason: 'answered 422' });
    expect((await relay.notice('not-delivered')).message).toContain('answered 422');

    crm.behave(() => ACCEPTED);
    expect((await relay.replay('dead-letters', letter.id)).status).toBe(200);

    const report = await relay.settled(id);
    expect(only(report.actions)).toMatchObject({ state: 'done', reason: null });
    const [first, second] = crm.requests;
    expect(second).toMatchObject({ key: first?.key, body: first?.body });
    expect(await relay.deadLetters()).toEqual([]);
  });

  it('has its whole time for retries again after a replay', async () => {
    const { crm, relay } = await setUp(() => REFUSED, { giveUpAfterSeconds: 60 });
    const id = await relay.post(callOf(1));
    await relay.settled(id);
    relay.advance(HOUR);

    crm.behave(() => ({ status: 503 }));
    await relay.replay('dead-letters', `${id}-01`);

    const report = await afterAttempts(relay, id, 2);
    expect(only(report.actions).state).toBe('waiting');
    expect(wait(relay, report)).toBe(MINUTE);
  });

  it('can be replayed only while it is dead, and only where it exists', async () => {
    const { relay } = await setUp(() => ACCEPTED);
    const id = await relay.post(callOf(1));
    await relay.settled(id);

    const delivered = await relay.replay('dead-letters', `${id}-01`);
    const unknown = await relay.replay('dead-letters', 'nobody');

    expect([delivered.status, errorOf(delivered).code]).toEqual([409, 'NOT_DEAD']);
    expect([unknown.status, errorOf(unknown).code]).toEqual([404, 'UNKNOWN_ENTRY']);
  });

  it('is not attempted at all when the time for giving up passed before its turn came', async () => {
    const { crm, relay } = await setUp(({ body }) => (body.includes('"call":"1"') ? 'silence' : ACCEPTED), {
      giveUpAfterSeconds: 60,
      timeoutSeconds: 600,
    });
    await relay.post(callOf(1, 1));
    await crm.received(1);
    const late = await relay.post(callOf(1, 2));
    await relay.explain(late);

    relay.advance(61 * SECOND);

    const report = await relay.settled(late);
    expect(only(report.actions)).toMatchObject({ state: 'dead', attempts: [] });
    expect(only(report.actions).reason).toContain('before the first attempt could be made');
  });
});
