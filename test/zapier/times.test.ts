import { describe, expect, it } from '@jest/globals';
import { LIST } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap, type Values, type Zap } from './zap.js';

const PHONE = '7735550167';

async function withLead(): Promise<{ zapier: Zap; lead_id: string }> {
  const zapier = await zap();
  return { zapier, lead_id: zapier.convoso.leads.add({ list_id: LIST, phone_number: PHONE }).id };
}

/** The steps that take a time, with that time. */
const STEPS: readonly (readonly [
  kind: 'create' | 'search',
  key: string,
  inputs: (time: string) => Values,
])[] = [
  ['create', 'schedule_callback', (callback_time) => ({ recipient: 'System', callback_time })],
  [
    'create',
    'schedule_callback',
    (callback_time) => ({ recipient: 'System', callback_time, callback_time_zone: '-5.00' }),
  ],
  ['search', 'find_call_log', (start_time) => ({ start_time })],
  ['search', 'find_call_log', (end_time) => ({ end_time })],
];

const NEVER = [
  '2026-13-01T12:00:00Z',
  '2026-02-30T12:00:00Z',
  '2026-02-30T12:00:00-05:00',
  '2026-12-01T25:00:00Z',
  '2026-12-01 25:00',
  '2026-12-01T12:00:00+99:99',
];

describe('a time that does not exist', () => {
  it.each(STEPS.flatMap((step) => NEVER.map((time) => [step[1], time, step] as const)))(
    'is refused by %s with its words, and not moved: %s',
    async (_key, time, [kind, key, inputs]) => {
      const { zapier, lead_id } = await withLead();
      const failed = await failureOf(zapier[kind](key, { lead_id, ...inputs(time) }));
      expect(failed).toMatchObject({ kind: 'AppError', code: 'CONVOSO_PARAMETERS_INVALID' });
      expect(failed.message).toContain(time.slice(0, 10));
      expect(zapier.convoso.account.callbacks.all()).toEqual([]);
    },
  );
});

describe("a date of the account's own", () => {
  const authData = { customFields: 'plan:date=field_13' };

  it.each([
    ['2026-11-21', '2026-11-21'],
    ['2026-11-21T02:00:00Z', '2026-11-20'],
    ['2026-11-21 23:30', '2026-11-21'],
    ['November 21, 2026', 'November 21, 2026'],
    ['11/21/2026 12:00', '11/21/2026 12:00'],
  ])('goes from %s to Convoso as %s, and loses none of its letters', async (given, written) => {
    const { zapier, lead_id } = await withLead();
    await zapier.create('update_lead', { lead_id, own_plan: given }, { authData });
    expect(zapier.convoso.leads.get(lead_id)).toMatchObject({ plan: written });
  });
});
