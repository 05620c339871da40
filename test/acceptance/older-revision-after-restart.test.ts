/*
 * A relay that was restarted with a changed configuration stood still for ever as soon as an action of an older
 * revision came due: the revision was read over a second connection from inside the transaction, and the embedded
 * database has only one.
 */
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, callOf } from '../support/calls.js';
import { HandClock, MINUTE } from '../support/clock.js';
import { CALL_ADAPTOR, config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder } from '../support/relay.js';

describe('a pending action of an older revision', () => {
  it('is delivered as it was planned after a restart with a changed configuration, and holds nothing up', async () => {
    const crm = await destination(() => ({ status: 503 }));
    const clock = new HandClock();
    const dataFolder = tempFolder();
    const endpoints = [endpoint('crm', crm)];
    const before = await runRelay({ dataFolder, clock, config: config({ endpoints }) });
    const id = await before.post(DISPOSED);
    const [refused] = await crm.received(1);
    await before.stop();

    crm.behave(() => ({ status: 200, body: '{"success":true}' }));
    const renamed = CALL_ADAPTOR.fields.map((row) => ({ ...row, mappedTo: `new_${row.mappedTo}` }));
    const changed = config({ endpoints, adaptors: [{ ...CALL_ADAPTOR, fields: renamed }] });
    const relay = await runRelay({ dataFolder, clock, config: changed });
    relay.advance(MINUTE);
    await relay.settled(id);
    await relay.settled(await relay.post(callOf('1364888')));

    const [, repeated, next] = await crm.received(3);
    expect([repeated?.key, repeated?.body]).toEqual([refused?.key, refused?.body]);
    expect(JSON.parse(next?.body ?? '')).toMatchObject({ new_lead: '1364888' });
  });
});
