import { describe, expect, it } from '@jest/globals';
import { failureOf, zap, type Values, type Zap } from './zap.js';

/** An account with a disposition whose name has a comma in it. */
async function account(): Promise<Zap> {
  const zapier = await zap();
  zapier.convoso.account.addStatus({ status: 'HOT', name: 'Warm, Ready' });
  return zapier;
}

const decide = (zapier: Zap, inputs: Values) =>
  zapier.create('match_rules', { events: ['DISPOSITION'], call_log_id: '7', ...inputs });

const deliver = (zapier: Zap, dispositions: readonly string[], content: string) =>
  zapier.trigger('call_event', {
    inputData: { dispositions },
    rawRequest: { method: 'POST', querystring: '', headers: {}, content },
  });

describe('Match Rules', () => {
  it.each([
    ['Not Interested', 'NI'],
    ['not interested', 'NI'],
    ['Sale', 'SALE'],
    ['Warm, Ready', 'HOT'],
    ['SALE, NI', 'NI'],
  ])('matches the disposition by its name, %s', async (name, call_status) => {
    const zapier = await account();
    expect(await decide(zapier, { disposition_values: [name], call_status })).toMatchObject({
      matched: true,
    });
  });

  it('matches a change of status by names, too', async () => {
    const zapier = await account();
    const inputs = { events: ['LEAD_STATUS'], lead_status_to: ['Not Interested'], call_status: 'NI' };
    expect(await decide(zapier, inputs)).toMatchObject({ matched: true });
  });

  it('says of a name that the account does not have, that no call would ever match it', async () => {
    const zapier = await account();
    const failed = await failureOf(
      decide(zapier, { disposition_values: ['Not Intrested'], call_status: 'NI' }),
    );
    expect(failed).toMatchObject({ kind: 'AppError', code: 'UNKNOWN_DISPOSITION' });
    expect(failed.message).toContain('Not Intrested');
  });

  it('asks Convoso for no names where there are codes alone', async () => {
    const zapier = await account();
    await decide(zapier, { disposition_values: ['NI', 'SALE'], call_status: 'NI' });
    expect(zapier.convoso.requests).toEqual([]);
  });
});

describe('Call Event', () => {
  it('takes a name with a comma in it for one disposition', async () => {
    const zapier = await account();
    expect(await deliver(zapier, ['Warm, Ready'], '{"call_log_id":"7","status":"HOT"}')).toHaveLength(1);
  });

  it('says so where a disposition was renamed since, in place of passing over its calls for ever', async () => {
    const zapier = await account();
    const before = ['Warm, Ready'];
    Object.assign(zapier.convoso.account.statuses.get('HOT'), { name: 'Hot Lead' });
    const failed = await failureOf(deliver(zapier, before, '{"call_log_id":"7","status":"HOT"}'));
    expect(failed).toMatchObject({ code: 'UNKNOWN_DISPOSITION' });
  });

  it('gives out what another of its dispositions lets through all the same', async () => {
    const zapier = await account();
    const two = '[{"call_log_id":"7","status":"NI"},{"call_log_id":"8","status":"HOT"}]';
    const events = await deliver(zapier, ['NI', 'Gone Since'], two);
    expect(events).toMatchObject([{ call: { call_log_id: '7' } }]);
  });

  it("passes over no call in silence where the account's names cannot be read, and every code works on", async () => {
    const zapier = await account();
    const hot = '{"call_log_id":"7","status":"HOT"}';
    for (const [dispositions, code] of [
      [['Warm, Ready'], 'UNKNOWN_DISPOSITION'],
      [['HOT'], null],
    ] as const) {
      zapier.convoso.answerNext({ status: 500, body: '' }, 'status/search');
      const [settled] = await Promise.allSettled([deliver(zapier, dispositions, hot)]);
      const failed =
        settled.status === 'rejected' ? await failureOf(Promise.reject(settled.reason as Error)) : null;
      expect(failed?.code ?? null).toBe(code);
    }
  });
});
