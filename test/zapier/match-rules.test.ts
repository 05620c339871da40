import { describe, expect, it } from '@jest/globals';
import { CONNECT_WORKFLOW_EVENTS, OPERATORS } from '@convoso-connect/core';
import app from 'convoso-connect-zapier';
import { createAppTester, type Bundle, type PlainInputField, type ZObject } from 'zapier-platform-core';
import { failureOf, zap, type Values } from './zap.js';

const SALE = {
  eventId: '01K7',
  kinds: ['disposition', 'leadStatus', 'termReason'],
  call_log_id: '14683239',
  lead_id: '1364887',
  lead_state: 'CA',
  lead_city: '',
  call_campaign_id: '112',
  call_status: 'SALE',
  call_length_in_sec: '148',
  call_term_reason: 'CALLER',
};

type FieldsFunction = (z: ZObject, bundle: Bundle) => Promise<PlainInputField[]>;

/** The fields that the form shows once these events are chosen. */
async function fieldsFor(events: readonly string[]): Promise<PlainInputField[]> {
  const { operation } = app.creates['match_rules'] ?? {};
  const dynamic = (operation as { inputFields: unknown[] }).inputFields.find(
    (field) => typeof field === 'function',
  );
  return createAppTester(app)(dynamic as FieldsFunction, { inputData: { events } });
}

describe('Match Rules', () => {
  it('gives a match with every check that was made, and says what only a relay can guard', async () => {
    const zapier = await zap();
    const decision = await zapier.create('match_rules', {
      ...SALE,
      events: ['DISPOSITION', 'LEAD_FIELDS_AND_CALL_DATA'],
      disposition_values: ['NI', 'SALE'],
      conditions: [
        { field: 'lead.state', operator: 'is_equal_to', value: 'ca' },
        { field: 'callLog.length_in_sec', operator: 'greater_than', value: 60 },
      ],
      relationType: 'campaign',
      relationIds: '111, 112',
    });
    expect(decision).toMatchObject({ id: '01K7', matched: true, outcome: 'fired' });
    const checks = decision['checks'] as Values[];
    expect(checks.map(({ check, verdict }) => [check, verdict])).toEqual([
      ['active', 'yes'],
      ['relation', 'yes'],
      ['event', 'yes'],
      ['event', 'yes'],
      ['rateLimit', 'unknown'],
      ['loop', 'unknown'],
      ['pending', 'unknown'],
    ]);
    expect(checks.filter(({ code }) => code === 'NEEDS_RELAY')).toHaveLength(3);
  });

  it.each([
    [
      'a field that Convoso did not deliver',
      {},
      /length_in_sec was not delivered: map it in Convoso's Adaptor/,
    ],
    ['one that it delivered empty', { length_in_sec: '' }, /length_in_sec is ""/],
  ])('Z32: says what to do about %s, where the whole event is mapped', async (_what, call, reason) => {
    const zapier = await zap();
    const content = JSON.stringify({ call_log_id: '7', lead_id: '1364887', status: 'NI', ...call });
    const headers = { 'Http-Content-Type': 'application/json' };
    const rawRequest = { method: 'POST' as const, querystring: '', headers, content };
    const [event] = await zapier.trigger('call_event', { rawRequest });
    const stopped = zapier.create('match_rules', {
      callEvent: event?.['event_json'],
      events: ['LEAD_FIELDS_AND_CALL_DATA'],
      conditions: [{ field: 'Call: Talk Time', operator: 'Greater than', value: '0' }],
    });
    expect((await failureOf(stopped)).message).toMatch(reason);
  });

  it.each([
    [{ disposition_values: ['NI'] }, /NI/],
    [{ relationIds: ['999'] }, /campaign is "112"; asked: 999/],
    [{ performActionOn: 0 }, /not among the 0 %/],
    [
      { events: ['LEAD_FIELDS_AND_CALL_DATA'], conditions: [{ field: 'lead.email', operator: 'is_blank' }] },
      /email was not delivered: map it in Convoso's Adaptor/,
    ],
  ])('stops the Zap quietly, with the reason, where %j does not match', async (rule: Values, reason) => {
    const zapier = await zap();
    const failure = await failureOf(
      zapier.create('match_rules', { ...SALE, events: ['DISPOSITION'], ...rule }),
    );
    expect(failure.kind).toBe('HaltedError');
    expect(failure.message).toMatch(reason);
  });

  it('goes on with matched: false where that was chosen', async () => {
    const zapier = await zap();
    const rule = { events: ['DISPOSITION'], disposition_values: 'NI', onNoMatch: 'continue' };
    const decision = await zapier.create('match_rules', { ...SALE, ...rule });
    expect(decision).toMatchObject({ matched: false, outcome: 'not-matched' });
    expect(decision['reason']).toContain('SALE');
  });

  it('tells a field that was mapped and is empty from one that was not mapped', async () => {
    const zapier = await zap();
    const conditions = [{ field: 'lead.city', operator: 'is_blank' }];
    const rule = { events: ['LEAD_FIELDS_AND_CALL_DATA'], conditions };
    expect(await zapier.create('match_rules', { ...SALE, ...rule })).toMatchObject({ matched: true });
  });

  it('takes from the values what happened, where no kinds are mapped', async () => {
    const zapier = await zap();
    const { kinds: _kinds, ...event } = SALE;
    const decision = await zapier.create('match_rules', { ...event, events: ['TERM_REASON', 'DISPOSITION'] });
    expect(decision).toMatchObject({ matched: true });
  });

  it('asks the document whether the rule makes sense', async () => {
    const zapier = await zap();
    const failure = await failureOf(
      zapier.create('match_rules', { ...SALE, events: ['DISPOSITION'], performActionOn: 120 }),
    );
    expect(failure).toMatchObject({ kind: 'AppError', code: 'CONFIGURATION_INVALID' });
    expect(failure.message).toContain('Perform Action On (Percent)');
  });

  it('needs nothing of Convoso', async () => {
    const zapier = await zap();
    await zapier.create('match_rules', { ...SALE, events: ['DISPOSITION'] });
    expect(zapier.convoso.requests).toEqual([]);
  });
});

