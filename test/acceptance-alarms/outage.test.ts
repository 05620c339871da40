import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HandClock, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination, type Destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { runRelay, tempFolder } from '../support/relay.js';
import { mailServer } from '../support/smtp.js';

const DOWN = { status: 503 };

/** So many leads have a call in turn. */
const LEADS = 6;

interface Message {
  /** In milliseconds since the start. */
  readonly at: number;
  readonly kind: string;
  readonly message: string;
}

/** A relay whose CRM can be down, and the messages that its operators get. */
async function watched(settings: object = {}) {
  const crm = await destination();
  const ops = await destination();
  const relay = await runRelay({
    config: config({
      endpoints: [endpoint('crm', crm), endpoint('ops', ops, { postDataType: 'RAW' })],
      workflows: [workflow('all', ['crm'])],
      settings: { egress: { allow: ['127.0.0.0/8'] }, alarms: { endpointId: 'ops' }, ...settings },
    }),
  });
  const start = relay.clock.now();
  const seen: Message[] = [];
  let calls = 0;
  /** Lets time pass, and waits until the relay has looked at everything, sent what is due, and told what is to be told. */
  const pass = async (milliseconds: number): Promise<void> => {
    relay.clock.advance(milliseconds);
    await relay.running.settle();
    for (const { body } of ops.requests.slice(seen.length)) {
      const { kind = '', message = '' } = Object.fromEntries(new URLSearchParams(body));
      seen.push({ at: relay.clock.now() - start, kind, message });
    }
  };
  /** A call every so often, for so long. */
  const callsFor = async (duration: number, every: number): Promise<void> => {
    for (let passed = 0; passed < duration; passed += every) {
      calls += 1;
      await relay.post(callOf(calls % LEADS, calls));
      await pass(every);
    }
  };
  return { crm, ops, relay, seen, pass, callsFor, calls: () => calls };
}

const callsIn = (requests: readonly { readonly body: string }[]) =>
  requests.map(({ body }) => Number((JSON.parse(body) as { call: string }).call));

const kindsOf = (seen: readonly Message[]) => seen.map(({ kind }) => kind);

