import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { LIST, USER } from '../stand-ins/convoso/convoso.js';
import { failureOf, zap, type Values, type Zap } from './zap.js';

/** A lead with a callback that is done, one of tomorrow, and one that comes before that. */
async function leadWithCallbacks(): Promise<{ zapier: Zap; lead_id: string; next: string; later: string }> {
  const zapier = await zap();
  const { leads, callbacks } = zapier.convoso.account;
  const { id: lead_id } = leads.add({ list_id: LIST, phone_number: '7735550167' });
  const callback = (callback_time: string, stage: string) =>
    callbacks.add({ lead_id, recipient: 'System', stage, callback_time, callback_time_zone: '-8.00' }).id;
  callback('2026-11-19 12:00:00', 'COMPLETED');
  const later = callback('2026-11-21 12:00:00', 'PENDING');
  return { zapier, lead_id, next: callback('2026-11-20 18:00:00', 'PAST_DUE'), later };
}

describe('Find Callback', () => {
  it('finds what is still open, what comes first before the rest, with its offset beside each time', async () => {
    const { zapier, lead_id, next, later } = await leadWithCallbacks();
    const found = await zapier.search('find_callback', { lead_id });
    expect(found.map(({ id }) => id)).toEqual([next, later]);
    expect(found[0]).toMatchObject({ callback_time_iso: '2026-11-20T18:00:00-08:00' });
  });

  it('answers with none where there is none, and does not look for just any', async () => {
    const { zapier } = await leadWithCallbacks();
    expect(await zapier.search('find_callback', { lead_id: '1' })).toEqual([]);
    expect(await failureOf(zapier.search('find_callback', { lead_id: '' }))).toMatchObject({
      code: 'INPUT_MISSING',
    });
  });
});

describe('Update Callback', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('moves the one that was mapped, with the offset of its new day, and leaves the rest of it', async () => {
    const { zapier, later } = await leadWithCallbacks();
    const moved = await zapier.create('update_callback', {
      callback_id: later,
      callback_time: '2026-07-01 09:00',
      callback_time_zone: 'America/New_York',
    });
    expect(moved).toMatchObject({ id: later, callback_id: later });
    expect(zapier.convoso.account.callbacks.get(later)).toMatchObject({
      callback_time: '2026-07-01 09:00:00',
      callback_time_zone: '-4.00',
      recipient: 'System',
      stage: 'PENDING',
    });
  });

  it('Z29: says of a time that it has passed, which Convoso does not', async () => {
    jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-20T17:00:00Z'));
    const { zapier, lead_id, next } = await leadWithCallbacks();
    const zone = { callback_time_zone: 'America/New_York' };
    const at = (callback_time: string) =>
      zapier.create('schedule_callback', { lead_id, recipient: 'System', callback_time, ...zone });
    expect((await at('2026-11-20 11:59'))['warnings']).toEqual([expect.stringContaining('has passed')]);
    expect((await at('2026-11-20 12:01'))['warnings']).toEqual([]);
    const moved = { callback_id: next, callback_time: '2026-11-20 11:59', ...zone };
    expect((await zapier.create('update_callback', moved))['warnings']).toHaveLength(1);
  });

  it("takes the lead's next one where none was mapped, and can dismiss it", async () => {
    const { zapier, lead_id, next, later } = await leadWithCallbacks();
    const { callbacks } = zapier.convoso.account;
    await zapier.create('update_callback', { callback_id: '', lead_id, status: 'Dismissed' });
    expect([next, later].map((id) => callbacks.get(id)['stage'])).toEqual(['DISMISSED', 'PENDING']);
  });

  it('leaves the time as it is where a zone alone was given', async () => {
    const { zapier, next } = await leadWithCallbacks();
    const { warnings } = await zapier.create('update_callback', {
      callback_id: next,
      callback_time_zone: 'America/New_York',
      comments: 'After noon',
    });
    expect(warnings).toEqual([expect.stringContaining('Time Zone was passed over')]);
    expect(zapier.convoso.account.callbacks.get(next)).toMatchObject({
      callback_time: '2026-11-20 18:00:00',
      callback_time_zone: '-8.00',
      comments: 'After noon',
    });
  });

  it.each([
    [{ callback_id: '657', comments: '' }, 'NOTHING_TO_CHANGE'],
    [{ callback_id: '', lead_id: '', comments: 'x' }, 'INPUT_MISSING'],
    [{ lead_id: '1', comments: 'x' }, 'NO_CALLBACK'],
    [{ callback_id: '1', comments: 'x' }, 'CONVOSO_REFUSED'],
  ])('says in words why %j changes nothing', async (inputs, code) => {
    const { zapier } = await leadWithCallbacks();
    expect(await failureOf(zapier.create('update_callback', inputs))).toMatchObject({ code });
  });
});

