import { describe, expect, it } from '@jest/globals';
import { callDoubts } from '../../src/config/index.js';
import type { Snapshot } from '../../src/payload/snapshot.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { accepted, sample } from './sample.js';

const config = { ...accepted(sample()), statuses: [] };

const on = (...conditions: readonly object[]) => [
  {
    type: 'LEAD_FIELDS_AND_CALL_DATA',
    conditions: conditions.map((each) => ({ operator: 'is_equal_to', ...each })),
  },
];

function doubtsOf(events: readonly object[], callLog: Snapshot['callLog'], extra: Snapshot['extra'] = {}) {
  const occurrence = occurrenceOf({ callLog: { call_log_id: '1', ...callLog }, extra });
  return callDoubts(workflowOf({ events }), occurrence, config).map(
    ({ code, message, remedy }) => `${code}: ${message} ${remedy}`,
  );
}

describe('a look at the call finds what the rule means:', () => {
  it.each([
    ['SAEL', 'SALE'],
    ['NNI', 'NI'],
    ['CALBK', 'CALLBK'],
  ])('the status %s with a slip in it, where %s came', (asked, came) => {
    const says = [
      `STATUS_MEANT: The status came as ${came}, and ${asked} is asked for. Did you mean "${came}"?`,
    ];
    expect(doubtsOf([{ type: 'DISPOSITION', values: [asked] }], { status: came })).toEqual(says);
    expect(doubtsOf([{ type: 'LEAD_STATUS', to: [asked] }], { status: came })).toEqual(says);
    expect(doubtsOf(on({ field: 'status', value: asked }), { status: came })).toEqual(says);
  });

  it('the id of what is asked for by its name', () => {
    const sent = { campaign_id: '222', campaign_name: 'Solar West' };
    expect(doubtsOf(on({ field: 'campaign_id', value: 'solar west' }), sent)).toEqual([
      'ID_OF_NAME: campaign_id came as "222", and "solar west" is its campaign_name. ' +
        'Ask for "222", or compare campaign_name.',
    ]);
    const agent = on({ field: 'user_id', operator: 'within', list: ['Test Agent'] });
    expect(doubtsOf(agent, { user_id: '1001' }, { agent_full_name: 'Test Agent' }).join()).toMatch(
      /Ask for "1001", or compare agent_full_name\./,
    );
  });

  it.each([
    ['phone_number', '(213) 555-0101', '2135550101', 'telephone'],
    ['caller_id', '2135550101', '12135550101', 'telephone'],
    ['queue_position', '5', '5.0', 'number'],
    ['call_date', '11/20/2026 09:30', '2026-11-20 09:30:00', 'date'],
    ['state', 'CA', 'California', 'state'],
    ['solar', 'Yes', 'Y', 'answer'],
    ['solar', 'true', '1', 'answer'],
  ])('what came of %s in another spelling', (field, asked, came, what) => {
    expect(doubtsOf(on({ field, value: asked }), { [field]: came }).join()).toContain(
      `${field} came as "${came}", which is the same ${what} as "${asked}", but another text. Write "${came}"`,
    );
  });
});

describe('a look at the call of a ZIP code', () => {
  it('says how to ask for it with its four digits and without', () => {
    expect(doubtsOf(on({ field: 'postal_code', value: '90210' }), { postal_code: '90210-1234' })).toEqual([
      'SAME_IN_ANOTHER_SPELLING: postal_code came as "90210-1234", which is the same ZIP code as "90210", but ' +
        'another text. Use "operator": "starts_with" with "90210".',
    ]);
    expect(doubtsOf(on({ field: 'postal_code', value: '90211' }), { postal_code: '90210-1234' })).toEqual([]);
    expect(doubtsOf(on({ field: 'solar', value: 'no' }), { solar: 'Y' })).toEqual([]);
  });
});

describe('a look at the call says nothing', () => {
  it.each([
    ['of another code that is known', [{ type: 'DISPOSITION', values: ['NA'] }], { status: 'NI' }],
    ['of what is no slip', [{ type: 'DISPOSITION', values: ['WON'] }], { status: 'NI' }],
    ['of what is asked for', on({ field: 'campaign_id', value: '222' }), { campaign_id: '222' }],
    ['of another campaign', on({ field: 'campaign_id', value: '111' }), { campaign_id: '222' }],
    ['of what did not come', on({ field: 'campaign_id', value: 'Solar West' }), {}],
  ])('%s', (_, events, sent) => {
    expect(doubtsOf(events, sent)).toEqual([]);
  });
});