describe('an outage of an endpoint', () => {
  it('of an hour is told within five minutes, reminded of hourly, and told to be over once, when everything is sent', async () => {
    const { crm, seen, pass, callsFor, calls } = await watched();
    await callsFor(2 * MINUTE, 20 * SECOND);
    crm.behave(() => DOWN);
    const began = 2 * MINUTE;
    await callsFor(62 * MINUTE, MINUTE);
    const first = seen[0];
    expect((first?.at ?? Infinity) - began).toBeLessThanOrEqual(5 * MINUTE);
    expect(first?.message).toMatch(
      /^crm has been failing since 2026-11-20 09:0[23]:\d\d PST: it answers with a server error \(5xx\)\. \d+ attempts failed, (one action waits|\d+ actions wait)\./,
    );
    const failed = crm.requests.length;
    crm.behave(() => ACCEPTED);
    for (let n = 0; n < 3; n += 1) await pass(MINUTE);
    // Within minutes, each once, and the calls of each lead in their order.
    const sent = callsIn(crm.requests.slice(failed));
    expect(sent.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 62 }, (_, index) => calls() - 61 + index),
    );
    for (let lead = 0; lead < LEADS; lead += 1) {
      const ofLead = sent.filter((call) => call % LEADS === lead);
      expect(ofLead).toEqual(ofLead.toSorted((a, b) => a - b));
    }
    for (let n = 0; n < 57; n += 1) await pass(MINUTE);
    await pass(5 * 60 * MINUTE);
    await pass(MINUTE);
    await pass(MINUTE);
    expect(kindsOf(seen)).toEqual(['failing', 'failing', 'recovered']);
    expect(seen[1]?.message).toContain('crm is still failing, since 2026-11-20 09:0');
    expect(seen[2]?.message).toMatch(
      /crm works again; it was failing from .* Since then \d+ actions were sent/,
    );
    expect(new Set(crm.requests.map(({ key }) => key)).size).toBe(calls());
    expect(crm.requests.slice(failed)).toHaveLength(62);
  });

  it('in which calls are given up says in its message, and at its end, how many: nothing else tells of them', async () => {
    const { crm, seen, pass, callsFor } = await watched();
    crm.behave(() => ({ status: 500 }));
    await callsFor(3 * MINUTE, 20 * SECOND);
    const told =
      /nothing waits, and \d+ were given up\. What was given up is sent again when you say so: npm run connect -- failures/;
    expect(seen[0]?.message).toMatch(told);
    expect(seen[0]?.message).not.toContain('tried again by itself');
    crm.behave(() => ACCEPTED);
    await callsFor(2 * MINUTE, 20 * SECOND);
    for (let n = 0; n < 12; n += 1) await pass(MINUTE);
    expect(kindsOf(seen)).toEqual(['failing', 'recovered']);
    expect(seen[1]?.message).toMatch(/nothing waits, and 9 were given up\. What was given up is sent again/);
  });

  it('counts as given up, when its end is told later, nothing that failed after it', async () => {
    const { crm, seen, pass, callsFor } = await watched();
    crm.behave(() => ({ status: 500 }));
    await callsFor(3 * MINUTE, 20 * SECOND);
    crm.behave(() => ACCEPTED);
    await callsFor(2 * MINUTE, 20 * SECOND);
    crm.behave(() => ({ status: 500 }));
    await callsFor(20 * SECOND, 20 * SECOND);
    crm.behave(() => ACCEPTED);
    await callsFor(2 * MINUTE, 20 * SECOND);
    for (let n = 0; n < 10; n += 1) await pass(MINUTE);
    expect(kindsOf(seen).filter((kind) => kind !== 'not-delivered')).toEqual(['failing', 'recovered']);
    const over = seen.find(({ kind }) => kind === 'recovered')?.message;
    expect(over).toContain('Since then 12 actions were sent, nothing waits, and 9 were given up.');
  });

  it('is told within five minutes, however often the relay is started again meanwhile', async () => {
    const crm = await destination(() => DOWN);
    const ops = await destination();
    const dataFolder = tempFolder();
    const clock = new HandClock();
    const document = config({
      endpoints: [endpoint('crm', crm), endpoint('ops', ops, { postDataType: 'RAW' })],
      workflows: [workflow('all', ['crm'])],
      settings: { egress: { allow: ['127.0.0.0/8'] }, alarms: { endpointId: 'ops' } },
    });
    for (let start = 0; start < 5; start += 1) {
      const relay = await runRelay({ config: document, dataFolder, clock });
      await relay.post(callOf(start, start));
      await relay.running.settle();
      clock.advance(MINUTE);
      await relay.running.settle();
      await relay.stop();
    }
    expect(ops.requests.map(({ body }) => new URLSearchParams(body).get('kind'))).toEqual(['failing']);
    expect(ops.requests[0]?.body).toContain('2026-11-20+09%3A00');
  });

  it('is none where the last thing that failed before a restart was a test', async () => {
    const crm = await destination();
    const dataFolder = tempFolder();
    const clock = new HandClock();
    const document = config({ endpoints: [endpoint('crm', crm)], workflows: [workflow('all', ['crm'])] });
    const first = await runRelay({ config: document, dataFolder, clock });
    await first.settled(await first.post(callOf(1, 1)));
    crm.behave(() => DOWN);
    for (let n = 0; n < 6; n += 1) await first.api('endpoints/crm/test', { method: 'POST' });
    await first.stop();
    const second = await runRelay({ config: document, dataFolder, clock });
    for (let minute = 0; minute < 10; minute += 1) {
      clock.advance(MINUTE);
      await second.running.settle();
    }
    expect(JSON.parse((await second.api('alarms')).text)).toMatchObject({ alarms: [] });
  });

  it('that comes and goes is told of at most once in ten minutes', async () => {
    const { crm, seen, callsFor } = await watched();
    for (let round = 0; round < 12; round += 1) {
      crm.behave(() => DOWN);
      await callsFor(2 * MINUTE, 20 * SECOND);
      crm.behave(() => ACCEPTED);
      await callsFor(2 * MINUTE, 20 * SECOND);
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.length).toBeLessThanOrEqual(5);
    const gaps = seen.slice(1).map(({ at }, index) => at - (seen[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(10 * MINUTE);
  });

  it('is none where the destination refuses what it gets: each is told as ever, and once more an hour later', async () => {
    const { crm, seen, pass, callsFor } = await watched({ notifications: { endpointId: 'ops' } });
    crm.behave(() => ({ status: 422, body: '{"error":"Phone is not valid"}' }));
    await callsFor(20 * MINUTE, MINUTE);
    expect(kindsOf(seen)).toEqual(['not-delivered']);
    await pass(MINUTE);
    for (let n = 0; n < 60; n += 1) await pass(MINUTE);
    expect(kindsOf(seen)).toEqual(['not-delivered', 'not-delivered']);
  });

  it('is mailed where the settings say so, and posts to endpoints are signed where signing is on', async () => {
    const server = await mailServer();
    const { crm, ops, callsFor } = await watched({
      email: { smtpUrl: server.url, from: 'relay@example.test' },
      signing: { secret: 'whsec_c2VjcmV0LW9mLXRoaXMtdGVzdA==' },
      alarms: { endpointId: 'ops', email: 'ops@example.test' },
    });
    crm.behave(() => DOWN);
    await callsFor(3 * MINUTE, 20 * SECOND);
    const [mail] = await server.received(1);
    expect(mail?.header('Subject')).toBe('Convoso Connect: failing');
    expect(mail?.text).toContain('crm has been failing since 2026-11-20 09:00');
    const [post] = await ops.received(1);
    expect(post?.headers['webhook-signature']).toMatch(/^v1,/);
  });

  it('sends no notice of each action that ends undelivered, while its alarm tells of them all', async () => {
    const { crm, relay, seen, callsFor } = await watched({ notifications: { endpointId: 'ops' } });
    const down: Destination['behave'] = crm.behave.bind(crm);
    down(() => 'hang up');
    await callsFor(30 * MINUTE, MINUTE);
    expect(kindsOf(seen)).toEqual(['not-delivered', 'failing']);
    await eventually(async () => {
      const dead = (await relay.notifications()).find(({ key }) => key === 'dead:crm');
      expect(dead?.count).toBe(30);
    });
  });
});
