import { describe, expect, it } from '@jest/globals';
import {
  CONVOSO_ACTIONS,
  endpointUses,
  type ConvosoAction,
  type ConvosoActionType,
} from '../../src/actions/index.js';
import { CONVOSO_ENDPOINTS, type Endpoint } from '../../src/convoso-api/index.js';
import { errandOf, fakeConvoso } from './sample.js';

const ID = '1364887';
const PATHS = Object.values(CONVOSO_ENDPOINTS).flatMap((group): string[] =>
  Object.values<Endpoint>(group).map(({ path }) => path),
);

/** Every form of every action that acts in Convoso. */
const ACTIONS: readonly ({ readonly type: ConvosoActionType } & Readonly<Record<string, unknown>>)[] = [
  { type: 'MOVE', listId: '3343' },
  { type: 'STATUS', status: 'SALE' },
  { type: 'FIELD', field: 'city', operation: 'set', value: 'x' },
  { type: 'FIELD', field: 'city', operation: 'timestamp' },
  { type: 'FIELD', field: 'city', operation: 'copy', fromField: 'state' },
  { type: 'FIELD', field: 'annual_revenue', operation: 'add', value: '1' },
  { type: 'FIELD', field: 'annual_revenue', operation: 'divide', fromField: 'alt_phone_1' },
  { type: 'CALLBACK', afterSeconds: 60 },
  { type: 'CALLBACK_UPDATE', operation: 'modify', afterSeconds: 60 },
  { type: 'CALLBACK_UPDATE', operation: 'remove' },
  { type: 'HOPPER' },
  { type: 'DNC', numbers: 'primary' },
  { type: 'DNC', numbers: 'all' },
  { type: 'REVENUE', amount: 5 },
];

/** What an action calls to be planned and carried out, where everything is delivered, or only a number. */
async function called(
  action: (typeof ACTIONS)[number],
  delivered: Record<string, string>,
): Promise<string[]> {
  const phone = { phone_number: '7735550167' };
  const lead = { id: ID, list_id: '3343', state: 'CA', annual_revenue: '1', alt_phone_1: '2', ...phone };
  const { api, calls } = fakeConvoso({
    leads: [lead],
    callbacks: [{ id: '3', lead_id: ID, stage: 'PENDING', callback_time: '2026-11-22 09:00:00' }],
  });
  const kind = CONVOSO_ACTIONS[action.type] as ConvosoAction<ConvosoActionType>;
  const parts = { lead: { ...phone, ...delivered }, callLog: { call_log_id: '14683239' } };
  const plan = await kind.plan(errandOf(action, parts), api);
  if ('code' in plan) throw new Error(plan.reason);
  await kind.perform(plan, api, { again: delivered['id'] === undefined });
  return [...new Set(calls.map(({ endpoint }) => endpoint))].sort();
}

describe('the endpoints that an action is said to use', () => {
  it.each(ACTIONS)('are those that it calls: %j', async (action) => {
    const uses = endpointUses(errandOf(action).action);
    const always = uses.filter(({ when }) => when === null).map(({ path }) => path);
    expect(await called(action, { id: ID, state: 'CA' })).toEqual(always.sort());
    const all = uses.map(({ path }) => path);
    for (const path of await called(action, {})) expect(all).toContain(path);
  });

  it.each(ACTIONS)('exist: %j', (action) => {
    for (const { path } of endpointUses(errandOf(action).action)) expect(PATHS).toContain(path);
  });

  it('are none for an action that does not act in Convoso', () => {
    const mail = errandOf({ type: 'EMAIL', subject: 'x', body: '' });
    expect(endpointUses(mail.action)).toEqual([]);
  });
});
