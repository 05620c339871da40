import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { eventually } from '../support/eventually.js';
import { errorOf, runRelay, type TestRelay } from '../support/relay.js';
import { ask } from './log-api.js';

interface Line {
  readonly id: string;
  readonly size?: number;
  readonly actions?: Readonly<Record<string, number>>;
}

/** Every page of a list, of 20 each, by following `next`; the key is that of its lines. */
async function allPages(relay: TestRelay, place: string, key: string): Promise<readonly Line[]> {
  const lines: Line[] = [];
  let next: string | null = null;
  do {
    const after: Record<string, string> = next === null ? {} : { after: next };
    const page: Record<string, unknown> = await ask(relay, place, { limit: '20', ...after });
    lines.push(...(page[key] as Line[]));
    next = page['next'] as string | null;
  } while (next !== null);
  return lines;
}

const newestFirst = (ids: readonly string[]): string[] => [...ids].sort().reverse();

describe('lists', () => {
  it('of occurrences and deliveries give each once, newest first, over all pages', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const ids: string[] = [];
    for (let call = 0; call < 45; call++) ids.push(await relay.post(callOf(call, call)));
    for (const id of ids) await relay.settled(id);

    const occurrences = await allPages(relay, 'occurrences', 'occurrences');
    const deliveries = await allPages(relay, 'deliveries', 'deliveries');

    expect(occurrences.map(({ id }) => id)).toEqual(newestFirst(ids));
    expect(deliveries.map(({ id }) => id)).toEqual(newestFirst(ids));
    const ofPhone = await allPages(relay, 'occurrences', 'occurrences');
    expect(ofPhone).toHaveLength(45);
  });

  it('of occurrences do not grow with the workflows that did not match', async () => {
    const crm = await destination();
    const never = { events: [{ type: 'DISPOSITION', values: ['NEVER'] }] };
    const others = Array.from({ length: 100 }, (_, n) => workflow(`other-${n}`, ['crm'], never));
    const workflows = [workflow('all', ['crm']), ...others];
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], workflows }) });
    const id = await relay.post(callOf(1));
    const report = await relay.settled(id);

    const { text } = await relay.api('occurrences');

    expect(report.decisions).toHaveLength(101);
    expect(text.length).toBeLessThan(1_000);
    expect(JSON.parse(text)).toMatchObject({
      occurrences: [{ id, decisions: { fired: 1 }, actions: { done: 1 } }],
      next: null,
    });
    const history = await ask<{ history: { decisions: unknown[] }[] }>(relay, 'leads/1/history');
    expect(history.history[0]?.decisions).toHaveLength(1);
  });

  it('of deliveries hold sizes, and one delivery holds what came', async () => {
    const crm = await destination();
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const id = await relay.post({ status: 'NI', lead_id: '1', agent_comment: 'ü' });
    await relay.settled(id);

    const [line] = await allPages(relay, 'deliveries', 'deliveries');
    const whole = JSON.parse((await relay.api(`deliveries/${id}`)).text) as object;

    expect(line).toMatchObject({ id, size: 40, view: `/api/deliveries/${id}` });
    expect(line).not.toHaveProperty('body');
    expect(whole).toMatchObject({ id, state: 'processed', body: 'status=NI&lead_id=1&agent_comment=%C3%BC' });
    const unknown = await relay.api('deliveries/nothing');
    expect([unknown.status, errorOf(unknown).code]).toEqual([404, 'UNKNOWN_DELIVERY']);
  });

  it('of dead letters go on with either kind until both have ended', async () => {
    const crm = await destination(() => ({ status: 400 }));
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)] }) });
    const ids: string[] = [];
    for (let call = 0; call < 25; call++) ids.push(await relay.post(callOf(call, call)));
    await eventually(async () => expect(await relay.deadLetters()).toHaveLength(25));

    const dead = await allPages(relay, 'dead-letters', 'actions');

    expect(dead.map(({ id }) => id)).toEqual(newestFirst(ids).map((id) => `${id}-01`));
  });

  it('of what was turned away, of notifications and of revisions come in pages too', async () => {
    const crm = await destination();
    const document = (name: string) => config({ endpoints: [endpoint('crm', crm, { name })] });
    const relay = await runRelay({ config: document('0') });
    for (let n = 1; n <= 25; n++) {
      await relay.reload(document(String(n)));
      await relay.hook('nobody', { body: `n=${n}` });
    }

    const rejected = await allPages(relay, 'quarantine', 'quarantine');
    const revisions = await ask<{ revisions: { revision: number }[] }>(relay, 'config/revisions', {
      limit: '20',
    });
    const more = await allPages(relay, 'config/revisions', 'revisions');

    expect(rejected.map(({ id }) => id)).toEqual(newestFirst(rejected.map(({ id }) => id)));
    expect(rejected).toHaveLength(25);
    expect(revisions.revisions.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 20 }, (_, index) => 26 - index),
    );
    expect(more).toHaveLength(26);
    expect((await allPages(relay, 'notifications', 'notifications')).length).toBeGreaterThan(0);
  });

  it.each([
    'occurrences',
    'deliveries',
    'quarantine',
    'dead-letters',
    'notifications',
    'config/revisions',
    'pending',
    'actions',
    'logs',
  ])('at /api/%s refuse a filter, a page size or a cursor that there is not', async (place) => {
    const relay = await runRelay({ config: config({ endpoints: [], workflows: [] }) });
    const codes = [];
    for (const query of ['fone=7735550167', 'limit=3', 'after=elsewhere']) {
      codes.push(errorOf(await relay.api(`${place}?${query}`)).code);
    }
    expect(codes).toEqual(['UNKNOWN_FILTER', 'UNKNOWN_VALUE', 'UNKNOWN_CURSOR']);
  });
});
