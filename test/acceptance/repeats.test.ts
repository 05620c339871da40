import { describe, expect, it } from '@jest/globals';
import { DISPOSED, form } from '../support/calls.js';
import { HOUR, SECOND } from '../support/clock.js';
import { config, endpoint } from '../support/config.js';
import { destination } from '../support/destination.js';
import { runRelay, tempFolder, type RelaySetup } from '../support/relay.js';
import { decisionOn } from '../support/reports.js';

const HEADERS = { 'content-type': 'application/x-www-form-urlencoded' };

async function setUp(hook: object = {}, setup: RelaySetup = {}) {
  const crm = await destination();
  const document = config({ endpoints: [endpoint('crm', crm)], hooks: [{ id: 'main', ...hook }] });
  const relay = await runRelay({ config: document, ...setup });
  const post = async (fields = DISPOSED) => {
    const { text } = await relay.hook('main', { headers: HEADERS, body: form(fields) });
    return JSON.parse(text) as { success: boolean; id: string; repeatOf?: string };
  };
  return { crm, relay, post, document };
}

describe('A8: a delivery that comes again', () => {
  it('is answered as the first was, counts once, and is told in the trail', async () => {
    const { crm, relay, post } = await setUp();
    const first = await post();
    relay.advance(3 * SECOND);
    const second = await post();

    expect(second).toEqual({ success: true, id: first.id, repeatOf: first.id });
    const report = await relay.settled(first.id);
    expect(report.callEvent.kinds).toEqual(['disposition', 'leadStatus']);
    expect(report.repeats).toMatchObject({ count: 1 });
    const { text } = await relay.api(`occurrences/${first.id}?as=text`);
    expect(text).toContain('  repeated: the same came again once');
    expect(text).not.toContain('repeat of');
    expect(crm.requests).toHaveLength(1);
  });

  it('is one delivery also where both come at once', async () => {
    const { crm, relay, post } = await setUp();
    const answers = await Promise.all([post(), post(), post()]);
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    await relay.settled(answers[0].id);
    expect(crm.requests).toHaveLength(1);
  });

  it('uses up no rate limit, however often it comes', async () => {
    const { relay, post } = await setUp();
    for (let time = 0; time < 12; time += 1) await post();
    const { id } = await post({ ...DISPOSED, call_log_id: '2' });
    expect(decisionOn(await relay.settled(id), 'all').outcome).toBe('fired');
  });

  it('is known again after a start of the relay', async () => {
    const dataFolder = tempFolder();
    const { relay, post, document } = await setUp({}, { dataFolder });
    const first = await post();
    await relay.stop();
    const again = await runRelay({ config: document, dataFolder, clock: relay.clock });
    const { text } = await again.hook('main', { headers: HEADERS, body: form(DISPOSED) });
    expect(JSON.parse(text)).toMatchObject({ id: first.id, repeatOf: first.id });
  });

  it('is a second one after repeatSeconds, with other bytes, with another query, and without a call', async () => {
    const { relay, post } = await setUp({ repeatSeconds: 5 });
    const lead = { lead_id: '7', status: 'NI' };
    const ids = [
      await post(),
      await post({ ...DISPOSED, status: 'SALE' }),
      await post(lead),
      await post(lead),
    ];
    relay.advance(5 * SECOND);
    ids.push(await post());
    const { text } = await relay.hook('main?event=callback', { headers: HEADERS, body: form(DISPOSED) });
    ids.push(JSON.parse(text) as { success: boolean; id: string });
    expect(new Set(ids.map(({ id }) => id)).size).toBe(ids.length);
    expect((await relay.explain(ids[3]?.id ?? '')).looksRepeatedOf).toBe(ids[2]?.id);
  });

  it('counts each time where repeatSeconds is 0', async () => {
    const { post } = await setUp({ repeatSeconds: 0 });
    expect((await post()).id).not.toBe((await post()).id);
  });

  it('goes by the fields of dedupe, as long as it says', async () => {
    const { relay, post } = await setUp({ dedupe: { fields: ['call_log_id', 'status'], seconds: 3600 } });
    const first = await post();
    relay.advance(3599 * SECOND);
    expect(await post({ ...DISPOSED, agent_comment: 'another' })).toMatchObject({ repeatOf: first.id });
    expect(await post({ ...DISPOSED, status: 'SALE' })).not.toHaveProperty('repeatOf');
    relay.advance(SECOND);
    expect(await post()).not.toHaveProperty('repeatOf');
  });

  it('is not taken for one, and lost, where the clock was set back since the one before', async () => {
    const { crm, relay, post } = await setUp({ dedupe: { fields: ['lead_id'], seconds: 60 } });
    const first = await post();
    await relay.settled(first.id);
    relay.advance(-24 * HOUR);
    const second = await post({ ...DISPOSED, call_log_id: '2' });
    expect(second).not.toHaveProperty('repeatOf');
    const report = await relay.settled(second.id);
    expect(report.looksRepeatedOf).toBeNull();
    expect(crm.requests.map(({ key }) => key)).toEqual([`${first.id}-01`, `${second.id}-01`]);
    const again = await post({ ...DISPOSED, call_log_id: '2', agent_comment: 'another' });
    expect(again).toMatchObject({ repeatOf: second.id });
  });
});

describe('the dispositions of one call', () => {
  it('are told apart for 30 days: the first is one, and each later one a redisposition', async () => {
    const { relay, post } = await setUp();
    const kindsOf = async (status: string, call_log_id: string) => {
      const { id } = await post({ ...DISPOSED, status, call_log_id });
      return (await relay.settled(id)).callEvent.kinds;
    };

    expect(await kindsOf('NI', '1')).not.toContain('redisposition');
    relay.advance(29 * 24 * HOUR);
    expect(await kindsOf('SALE', '1')).toContain('redisposition');
    expect(await kindsOf('SALE', '2')).not.toContain('redisposition');
    relay.advance(29 * 24 * HOUR);
    expect(await kindsOf('SALE', '1')).toContain('redisposition');
  });
});

describe('A9: several calls in one delivery', () => {
  it('are occurrences of their own, in order, each answered with its id', async () => {
    const { crm, relay } = await setUp();
    const body = JSON.stringify([1, 2, 3].map((number) => ({ ...DISPOSED, call_log_id: String(number) })));
    const { text } = await relay.hook('main', { headers: { 'content-type': 'application/json' }, body });
    const { id, ids } = JSON.parse(text) as { id: string; ids: string[] };
    expect(ids).toHaveLength(3);
    expect(ids[0]).toBe(id);
    const reports = await Promise.all(ids.map((each) => relay.settled(each)));
    expect(reports.map(({ callEvent }) => callEvent.call['call_log_id'])).toEqual(['1', '2', '3']);
    expect(crm.requests).toHaveLength(3);
  });
});
