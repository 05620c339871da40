import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ask, eventOf, type Admission } from '../acceptance-guard/asking.js';
import { found, order, type Made } from '../acceptance-holds/holding.js';
import { eventsOf, subscribe } from '../acceptance-subscriptions/subscribing.js';
import { makeKey } from '../acceptance-keys/keys.js';
import { callOf, form } from '../support/calls.js';
import { HandClock, HOUR, MINUTE } from '../support/clock.js';
import { config, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import type { Answer } from '../support/http.js';
import { acceptedId, runRelay, type TestRelay } from '../support/relay.js';
import { openFailing } from './failing-store.js';
import { anyFault, Faults, STORES } from './store-failures.js';

/** Asks until it is answered well, as programs do; gives what was answered. */
async function insisted(asked: () => Promise<Answer>): Promise<Answer> {
  return eventually(async () => {
    const answer = await asked();
    expect(answer.status).toBe(200);
    return answer;
  });
}

const admit = async (relay: TestRelay, number: number): Promise<Admission> => {
  const event = eventOf(relay, `event ${number}`, { fields: callOf(1, number) });
  return JSON.parse((await insisted(() => ask(relay, { event }))).text) as Admission;
};

const NUMBERS = [1, 2, 3];
/** Fewer than are asked for. */
const MOST = 2;

describe.each(Object.entries(STORES))(
  'what a relay has promised programs, while its store is %s and fails at any call',
  (_name, { open, runs }) => {
    it('is kept: holds, admissions, events for subscribers, keys', async () => {
      await fc.assert(
        fc.asyncProperty(anyFault, async (fault) => {
          const faults = new Faults();
          const [waiter, subscriber] = [await destination(), await destination()];
          const relay = await runRelay({
            clock: new HandClock(),
            store: openFailing(await open(), (call) => faults.before(call)),
            config: config({ endpoints: [], workflows: [workflow('all', [], { rateLimit: MOST })] }),
          });
          try {
            const { secret } = await subscribe(relay, { url: subscriber.url });
            faults.begin(fault);
            const headers = { 'content-type': 'application/x-www-form-urlencoded' };
            const [holds, calls, admissions] = await Promise.all([
              Promise.all(
                NUMBERS.map(async (number) => {
                  const hold = { id: `hold ${number}`, payload: number, until: { hours: 1 } };
                  const resumeUrl = `${waiter.url}/${number}`;
                  const made = await insisted(() => order(relay, { ...hold, resumeUrl }));
                  return (JSON.parse(made.text) as Made).hold;
                }),
              ),
              Promise.all(
                NUMBERS.map(async (number) =>
                  acceptedId(
                    await insisted(() =>
                      relay.hook('main', { headers, body: form(callOf(10 + number, number)) }),
                    ),
                  ),
                ),
              ),
              Promise.all(NUMBERS.map((number) => admit(relay, number))),
            ]);
            faults.end();
            const { key } = await makeKey(relay, { name: 'later', scopes: ['read'] });
            expect(key).not.toBe('');

            expect(admissions.filter(({ admitted }) => admitted)).toHaveLength(MOST);
            // An admission is answered the same, however often it is asked for.
            const again = await Promise.all(NUMBERS.map((number) => admit(relay, number)));
            expect(again.map(({ admitted }) => admitted)).toEqual(admissions.map(({ admitted }) => admitted));

            // A hold is handed back once, or kept with the reason why it could not be.
            relay.advance(HOUR);
            for (const { id } of holds) {
              const ended = await eventually(async () => {
                relay.advance(MINUTE);
                const seen = await found(relay, id);
                expect(['held', 'resuming']).not.toContain(seen.state);
                return seen;
              });
              const came = waiter.requests.filter((request) => request.key === `${id}-hold`);
              if (ended.state === 'resumed') expect(came).toHaveLength(1);
              else expect(ended.reason).not.toBe('');
              if (fault.failure === 'the disk is full') expect(ended.state).toBe('resumed');
            }

            // What was processed is told to who has subscribed, each call once.
            const told = eventsOf(subscriber.requests, secret).map(({ id }) => id);
            expect(told).toEqual([...new Set(told)]);
            if (fault.failure === 'the disk is full') expect(told).toHaveLength(calls.length);
          } finally {
            await relay.stop();
            await waiter.close();
            await subscriber.close();
          }
        }),
        { numRuns: Math.ceil(runs / 3) },
      );
    });
  },
);