describe('the form of Match Rules', () => {
  it('offers every event and every operator of the documents', async () => {
    const { operation } = app.creates['match_rules'] ?? {};
    const [events] = (operation as { inputFields: PlainInputField[] }).inputFields;
    const values = (field: PlainInputField | undefined) =>
      (field?.choices as readonly { value: string }[]).map(({ value }) => value);
    expect(values(events)).toEqual(Object.keys(CONNECT_WORKFLOW_EVENTS));
    const [conditions] = await fieldsFor(['LEAD_FIELDS_AND_CALL_DATA']);
    expect(values(conditions?.children?.find(({ key }) => key === 'operator'))).toEqual(
      Object.keys(OPERATORS),
    );
  });

  it.each([
    [['DISPOSITION'], ['disposition_values', 'disposition_include']],
    [['CALL_COUNT'], ['call_count_equals', 'call_count_min', 'call_count_max', 'call_count_direction']],
    [['HOPPER_EXPIRED'], []],
    [
      ['LEAD_STATUS', 'TERM_REASON'],
      ['lead_status_from', 'lead_status_to', 'term_reason_values'],
    ],
    [[], []],
  ])('shows for the events %j the fields that they have', async (events, keys) => {
    expect((await fieldsFor(events)).map(({ key }) => key)).toEqual(keys);
  });

  it('offers the statuses of the account where an event takes some', async () => {
    const [values] = await fieldsFor(['DISPOSITION']);
    expect(values).toMatchObject({ list: true, required: false, dynamic: 'status.id.name' });
  });
});

describe('a scope that no call can be in', () => {
  const decide = async (inputs: Values) => {
    const { create } = await zap();
    return failureOf(create('match_rules', { events: ['DISPOSITION'], call_status: 'SALE', ...inputs }));
  };

  it('is refused where a campaign was named and not given by its ID', async () => {
    const failed = await decide({ relationType: 'campaign', relationIds: ['111', 'Solar West'] });
    expect(failed).toMatchObject({ kind: 'AppError', code: 'RELATION_NOT_ID' });
    expect(failed.message).toContain('"Solar West"');
  });

  it('is not offered: no delivery says by which e-mail template a lead came', async () => {
    expect(await decide({ relationType: 'emailTemplate', relationIds: ['7'] })).toMatchObject({
      code: 'CHOICE_UNKNOWN',
    });
  });

  it('is none where an inbound number is written as people write it', async () => {
    const inputs = { relationType: 'inboundNumber', relationIds: ['+1 (213) 555-0100'] };
    expect((await decide(inputs)).kind).toBe('HaltedError');
  });
});
