import { describe, expect, it } from '@jest/globals';
import { sampleWith, warningsIn } from './sample.js';

const EVENTS = 'workflows[0].events';

const condition = (field: string, value: string, section?: string) => ({
  ...(section === undefined ? {} : { section }),
  ...{ field, operator: 'is_equal_to', value },
});

const UNLIKELY: readonly (readonly [asked: object, code: string, says: RegExp])[] = [
  [condition('status', 'Sale!'), 'STATUS_BY_NAME', /name of a status.* so this never holds\. Write "SALE"/],
  [condition('status', 'NOT INTERESTED', 'lead'), 'STATUS_BY_NAME', /Write "NI"/],
  [condition('status', 'SAEL'), 'UNKNOWN_STATUS', /Did you mean "SALE"\?/],
  [condition('status', 'NI, SALE'), 'SEVERAL_IN_ONE_VALUE', /Write each by itself: "NI", "SALE"\./],
  [condition('list_id', 'Solar West'), 'ID_BY_NAME', /list_id is an id of digits.*or compare list_name/],
  [condition('user_id', 'Test Agent'), 'ID_BY_NAME', /user_id is an id of digits.*screen shows it\./],
  [condition('queue_id', '7,8'), 'SEVERAL_IN_ONE_VALUE', /"7", "8"/],
  [condition('phone_number', '(213) 555-0101'), 'PHONE_NOT_DIGITS', /Write "2135550101"\./],
  [{ ...condition('caller_id', '(213)'), operator: 'starts_with' }, 'PHONE_NOT_DIGITS', /Write "213"\./],
  [
    { ...condition('phone_number', '+1 (213)'), operator: 'starts_with' },
    'PHONE_NOT_DIGITS',
    /Write "213", without the country code\./,
  ],
  [
    { ...condition('phone_number', '+1'), operator: 'starts_with' },
    'PHONE_NOT_DIGITS',
    /Ask for phone_code instead/,
  ],
  [condition('call_type', 'incoming'), 'UNKNOWN_CALL_TYPE', /Convoso has no call type of this name/],
  [condition('term_reason', 'CALER'), 'UNKNOWN_TERM_REASON', /Did you mean "CALLER"\?/],
  [
    { field: 'length_in_sec', operator: 'greater_than', value: '1:00' },
    'NOT_COMPARABLE',
    /neither a number nor a date.*Write the seconds: "60"\./,
  ],
  [condition('length_in_sec', '2 min'), 'NOT_COMPARABLE', /is a number, and this is none.*"120"/],
  [{ field: 'called_count', operator: 'less_than', value: '2026-11-20' }, 'NOT_COMPARABLE', /a date/],
  [{ field: 'call_date', operator: 'greater_than', value: '5' }, 'NOT_COMPARABLE', /this is a number/],
  [{ field: 'tier', operator: 'greater_than', value: 'gold' }, 'NOT_COMPARABLE', /nothing is more or less/],
  [condition('call_date', '2026-11-20'), 'DATE_AS_TEXT', /"from": "2026-11-20", "to": "2026-11-20"/],
  [condition('date_of_birth', '11/20/1980'), 'DATE_AS_TEXT', /is delivered as 1980-11-20/],
  [
    { field: 'state', operator: 'within', list: ['AZ', 'CA, NV'] },
    'SEVERAL_IN_ONE_VALUE',
    /one value with a comma in it, and not several.*"CA", "NV"/,
  ],
  [
    condition('status', 'NI|SALE'),
    'SEVERAL_IN_ONE_VALUE',
    /one value with a vertical bar in it, and not several.*"NI", "SALE"/,
  ],
  [condition('list_id', '111;222'), 'SEVERAL_IN_ONE_VALUE', /a semicolon in it.*"111", "222"/],
  [{ field: 'region', operator: 'within', list: ['CA, NV'] }, 'SEVERAL_IN_ONE_VALUE', /"CA", "NV"/],
  [{ ...condition('list_id', 'West'), operator: 'is_not_equal_to' }, 'ID_BY_NAME', /so this always holds/],
  [
    condition('tier', 'sold*'),
    'WILDCARD',
    /A star stands for itself.*Use "operator": "starts_with" with "sold"\./,
  ],
  [condition('status', 'SA*'), 'WILDCARD', /"starts_with" with "SA"/],
  [condition('city', '*west*'), 'WILDCARD', /Use "operator": "contains" with "west"\./],
  [
    { ...condition('city', 'sold*'), operator: 'starts_with' },
    'WILDCARD',
    /this never holds\. Write "sold"\./,
  ],
  [condition('state', 'California'), 'STATE_BY_NAME', /mostly comes as two letters.*Write "CA"/],
  [condition('province', 'Québec'), 'STATE_BY_NAME', /Write "QC"/],
  [condition('list_id', '0111'), 'ZERO_IN_FRONT', /ids begin with no zero.*Write "111"\./],
  [
    { field: 'length_in_sec', operator: 'less_than', value: '0' },
    'NEVER_BELOW_ZERO',
    /length_in_sec is never less than 0/,
  ],
  [
    { field: 'called_count', operator: 'less_than', value: '-1' },
    'NEVER_BELOW_ZERO',
    /Write a number above 0/,
  ],
  [condition('status', 'IN CALL'), 'STATUS_BY_NAME', /Write "INCALL"\./],
  [condition('status', 'Callback'), 'STATUS_BY_NAME', /Write "CALLBK" or "CB"\./],
];

