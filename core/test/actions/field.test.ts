import { describe, expect, it } from '@jest/globals';
import { CONVOSO_ACTIONS } from '../../src/actions/index.js';
import { errandOf, fakeConvoso, type Holdings } from './sample.js';

const LEAD = { id: '1364887', annual_revenue: '10', alt_phone_1: '7735550168', other: { field_13: 'gold' } };
const { plan, perform } = CONVOSO_ACTIONS.FIELD;

const field = (parts: Record<string, unknown>) =>
  ({ type: 'FIELD', field: 'annual_revenue', ...parts }) as const;

/** The value that is to be written, or the code of why there is none. */
async function written(
  parts: Record<string, unknown>,
  { holdings = { leads: [LEAD] }, lead = {}, delivered = {} }: Scene = {},
): Promise<string | undefined> {
  const { api } = fakeConvoso(holdings);
  const errand = errandOf(field(parts), { lead: { id: LEAD.id, ...delivered } }, { lead });
  const planned = await plan(errand, api);
  return 'code' in planned ? planned.code : planned.written[0]?.value;
}

interface Scene {
  readonly holdings?: Holdings;
  readonly lead?: Record<string, string>;
  readonly delivered?: Record<string, string>;
}

describe('Field', () => {
  it.each([
    ['sets a text', { operation: 'set', value: 'blue' }, 'blue'],
    ['sets a number', { operation: 'set', value: 5 }, '5'],
    ['empties a field', { operation: 'set', value: '' }, ''],
    ["stamps the account's time", { operation: 'timestamp' }, '2026-11-20 09:00:00'],
    ['adds', { operation: 'add', value: '0.2' }, '10.2'],
    ['subtracts', { operation: 'subtract', value: '12' }, '-2'],
    ['multiplies', { operation: 'multiply', value: '0.1' }, '1'],
    ['divides', { operation: 'divide', value: '3' }, '3.3333'],
    ['writes money with two decimals', { operation: 'add', value: '$2.5' }, '12.50'],
    ["adds another field of the lead's", { operation: 'add', fromField: 'alt_phone_1' }, '7735550178'],
    ['copies what only Convoso knows', { operation: 'copy', fromField: 'alt_phone_1' }, '7735550168'],
  ])('%s', async (_, parts, value) => {
    expect(await written(parts)).toBe(value);
  });

  it('copies what was delivered rather than what Convoso has, and else what was delivered last', async () => {
    const copy = { operation: 'copy', fromField: 'alt_phone_1' };
    expect(await written(copy, { delivered: { alt_phone_1: '7735550100' } })).toBe('7735550100');
    expect(await written(copy, { delivered: { alt_phone_1: '' } })).toBe('');
    expect(await written(copy, { lead: { alt_phone_1: '7735550101' } })).toBe('7735550101');
  });

  it('copies an empty field over another one, but takes no lead its number', async () => {
    const empty = { lead: { alt_phone_1: '' }, holdings: { leads: [{ ...LEAD, alt_phone_1: '' }] } };
    const copy = { operation: 'copy', fromField: 'alt_phone_1' };
    expect(await written({ ...copy, field: 'title' }, empty)).toBe('');
    expect(await written({ ...copy, field: 'phone_number' }, empty)).toBe('PHONE_EMPTIED');
    expect(await written({ ...copy, field: 'phone_number' })).toBe('7735550168');
  });

  it('calculates with what Convoso has now, whatever was delivered before another change', async () => {
    const stale = { delivered: { annual_revenue: '3' }, lead: { annual_revenue: '2' } };
    expect(await written({ operation: 'add', value: '1' }, stale)).toBe('11');
  });

  it("calculates with the delivered value of a field of the account's own, which searches show by number", async () => {
    const parts = { field: 'plan', operation: 'add', value: '1' };
    expect(await written(parts, { delivered: { plan: '4' } })).toBe('5');
    expect(await written(parts, { lead: { plan: '6' } })).toBe('7');
    expect(await written(parts)).toBe('FIELD_UNKNOWN');
  });

  it('counts an empty field as 0', async () => {
    const holdings = { leads: [{ ...LEAD, annual_revenue: '' }] };
    expect(await written({ operation: 'add', value: '5' }, { holdings })).toBe('5');
  });

  it.each([
    [
      'a field that is no number',
      { operation: 'add', value: '1' },
      { annual_revenue: 'plenty' },
      'NOT_A_NUMBER',
    ],
    [
      'an operand that is none',
      { operation: 'add', fromField: 'notes' },
      { notes: 'plenty' },
      'NOT_A_NUMBER',
    ],
    [
      'nothing to divide by',
      { operation: 'divide', fromField: 'notes' },
      { notes: '0.00' },
      'DIVIDED_BY_ZERO',
    ],
    ['a field that nobody knows', { operation: 'copy', fromField: 'renewal' }, {}, 'FIELD_UNKNOWN'],
  ])('is impossible with %s', async (_, parts, lead, code) => {
    expect(await written(parts, { holdings: { leads: [{ ...LEAD, ...lead }] } })).toBe(code);
  });

  it('finds the lead by its number where no lead_id was delivered: the one that was changed last', async () => {
    const phone = { phone_number: '7735550167' };
    const { api } = fakeConvoso({
      leads: [
        { id: '1', modified_at: '2026-11-20 08:00:00', ...phone },
        { id: '2', modified_at: '2026-11-20 08:00:02', ...phone },
        { id: '3', modified_at: null, ...phone },
      ],
    });
    const set = field({ operation: 'set', value: 'x' });
    const planned = await plan(errandOf(set, { callLog: phone }), api);
    expect(planned).toMatchObject({ calls: [{ parameters: { lead_id: '2' } }] });
    expect(await plan(errandOf(set, { callLog: { phone_number: '7735550199' } }), api)).toMatchObject({
      code: 'LEAD_NOT_FOUND',
    });
    expect(await plan(errandOf(set, {}), api)).toMatchObject({ code: 'NO_LEAD' });
  });

  it("writes a field of Convoso's by its name and one of the account's under custom", async () => {
    const { api, calls } = fakeConvoso();
    for (const name of ['city', 'plan']) {
      const planned = await plan(errandOf(field({ field: name, operation: 'set', value: 'x' })), api);
      if ('code' in planned) throw new Error(planned.reason);
      await perform(planned, api, { again: false });
    }
    expect(calls.map(({ parameters }) => parameters)).toEqual([
      { lead_id: '1364887', city: 'x' },
      { lead_id: '1364887', custom: { plan: 'x' } },
    ]);
  });
});
