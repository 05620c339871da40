import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { callOf, form } from '../support/calls.js';
import { HandClock, SECOND } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { acceptedId, runRelay, type TestRelay } from '../support/relay.js';
import { only, type ActionReport, type OccurrenceReport } from '../support/reports.js';
import { openFailing } from './failing-store.js';
import { anyFault, Faults, STORES } from './store-failures.js';

const CALLS = [1, 2, 3, 4];

/** Delivers each call until it is accepted, as Convoso would not, but whoever replays would; gives the ids of all. */
async function deliverAll(relay: TestRelay): Promise<string[]> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return Promise.all(
    CALLS.map((number) =>
      eventually(async () => {
        const answer = await relay.hook('main', { headers, body: form(callOf(number, number)) });
        expect(answer.status).toBe(200);
        return acceptedId(answer);
      }),
    ),
  );
}

/** What became of an accepted call: what it brought about, or the reason why it was set aside. */
type Ending = ActionReport | { readonly state: 'set aside'; readonly reason: string | null };

/** The same, once everything of it has ended: a fault passes, and so do the waits after it. */
function ended(relay: TestRelay, id: string): Promise<Ending> {
  return eventually(async () => {
    relay.advance(10 * SECOND);
    const { deliveries } = JSON.parse((await relay.api('dead-letters')).text) as {
      deliveries: { id: string; failure: string | null }[];
    };
    const dead = deliveries.find((each) => each.id === id);
    if (dead !== undefined) return { state: 'set aside', reason: dead.failure };
    const { status, text } = await relay.api(`occurrences/${id}`);
    expect(status).toBe(200);
    const action = only((JSON.parse(text) as OccurrenceReport).actions);
    expect(['done', 'dead']).toContain(action.state);
    return action;
  });
}

describe.each(Object.entries(STORES))(
  'a relay whose store is %s and fails at any call',
  (_name, { open, runs }) => {
    it('loses nothing that was accepted, sends nothing twice, and keeps what it could not do with its reason', async () => {
      await fc.assert(
        fc.asyncProperty(anyFault, async (fault) => {
          const clock = new HandClock();
          const faults = new Faults();
          const crm = await destination();
          const store = openFailing(await open(), (call) => faults.before(call));
          const relay = await runRelay({
            clock,
            store,
            config: config({ endpoints: [endpoint('crm', crm)] }),
          });
          try {
            faults.begin(fault);
            const ids = await deliverAll(relay);
            faults.end();
            const endings = await Promise.all(ids.map((id) => ended(relay, id)));

            const keys = crm.requests.map(({ key }) => key);
            expect(keys).toEqual([...new Set(keys)]);
            for (const ending of endings) {
              if (ending.state === 'done') expect(keys).toContain(ending.id);
              else expect(ending.reason).not.toBeNull();
            }
            if (fault.failure === 'the disk is full')
              expect(endings.map(({ state }) => state)).toEqual(CALLS.map(() => 'done'));
          } finally {
            await relay.stop();
            await crm.close();
          }
        }),
        { numRuns: runs },
      );
    });
  },
);
