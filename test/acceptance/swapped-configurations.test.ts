import { expect, it } from '@jest/globals';
import { callOf, form } from '../support/calls.js';
import { CALL_ADAPTOR, config, endpoint, workflow } from '../support/config.js';
import { ACCEPTED, destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { acceptedId, runRelay } from '../support/relay.js';

const SWAPS = 100;
const SENDERS = 4;

it(`${SWAPS} configurations take over from each other under load, and no call is lost or doubled`, async () => {
  const crm = await destination(() => ACCEPTED);
  const withNumber = (number: number) =>
    config({
      endpoints: [endpoint('crm', crm, { apiAuthentication: `revision=${number}-of-this-test` })],
      adaptors: [{ ...CALL_ADAPTOR, name: `Call ${number}` }],
      workflows: [workflow('all', ['crm'], { name: `All ${number}` })],
    });
  const relay = await runRelay({ config: withNumber(0) });
  const acknowledged: string[] = [];
  let swapped = false;
  let sent = 0;

  const sender = async (): Promise<void> => {
    while (!swapped) {
      const lead = (sent += 1);
      acknowledged.push(acceptedId(await relay.hook('main', { body: form(callOf(lead)) })));
    }
  };
  const senders = Array.from({ length: SENDERS }, sender);
  for (let number = 1; number <= SWAPS; number += 1) {
    const before = acknowledged.length;
    await relay.reload(withNumber(number));
    await eventually(() => expect(acknowledged.length).toBeGreaterThan(before));
  }
  swapped = true;
  await Promise.all(senders);

  const { revision } = JSON.parse((await relay.api('config')).text) as { revision: number };
  expect(revision).toBe(SWAPS + 1);
  expect(acknowledged.length).toBeGreaterThanOrEqual(SWAPS);
  await eventually(() => expect(crm.requests).toHaveLength(acknowledged.length));
  expect(new Set(crm.requests.map(({ key }) => key))).toEqual(new Set(acknowledged.map((id) => `${id}-01`)));
});
