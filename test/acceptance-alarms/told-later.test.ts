import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { HOUR, MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { runRelay, type TestRelay } from '../support/relay.js';

/** A relay whose CRM is down for some minutes while nobody is to be told of it. */
async function outageOfWhichNobodyIsTold() {
  const crm = await destination(() => ({ status: 503 }));
  const ops = await destination();
  const document = (settings: object) =>
    config({
      endpoints: [endpoint('crm', crm), endpoint('ops', ops, { postDataType: 'RAW' })],
      workflows: [workflow('all', ['crm'])],
      settings: { egress: { allow: ['127.0.0.0/8'] }, ...settings },
    });
  const relay = await runRelay({ config: document({}) });
  const callsFor = async (duration: number): Promise<void> => {
    for (let passed = 0; passed < duration; passed += 20 * SECOND) {
      await relay.post(callOf(passed / SECOND + 1, relay.clock.now()));
      relay.clock.advance(20 * SECOND);
      await relay.running.settle();
    }
  };
  await callsFor(5 * MINUTE);
  const told = () => ops.requests.map(({ body }) => new URLSearchParams(body).get('kind'));
  const tellsNow = async (): Promise<void> => {
    await relay.reload(document({ alarms: { endpointId: 'ops' } }));
    relay.clock.advance(MINUTE);
    await relay.running.settle();
  };
  return { crm, relay, callsFor, told, tellsNow };
}

const statesOf = async (relay: TestRelay) =>
  (JSON.parse((await relay.api('alarms')).text) as { alarms: { state: string }[] }).alarms.map(
    ({ state }) => state,
  );

describe('who is named later to be told of alarms', () => {
  it('is not told of an outage that was over by then, which stays listed', async () => {
    const { crm, relay, callsFor, told, tellsNow } = await outageOfWhichNobodyIsTold();
    crm.behave(() => ACCEPTED);
    await callsFor(15 * MINUTE);
    expect(await statesOf(relay)).toEqual(['resolved']);
    await tellsNow();
    relay.clock.advance(HOUR);
    await relay.running.settle();
    expect(told()).toEqual([]);
  });

  it('is told of one that goes on', async () => {
    const { told, tellsNow } = await outageOfWhichNobodyIsTold();
    await tellsNow();
    expect(told()).toEqual(['failing']);
  });
});
