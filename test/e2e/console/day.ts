import { callOf } from '../../support/calls.js';
import { HOUR } from '../../support/clock.js';
import { config, endpoint, workflow } from '../../support/config.js';
import { destination, type Destination } from '../../support/destination.js';
import { runRelay, type TestRelay } from '../../support/relay.js';
import { eventually } from '../../support/eventually.js';

/** A relay in the middle of a day on which not everything went well. */
export interface Day {
  readonly relay: TestRelay;
  readonly crm: Destination;
  /** Has the CRM take what is sent to it again. */
  readonly mend: () => void;
  /** Ids of calls: a sale that the CRM did not take, and one that is followed up later. */
  readonly sale: string;
  readonly followedUp: string;
}

const SALES = 12;

/**
 * Sales go to a CRM that refuses them for its credentials; calls without interest are followed up in two days; one request
 * came to a hook that there is not. Enough has failed for an alarm.
 */
export async function badDay(
  names: { crm?: string; firstName?: string; lastName?: string } = {},
): Promise<Day> {
  const crm = await destination(() => ({
    status: 401,
    body: '{"message":"The token is not valid any more"}',
  }));
  const relay = await runRelay({ config: configOf(crm, names.crm ?? 'Sales CRM') });
  const name = { first_name: names.firstName ?? 'Test', last_name: names.lastName ?? 'Lead' };
  let sale = '';
  for (let number = 1; number <= SALES; number++) {
    const phone = `77355501${String(number).padStart(2, '0')}`;
    sale = await relay.post({
      ...callOf(100 + number, number),
      ...name,
      status: 'SALE',
      phone_number: phone,
    });
    await relay.settled(sale);
    relay.advance(HOUR / 12);
  }
  const followedUp = await relay.post({
    ...callOf(200, 200),
    ...name,
    status: 'NI',
    phone_number: '7735550167',
  });
  await relay.explainWhen(followedUp, ({ actions: [planned] }) => {
    if (planned?.state !== 'waiting') throw new Error('the follow-up is not planned yet');
  });
  await relay.hook('mian', { body: 'status=NI&phone_number=7735550101' });
  await eventually(async () => {
    relay.advance(60_000);
    const { text } = await relay.api('alarms?state=open');
    if (!text.includes('"key"')) throw new Error('there is no alarm yet');
  });
  return {
    relay,
    crm,
    sale,
    followedUp,
    mend: () => crm.behave(() => ({ status: 200, body: '{"success":true}' })),
  };
}

function configOf(crm: Destination, name: string): unknown {
  const post = { id: 'post', type: 'INTEGRATION', endpointId: 'crm' };
  return config({
    endpoints: [endpoint('crm', crm, { name })],
    workflows: [
      workflow('sale', ['crm'], { name: 'Sale to CRM', events: [{ type: 'DISPOSITION', values: ['SALE'] }] }),
      {
        id: 'follow-up',
        name: 'Follow-up in two days',
        events: [{ type: 'DISPOSITION', values: ['NI'] }],
        actionSets: [{ id: 'later', schedule: { days: 2 }, actions: [post] }],
      },
    ],
  });
}
