import { Agent } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { DISPOSED, form } from '../support/calls.js';
import { closeAfterTest } from '../support/closing.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { errorOf, runRelay } from '../support/relay.js';
import { only } from '../support/reports.js';

const BODY = form(DISPOSED);
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

async function setUp(hook: Readonly<Record<string, unknown>> = {}) {
  const crm = await destination();
  const document = (hooks: readonly Readonly<Record<string, unknown>>[]) =>
    config({ endpoints: [endpoint('crm', crm)], hooks });
  const relay = await runRelay({
    config: document([{ id: 'main', ...hook }]),
    env: { HOOK: 'right-secret' },
  });
  return { crm, relay, document };
}

/** A hook that asks for its secret. */
const ASKING = { secret: { secretRef: 'env:HOOK' } };

const idIn = (text: string) => (JSON.parse(text) as { id: string }).id;

describe('what was turned away', () => {
  it('for a wrong secret gets in by replay, as it came and at the time it came', async () => {
    const { crm, relay } = await setUp(ASKING);
    const headers = { ...FORM, 'x-connect-secret': 'old-secret' };
    await relay.hook('main', { headers, body: BODY });
    const cameAt = new Date(relay.clock.now()).toISOString();
    relay.advance(60_000);
    const { id } = only(await relay.quarantine());

    const replayed = await relay.replay('quarantine', id);

    expect(replayed.status).toBe(200);
    const occurrence = idIn(replayed.text);
    const report = await relay.settled(occurrence);
    expect(report.receivedAt).toBe(cameAt);
    const [request] = await crm.received(1);
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ call: '14683239', outcome: 'NI' });
    expect(only(await relay.quarantine()).replayedAs).toBe(occurrence);
  });

  it('is replayed once', async () => {
    const { crm, relay } = await setUp(ASKING);
    await relay.hook('main', { headers: FORM, body: BODY });
    const { id } = only(await relay.quarantine());
    await relay.settled(idIn((await relay.replay('quarantine', id)).text));

    const again = await relay.replay('quarantine', id);

    expect(again.status).toBe(409);
    expect(errorOf(again).code).toBe('REPLAYED_ALREADY');
    await relay.stop();
    expect(crm.requests).toHaveLength(1);
  });

  it('for an unknown hook waits until the hook is there, or goes to another', async () => {
    const { crm, relay, document } = await setUp();
    await relay.hook('leads', { headers: FORM, body: BODY });
    await relay.hook('laeds', { headers: FORM, body: form({ ...DISPOSED, lead_id: '2' }) });
    const [second, first] = await relay.quarantine();
    const early = await relay.replay('quarantine', first?.id ?? '');
    expect(early.status).toBe(409);
    expect(errorOf(early).code).toBe('UNKNOWN_HOOK');

    await relay.reload(document([{ id: 'main' }, { id: 'leads' }]));
    const mended = await relay.replay('quarantine', first?.id ?? '');
    const elsewhere = await relay.replay('quarantine', second?.id ?? '', '?hook=leads');

    for (const answer of [mended, elsewhere]) {
      const report = await relay.settled(idIn(answer.text));
      expect(report.hookId).toBe('leads');
    }
    await crm.received(2);
  });

  it('for a foreign address gets in by replay, because the operator vouches for it', async () => {
    const { crm, relay } = await setUp({ allowFrom: ['66.85.240.0/21'] });
    await relay.hook('main', { headers: FORM, body: BODY });

    await relay.replay('quarantine', only(await relay.quarantine()).id);

    await crm.received(1);
  });

  it('because nobody can read it is not readable at a replay either', async () => {
    const { relay } = await setUp();
    await relay.hook('main', { body: '{broken' });

    const replayed = await relay.replay('quarantine', only(await relay.quarantine()).id);

    expect(replayed.status).toBe(400);
    expect(errorOf(replayed).code).toBe('UNREADABLE_DELIVERY');
  });

  it('can only be replayed by an id that is there', async () => {
    const { relay } = await setUp();

    const replayed = await relay.replay('quarantine', 'nobody');

    expect(replayed.status).toBe(404);
    expect(errorOf(replayed).code).toBe('UNKNOWN_ENTRY');
  });

  it('is kept up to 64 kB; what is longer can be looked at and not replayed', async () => {
    const { relay } = await setUp(ASKING);
    await relay.hook('main', { body: `status=NI&agent_comment=${'x'.repeat(100_000)}` });
    const kept = await relay.quarantined(only(await relay.quarantine()).id);

    const replayed = await relay.replay('quarantine', kept.id);

    expect(kept.truncated).toBe(true);
    expect(kept.body).toHaveLength(64 * 1024);
    expect(replayed.status).toBe(409);
    expect(errorOf(replayed).code).toBe('TRUNCATED');
  });

  it('keeps no secret, however its name is written in the URL', async () => {
    const { relay } = await setUp(ASKING);

    await relay.hook('main?secret=wrong-secret&Secret=another-secret', { headers: FORM, body: BODY });
    await relay.hook('main?%73ecret=wrong-secret', { headers: FORM, body: BODY });
    await relay.hook('main??secret=wrong-secret', { headers: FORM, body: BODY });
    await relay.hook('main', { headers: { ...FORM, authorization: 'Bearer wrong-secret' }, body: BODY });

    const kept = await relay.quarantine();
    expect(kept).toHaveLength(4);
    for (const { id } of kept) {
      const { text } = await relay.api(`quarantine/${id}`);
      expect(JSON.parse(text)).toMatchObject({ id, body: BODY });
      expect(text).not.toMatch(/wrong-secret|another-secret/);
    }
  });

  it('is bounded to the newest 1,000', async () => {
    const { relay } = await setUp();
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    closeAfterTest(() => agent.destroy());
    const junk = Array.from({ length: 1_005 }, (_, index) => `junk ${index}`);

    for (const body of junk.slice(0, 6)) await relay.hook('main', { body, agent });
    const [sixth, fifth] = await relay.quarantine();
    for (const body of junk.slice(6)) await relay.hook('main', { body, agent });

    expect((await relay.replay('quarantine', fifth?.id ?? '')).status).toBe(404);
    expect((await relay.replay('quarantine', sixth?.id ?? '')).status).toBe(400);
    const kept = await relay.quarantine(1_000);
    expect(kept.map(({ size }) => size)).toEqual(
      junk
        .slice(5)
        .reverse()
        .map(({ length }) => length),
    );
    const oldest = await relay.quarantined(kept.at(-1)?.id ?? '');
    expect(oldest.body).toBe(junk[5]);
  });
});