const LIKELY: readonly object[] = [
  condition('campaign_name', 'Solar West'),
  condition('status', 'sale'),
  condition('status', 'OWN'),
  condition('term_reason', 'NONE'),
  condition('business_name', 'ABC, LLC'),
  condition('city', 'Washington, DC'),
  condition('remote_id', 'crm-7'),
  condition('tier', 'CA,NV'),
  condition('list_id', ''),
  condition('call_date', '2026-11-20 09:30:00'),
  condition('date_of_birth', '1980-11-20'),
  condition('annual_revenue', 'under 1M'),
  { field: 'call_date', operator: 'starts_with', value: '2026-11-20' },
  { field: 'phone_number', operator: 'starts_with', value: '213' },
  { field: 'length_in_sec', operator: 'greater_than', value: '60' },
  { field: 'tier', operator: 'greater_than', value: '2026-11-20' },
  condition('tier', '5 * 3'),
  condition('notes', '***'),
  condition('state', 'ca'),
  condition('city', 'California'),
  condition('postal_code', '02101'),
  condition('list_id', '0'),
  { field: 'annual_revenue', operator: 'less_than', value: '0' },
  { field: 'length_in_sec', operator: 'less_than', value: '1' },
  { field: 'created_at', operator: 'within', last: { n: 7, unit: 'days' } },
  { field: 'start_date', operator: 'within', last: { n: -7, unit: 'days' } },
];

const on = (asked: object) =>
  warningsIn(sampleWith({ [EVENTS]: [{ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions: [asked] }] })).filter(
    ({ path }) => path.startsWith(EVENTS),
  );

describe('a condition that compares with what the field never is', () => {
  it.each(UNLIKELY)('is warned about: %j', (asked, code, says) => {
    const { list } = asked as { list?: readonly unknown[] };
    const key = list === undefined ? 'value' : `list[${String(list.length - 1)}]`;
    const warnings = on(asked);
    expect(warnings.map((warning) => [warning.code, warning.path])).toEqual([
      [code, `${EVENTS}[0].conditions[0].${key}`],
    ]);
    expect(warnings.map(({ message, remedy }) => `${message} ${remedy}`).join()).toMatch(says);
  });

  it.each(LIKELY)('is no other than that: %j', (asked) => {
    expect(on(asked)).toEqual([]);
  });

  it('is a date of the past that is to be ahead', () => {
    const ahead = { field: 'created_at', operator: 'within', last: { n: -7, unit: 'days' } };
    const [warning, ...others] = on(ahead);
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      code: 'DATE_NEVER_AHEAD',
      path: `${EVENTS}[0].conditions[0].last`,
      value: '{"n":-7,"unit":"days"}',
      remedy: 'Write 7, which asks for the last 7 days.',
    });
  });
});
