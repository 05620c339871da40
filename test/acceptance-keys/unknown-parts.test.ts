import { describe, expect, it } from '@jest/globals';
import { callOf } from '../support/calls.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { errorOf, runRelay } from '../support/relay.js';
import { audited, bearer, makeKey, order } from './keys.js';

/** Whatever somebody may paste into the wrong place. */
const PHONE = '7735550142';

const laterActions = [
  { id: 's', schedule: { hours: 2 }, actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm' }] },
];

/** One call, of which an action has ended undelivered and another one waits. */
async function setUp() {
  const crm = await destination(() => ({ status: 400 }));
  const document = config({
    endpoints: [endpoint('crm', crm)],
    workflows: [workflow('now', ['crm']), workflow('later', [], { actionSets: laterActions })],
  });
  const relay = await runRelay({ config: document });
  const id = await relay.post(callOf(1));
  await relay.explainWhen(id, ({ actions }) =>
    expect(actions.map(({ state }) => state).sort()).toEqual(['dead', 'waiting']),
  );
  return { relay, document };
}

describe('an order about many', () => {
  it.each([
    [`pending/flush?workflow=${PHONE}`, 'UNKNOWN_WORKFLOW', 'now, later'],
    [`pending/flush?endpoint=${PHONE}`, 'UNKNOWN_ENDPOINT', 'crm'],
    ['pending/flush?workflow=later&endpoint=cmr', 'UNKNOWN_ENDPOINT', 'crm'],
    [`dead-letters/replay?workflow=${PHONE}`, 'UNKNOWN_WORKFLOW', 'now, later'],
    ['dead-letters/replay?endpoint=cmr&reason=400', 'UNKNOWN_ENDPOINT', 'crm'],
  ])(
    'that names a part which is not there is told so, and is in no audit log: %s',
    async (place, code, known) => {
      const { relay } = await setUp();

      const answer = await relay.api(place, { method: 'POST' });

      expect([answer.status, errorOf(answer).code]).toEqual([404, code]);
      expect(errorOf(answer).remedy).toContain(known);
      expect(await audited(relay, '?what=pending.flushMany')).toEqual([]);
      expect(await audited(relay, '?what=deadLetters.replayMany')).toEqual([]);
    },
  );

  it('takes a part that the configuration does not have any more, as long as something of it is left', async () => {
    const { relay, document } = await setUp();
    await relay.reload({ ...document, endpoints: [], workflows: [] });
    const order = async (place: string) => {
      const { status, text } = await relay.api(place, { method: 'POST' });
      return { status, ...(JSON.parse(text) as object) };
    };

    expect(await order('pending/flush?workflow=later&endpoint=crm')).toMatchObject({ flushed: 1 });
    expect(await order('dead-letters/replay?workflow=now')).toMatchObject({
      status: 200,
      replayed: { actions: 0 },
      why: [{ count: 1 }],
    });
    expect(await order('pending/flush?workflow=later')).toMatchObject({ status: 404 });
  });

  it.each([
    ['operate', 'POST', 'pending/flush?workflow=latr', 'UNKNOWN_WORKFLOW'],
    ['operate', 'POST', 'dead-letters/replay?endpoint=cmr', 'UNKNOWN_ENDPOINT'],
    ['operate', 'PATCH', 'workflows/latr', 'UNKNOWN_WORKFLOW'],
    ['operate', 'PATCH', 'workflows/later/actions/pots', 'UNKNOWN_ACTION'],
    ['operate', 'POST', 'endpoints/cmr/test', 'UNKNOWN_ENDPOINT'],
    ['config', 'DELETE', 'secrets/CMR', 'UNKNOWN_SECRET'],
  ] as const)(
    'tells a key with %s and without read no names of what is there: %s %s',
    async (scope, method, place, code) => {
      const { relay } = await setUp();
      const blind = await makeKey(relay, { name: 'blind', scopes: [scope] });
      const seeing = await makeKey(relay, { name: 'seeing', scopes: [scope, 'read'] });
      await order(relay, { method: 'PUT', path: '/api/secrets/CRM' }, relay.authorization, {
        secret: 'abcdefgh',
      });
      const ask = (key: { readonly key: string }) =>
        order(
          relay,
          { method, path: `/api/${place}` },
          bearer(key),
          method === 'PATCH' ? { active: true } : undefined,
        );

      const [untold, told] = [await ask(blind), await ask(seeing)];

      expect([untold, told].map((answer) => [answer.status, errorOf(answer).code])).toEqual([
        [404, code],
        [404, code],
      ]);
      expect(untold.text).not.toMatch(/\b(?:crm|now, later|post)\b/i);
      expect(told.text).toMatch(/\b(?:crm|now, later|post)\b/i);
    },
  );
});

describe('a list', () => {
  it.each([
    ['logs?workflow=latr', 404, 'UNKNOWN_WORKFLOW'],
    ['logs?endpoint=cmr', 404, 'UNKNOWN_ENDPOINT'],
    ['logs?endpoint=cmr&format=csv', 404, 'UNKNOWN_ENDPOINT'],
    ['pending?workflow=latr', 404, 'UNKNOWN_WORKFLOW'],
    ['pending?endpoint=cmr', 404, 'UNKNOWN_ENDPOINT'],
    ['actions?workflow=latr', 404, 'UNKNOWN_WORKFLOW'],
    ['audit?who=comand%20line', 400, 'UNKNOWN_VALUE'],
    ['logs?from=2026-11-20&to=2026-11-01', 400, 'SPAN_BACKWARDS'],
  ])('that asks for what there never was is no empty list: %s', async (place, status, code) => {
    const { relay } = await setUp();

    const answer = await relay.api(place);

    expect([answer.status, errorOf(answer).code]).toEqual([status, code]);
  });

  it('has what is left of a part, of a test and of a key that are not there any more', async () => {
    const { relay, document } = await setUp();
    const { id } = await makeKey(relay, { name: 'old', scopes: ['operate'] });
    await relay.api(`keys/${id}`, { method: 'DELETE' });
    await relay.reload({ ...document, endpoints: [], workflows: [] });
    const places = [
      ['logs?workflow=now&endpoint=crm', 'logs'],
      ['pending?workflow=later&endpoint=crm', 'pending'],
      ['actions?workflow=later', 'actions'],
    ] as const;

    for (const [place, list] of places) {
      const { status, text } = await relay.api(place);
      expect([place, status, (JSON.parse(text) as Record<string, unknown[]>)[list]?.length]).toEqual([
        place,
        200,
        1,
      ]);
    }
    // Nobody has tested an endpoint, and Convoso was told nothing: that is known.
    for (const place of ['logs?workflow=', 'logs?endpoint=%7Bconvoso%7D', 'audit?who=loop%20protection'])
      expect((await relay.api(place)).status).toBe(200);
  });
});
