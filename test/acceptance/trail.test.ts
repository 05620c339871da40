import { describe, expect, it } from '@jest/globals';
import { DISPOSED, callOf } from '../support/calls.js';
import { MINUTE, SECOND } from '../support/clock.js';
import { config, endpoint, workflow } from '../support/config.js';
import { destination } from '../support/destination.js';
import { errorOf, runRelay, type TestRelay } from '../support/relay.js';
import { decisionOn, only, type OccurrenceSummaryReport } from '../support/reports.js';

const GOLD = { field: 'lead_tier', operator: 'is_equal_to', value: 'gold' };

async function setUp() {
  const crm = await destination();
  const workflows = [
    workflow('sales', ['crm'], { name: 'Sales', events: [{ type: 'DISPOSITION', values: ['SALE'] }] }),
    workflow('any', ['crm'], { name: 'Any disposition' }),
    workflow('scoped', ['crm'], { name: 'Solar only', relation: { type: 'campaign', ids: ['111'] } }),
    workflow('gold', ['crm'], {
      name: 'Gold leads',
      events: [{ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions: [GOLD] }],
    }),
    workflow('off', ['crm'], { name: 'Switched off', active: false }),
  ];
  const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], workflows }) });
  return { crm, relay };
}

async function byPhone(relay: TestRelay, phone: string): Promise<readonly OccurrenceSummaryReport[]> {
  const { text } = await relay.api(`occurrences?phone=${encodeURIComponent(phone)}`);
  return (JSON.parse(text) as { occurrences: OccurrenceSummaryReport[] }).occurrences;
}

describe('the trail of an occurrence', () => {
  it('has a decision for every workflow, with each check in order, its verdict and its reason', async () => {
    const { relay } = await setUp();

    const report = await relay.settled(await relay.post(DISPOSED));

    expect(report.decisions.map(({ workflowId, outcome }) => [workflowId, outcome])).toEqual([
      ['sales', 'not-matched'],
      ['any', 'fired'],
      ['scoped', 'not-matched'],
      ['gold', 'not-matched'],
      ['off', 'inactive'],
    ]);
    const any = decisionOn(report, 'any');
    expect(any.checks.map(({ check, verdict }) => [check, verdict])).toEqual([
      ['active', 'yes'],
      ['relation', 'yes'],
      ['event', 'yes'],
      ['rateLimit', 'yes'],
      ['plan', 'yes'],
    ]);
    for (const { checks } of report.decisions) {
      for (const { reason } of checks) expect(reason).not.toBe('');
    }
    expect(decisionOn(report, 'sales').reason).toBe('disposition is NI; asked: SALE');
    expect(decisionOn(report, 'off').reason).toBe('the workflow is switched off');
  });

  it('says what to map where a field that decides was not delivered', async () => {
    const { relay } = await setUp();

    const report = await relay.settled(await relay.post(DISPOSED));

    const gold = decisionOn(report, 'gold');
    expect(gold.verdict).toBe('unknown');
    expect(gold.reason).toBe("lead_tier was not delivered: map it in Convoso's Adaptor");
    expect(decisionOn(report, 'scoped').reason).toBe(
      "campaign_id was not delivered: map it in Convoso's Adaptor",
    );
    const told = await relay.explain(await relay.post({ ...DISPOSED, lead_tier: 'silver' }));
    expect(decisionOn(told, 'gold')).toMatchObject({ verdict: 'no' });
  });

  it('shows the request as sent and what came back', async () => {
    const { crm, relay } = await setUp();

    const report = await relay.settled(await relay.post(DISPOSED));

    const sent = only(crm.requests);
    expect(only(only(report.actions).attempts)).toMatchObject({
      method: 'POST',
      url: `${crm.url}/crm`,
      body: sent.body,
      status: 200,
      outcome: 'delivered',
      result: true,
      reason: null,
    });
  });

  it('reads as text for a person', async () => {
    const { crm, relay } = await setUp();
    const id = await relay.post(DISPOSED);
    await relay.settled(id);

    const answer = await relay.api(`occurrences/${id}?as=text`);

    expect(answer.headers['content-type']).toContain('text/plain');
    // Noon in New York, in the account's zone; the comma comes and goes with the versions of Node.
    expect(answer.text).toMatch(/^\w{26} {3}2026-11-20,? 09:00:00 PST {3}hook "main" {3}configuration 1\n/);
    for (const line of [
      'Any disposition — FIRED: sent',
      'Sales — did not fire: disposition is NI; asked: SALE',
      '  ✗ event DISPOSITION: see above',
      "Gold leads — did not fire: lead_tier was not delivered: map it in Convoso's Adaptor",
      '  ? event LEAD_FIELDS_AND_CALL_DATA: see above',
      `[${id}-01]: done`,
      'attempt 1: delivered, answered 200',
      `POST ${crm.url}/crm`,
    ]) {
      expect(answer.text).toContain(line);
    }
  });

  it('says when the same came before, and drops neither', async () => {
    const { crm, relay } = await setUp();
    const first = await relay.post(DISPOSED);
    relay.advance(10 * MINUTE);

    const second = await relay.settled(await relay.post(DISPOSED));
    const other = await relay.settled(await relay.post({ ...DISPOSED, status: 'HU' }));
    relay.advance(10 * MINUTE + 1);
    const muchLater = await relay.settled(await relay.post(DISPOSED));

    expect((await relay.explain(first)).looksRepeatedOf).toBeNull();
    expect(second.looksRepeatedOf).toBe(first);
    expect(other.looksRepeatedOf).toBeNull();
    expect(muchLater.looksRepeatedOf).toBeNull();
    const { text } = await relay.api(`occurrences/${second.id}?as=text`);
    expect(text).toContain(`looks repeated: the same came as ${first}`);
    await crm.received(4);
  });

  it('is unknown under an id that was never answered', async () => {
    const { relay } = await setUp();

    for (const place of ['occurrences/nobody', 'occurrences/nobody?as=text']) {
      const answer = await relay.api(place);
      expect(answer.status).toBe(404);
      expect(errorOf(answer).code).toBe('UNKNOWN_OCCURRENCE');
    }
  });
});