describe('a callback of a lead, whose answer is lost', () => {
  const CHANGES: readonly (readonly [step: string, path: string, changes: Values])[] = [
    ['remove_callback', 'callbacks/delete', {}],
    ['update_callback', 'callbacks/update', { status: 'Dismissed' }],
    ['update_callback', 'callbacks/update', { callback_time: '2030-12-01 12:00', comments: 'After noon' }],
    [
      'update_callback',
      'callbacks/update',
      { callback_time: '2030-12-01 12:00', callback_time_zone: 'America/New_York' },
    ],
    ['update_callback', 'callbacks/update', { recipient: 'Personal', user_id: USER }],
  ];

  it.each(CHANGES)('%s by %s with %j leaves the callback after it alone', async (step, path, changes) => {
    const { zapier, lead_id, next, later } = await leadWithCallbacks();
    const { callbacks } = zapier.convoso.account;
    const before = { ...callbacks.get(later) };
    zapier.convoso.hangUpNext('after processing', path);
    const done = await zapier.create(step, { lead_id, ...changes });
    expect(done).toMatchObject({ id: next, warnings: [expect.stringContaining('answer was lost')] });
    expect(callbacks.get(later)).toEqual(before);
  });

  it.each(CHANGES)(
    '%s by %s with %j fails where it was not done, and a replay does it',
    async (...change) => {
      const [step, path, changes] = change;
      const { zapier, lead_id, next } = await leadWithCallbacks();
      zapier.convoso.hangUpNext('before processing', path);
      const failed = await failureOf(zapier.create(step, { lead_id, ...changes }));
      expect(failed).toMatchObject({ code: 'CONVOSO_CONNECTION_LOST' });
      expect(await zapier.create(step, { lead_id, ...changes })).toMatchObject({ id: next, warnings: [] });
    },
  );

  it.each(CHANGES)('%s by %s with %j names it where Convoso does not tell, either', async (...change) => {
    const [step, path, changes] = change;
    const { zapier, lead_id, next } = await leadWithCallbacks();
    zapier.convoso.hangUpNext('after processing', path);
    zapier.convoso.answerNext({ status: 200, body: searchedBefore(zapier) }, 'callbacks/search');
    zapier.convoso.answerNext({ status: 500, body: '' }, 'callbacks/search');
    const failed = await failureOf(zapier.create(step, { lead_id, ...changes }));
    expect(failed.code).toBe('CALLBACK_IN_DOUBT');
    expect(failed.message).toContain(`callback ${next}`);
    expect(failed.message).toContain('Callback');
  });

  /** What Convoso answered last, to be answered once more. */
  function searchedBefore({ convoso }: Zap): string {
    const results = convoso.account.callbacks.all();
    return JSON.stringify({ success: true, data: { offset: '0', limit: '20', total: '3', results } });
  }
});

describe('Remove Callback', () => {
  it("removes the lead's next one, and says so", async () => {
    const { zapier, lead_id, next, later } = await leadWithCallbacks();
    const removed = await zapier.create('remove_callback', { lead_id });
    expect(removed).toEqual({ id: next, callback_id: next, removed: true, warnings: [] });
    const { callbacks } = zapier.convoso.account;
    expect([next, later].map((id) => callbacks.has(id))).toEqual([false, true]);
  });

  it('is no failure where the callback is gone already, and says so, too', async () => {
    const { zapier, next } = await leadWithCallbacks();
    await zapier.create('remove_callback', { callback_id: next });
    expect(await zapier.create('remove_callback', { callback_id: next })).toMatchObject({ removed: false });
    expect(await zapier.create('remove_callback', { lead_id: '1' })).toEqual({
      id: '',
      callback_id: '',
      removed: false,
      warnings: [],
    });
  });
});