describe('the occurrences of a phone number', () => {
  it.each(['7735550167', '(773) 555-0167', '+1 773 555 0167', '1-773-555-0167', '773.555.0167'])(
    'are found as %s, the newest first',
    async (phone) => {
      const { relay } = await setUp();
      const first = await relay.post(callOf(1, 1));
      relay.advance(SECOND);
      const second = await relay.post({ ...callOf(2, 2), phone_number: '+1 (773) 555-0167' });
      const other = await relay.post({ ...callOf(3, 3), phone_number: '7735550168' });
      for (const id of [first, second, other]) await relay.settled(id);

      const found = await byPhone(relay, phone);

      expect(found.map(({ id }) => id)).toEqual([second, first]);
      expect(found[0]).toMatchObject({
        phone: '7735550167',
        leadKey: 'lead:2',
        kinds: ['disposition', 'leadStatus'],
        disposition: { code: 'NI', name: 'Not Interested' },
        decisions: { fired: 1 },
        actions: { done: 1 },
        looksRepeatedOf: null,
        view: `/api/occurrences/${second}`,
      });
    },
  );

  it('are found by the number of the lead and by that of the call, where these differ', async () => {
    const crm = await destination();
    const hooks = [{ id: 'main', fields: { dialed: 'callLog.phone_number', primary: 'lead.phone_number' } }];
    const relay = await runRelay({ config: config({ endpoints: [endpoint('crm', crm)], hooks }) });
    const { phone_number: _, ...fields } = DISPOSED;
    const id = await relay.post({ ...fields, primary: '7735550167', dialed: '7735550199' });
    await relay.settled(id);

    for (const phone of ['7735550167', '7735550199']) {
      expect((await byPhone(relay, phone)).map((found) => found.id)).toEqual([id]);
    }
  });

  it('are none for a number that never called, and an error for what is no number', async () => {
    const { relay } = await setUp();
    await relay.settled(await relay.post(DISPOSED));

    expect(await byPhone(relay, '7735550199')).toEqual([]);
    const answer = await relay.api('occurrences?phone=555');
    expect(answer.status).toBe(400);
    expect(errorOf(answer).code).toBe('NOT_A_PHONE_NUMBER');
  });
});
