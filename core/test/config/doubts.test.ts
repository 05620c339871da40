import { describe, expect, it } from '@jest/globals';
import { sampleWith, warningsIn } from './sample.js';

const EVENTS = 'workflows[0].events';

interface Doubt {
  readonly what: string;
  /** Of the workflow of the sample; its scope is the campaign 111. */
  readonly plant: Readonly<Record<string, unknown>>;
  readonly code: string;
  readonly path: string;
  readonly says: RegExp;
}

const condition = (field: string, value: string, section?: string) => ({
  ...(section === undefined ? {} : { section }),
  ...{ field, operator: 'is_equal_to', value },
});
const events = (...all: readonly object[]) => ({ [EVENTS]: all });
const stop = (...conditions: readonly object[]) => ({
  'workflows[0].stopIf': { type: 'leadFilter', conditions },
});
const on = (...conditions: readonly object[]) => ({ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions });

const schedule = (given: object) => ({ 'workflows[0].actionSets[0].schedule': given });

const DOUBTS: readonly Doubt[] = [
  {
    what: 'a disposition with a star',
    plant: events({ type: 'DISPOSITION', values: ['SA*'] }),
    code: 'WILDCARD',
    path: `${EVENTS}[0].values[0]`,
    says: /stands for itself alone.* this never fires by it\. Name each value by itself: "SALE"\./,
  },
  {
    what: 'a lead action with a star',
    plant: events({ type: 'LEAD_ACTION', values: ['edit*'] }),
    code: 'WILDCARD',
    path: `${EVENTS}[0].values[0]`,
    says: /Name each value by itself\./,
  },
  {
    what: 'a status in other signs',
    plant: events({ type: 'LEAD_STATUS', to: ['IN CALL'] }),
    code: 'STATUS_BY_NAME',
    path: `${EVENTS}[0].to[0]`,
    says: /Write "INCALL"\./,
  },
  {
    what: 'a status by a name that two have',
    plant: events({ type: 'DISPOSITION', values: ['Callback'] }),
    code: 'STATUS_BY_NAME',
    path: `${EVENTS}[0].values[0]`,
    says: /Write "CALLBK" or "CB"\./,
  },
  {
    what: 'who created a lead, by name',
    plant: events({ type: 'SUBMITTED_BY', values: ['1012', 'Test Agent'] }),
    code: 'SUBMITTER_BY_NAME',
    path: `${EVENTS}[0].values[1]`,
    says: /mostly is the id of a user/,
  },
  {
    what: 'a scope with a zero in front',
    plant: { 'workflows[0].relation': { type: 'campaign', ids: ['0111'], all: false } },
    code: 'ZERO_IN_FRONT',
    path: 'workflows[0].relation.ids[0]',
    says: /this never fires by it\. Write "111"\./,
  },
  {
    what: 'an action before the last call',
    plant: schedule({ days: -3, relativeTo: 'lastCalled' }),
    code: 'SCHEDULE_IN_THE_PAST',
    path: 'workflows[0].actionSets[0].schedule.relativeTo',
    says: /last_called says when something happened.*always skipped.*numbers above 0/,
  },
  {
    what: 'an action before the date of the call',
    plant: schedule({ hours: -1, relativeTo: { field: 'call_date' } }),
    code: 'SCHEDULE_IN_THE_PAST',
    path: 'workflows[0].actionSets[0].schedule.relativeTo',
    says: /call_date says when something happened/,
  },
  {
    what: 'a schedule that counts from a field without dates',
    plant: {
      'workflows[0].actionSets[0].schedule': { days: 1, relativeTo: { field: 'first_name' } },
    },
    code: 'SCHEDULE_WITHOUT_DATE',
    path: 'workflows[0].actionSets[0].schedule.relativeTo',
    says: /first_name is no date.* always skipped\. Name a date/,
  },
  {
    what: 'the term reason NONE',
    plant: events({ type: 'TERM_REASON', values: ['AGENT', 'None'] }),
    code: 'NO_TERM_REASON',
    path: `${EVENTS}[0].values[1]`,
    says: /NONE is no term reason.* never fires by it\. Name one of CALLER, AGENT,/,
  },
  {
    what: 'a term reason with a slip in it',
    plant: events({ type: 'TERM_REASON', values: ['QUEUE_TIMEOUT'] }),
    code: 'UNKNOWN_TERM_REASON',
    path: `${EVENTS}[0].values[0]`,
    says: /Did you mean "QUEUETIMEOUT"\?/,
  },
  {
    what: 'a call type that there is none of',
    plant: events({ type: 'CALL_TYPE', values: ['inbound', 'TRANSFER'] }),
    code: 'UNKNOWN_CALL_TYPE',
    path: `${EVENTS}[0].values[1]`,
    says: /Use one of INBOUND, OUTBOUND, MANUAL, 3WAY\./,
  },
  {
    what: 'the disposition of a state',
    plant: events({ type: 'DISPOSITION', values: ['INCALL'] }),
    code: 'STATE_NO_DISPOSITION',
    path: `${EVENTS}[0].values[0]`,
    says: /never the disposition of a call: this never fires by it\..*"LEAD_STATUS", "to": \["INCALL"\]/,
  },
  {
    what: 'a status that neither the account nor the dialer has',
    plant: events({ type: 'DISPOSITION', values: ['SALES'] }),
    code: 'UNKNOWN_STATUS',
    path: `${EVENTS}[0].values[0]`,
    says: /The account's statuses have no SALES.*Did you mean "SALE"\?/,
  },
  {
    what: 'a status by its name',
    plant: events({ type: 'DISPOSITION', values: ['Not Interested'] }),
    code: 'STATUS_BY_NAME',
    path: `${EVENTS}[0].values[0]`,
    says: /This is the name of a status.* Write "NI"\./,
  },
  {
    what: 'a scope by the name of a campaign',
    plant: { 'workflows[0].relation': { type: 'campaign', ids: ['Solar West'] } },
    code: 'SCOPE_BY_NAME',
    path: 'workflows[0].relation.ids[0]',
    says: /compares campaign_id, and this looks like a name/,
  },
  {
    what: 'a scope of e-mail templates',
    plant: { 'workflows[0].relation': { type: 'emailTemplate', ids: ['7'] } },
    code: 'SCOPE_NOT_DELIVERED',
    path: 'workflows[0].relation.type',
    says: /do not say which e-mail template/,
  },
  {
    what: 'two dispositions at once',
    plant: events({ type: 'DISPOSITION', values: ['NI'] }, { type: 'DISPOSITION', values: ['SALE'] }),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[1].values`,
    says: /Both must be true of one call, .* NI and SALE at once.*For "or", put both in `values`/,
  },
  {
    what: 'two values of one field at once',
    plant: events(on(condition('state', 'CA'), condition('state', 'NY'))),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[0].conditions[1].value`,
    says: /For "or", use one condition with `within`/,
  },
  {
    what: 'a disposition with another status in a condition',
    plant: events({ type: 'DISPOSITION', values: ['NI'] }, on(condition('status', 'SALE'))),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[1].conditions[0].value`,
    says: /status cannot be NI and SALE at once.*Remove one of them/,
  },
  {
    what: 'two call counts at once',
    plant: events({ type: 'CALL_COUNT', equals: 3 }, { type: 'CALL_COUNT', equals: 5 }),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[1].equals`,
    says: /called_count of its lead cannot be 3 and 5 at once.*use one event with `min` and `max`/,
  },
  {
    what: 'a call count outside of what a condition asks',
    plant: events(
      { type: 'CALL_COUNT', min: 3 },
      on({ field: 'called_count', operator: 'less_than', value: 3 }),
    ),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[1].conditions[0].value`,
    says: /cannot be at least 3 and less than "3" at once/,
  },
  {
    what: 'ranges that do not meet',
    plant: events(
      on(
        { field: 'length_in_sec', operator: 'greater_than', value: 100 },
        { field: 'length_in_sec', operator: 'less_than', value: 50 },
      ),
    ),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[0].conditions[1].value`,
    says: /length_in_sec cannot be greater than "100" and less than "50" at once: this workflow never fires/,
  },
  {
    what: 'a text that is blank and is not',
    plant: events(
      on(
        { field: 'agent_comment', operator: 'is_blank' },
        { field: 'agent_comment', operator: 'contains', value: 'yes' },
      ),
    ),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[0].conditions[1].value`,
    says: /agent_comment cannot be blank and a text that contains "yes" at once/,
  },
  {
    what: 'values of which none is left',
    plant: events(
      on(
        { field: 'state', operator: 'within', list: ['CA', 'NV'] },
        { field: 'state', operator: 'is_not_equal_to', value: 'CA' },
        { field: 'state', operator: 'is_not_equal_to', value: 'NV' },
      ),
    ),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[0].conditions[2].value`,
    says: /All must be true of one call, and state cannot be CA or NV, other than "CA" and other than "NV"/,
  },
  {
    what: 'two values of a field of your own, unless that may hold both',
    plant: events(on(condition('tier', 'gold', 'custom'), condition('tier', 'silver', 'custom'))),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[0].conditions[1].value`,
    says: /one value of custom\.tier cannot be gold and silver at once: without several values of it/,
  },
  {
    what: 'a scope of queues, which are of inbound calls, with another type of call',
    plant: {
      'workflows[0].relation': { type: 'queue', ids: ['7'] },
      ...events({ type: 'CALL_TYPE', values: ['OUTBOUND'] }),
    },
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[0].values`,
    says: /its type cannot be INBOUND and OUTBOUND at once/,
  },
  {
    what: 'a scope with another campaign in a condition',
    plant: events(on(condition('campaign_id', '222'))),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[0].conditions[0].value`,
    says: /campaign_id cannot be 111 and 222 at once/,
  },
  {
    what: 'an expired hopper slot that is a disposition',
    plant: events({ type: 'DISPOSITION' }, { type: 'HOPPER_EXPIRED' }),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[1].type`,
    says: /none is DISPOSITION and HOPPER_EXPIRED at once.*make a workflow for each/,
  },
  {
    what: 'a lead action that is a disposition',
    plant: events({ type: 'LEAD_ACTION', values: ['x'] }, { type: 'DISPOSITION', values: ['NI'] }),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[1].type`,
    says: /none is LEAD_ACTION and DISPOSITION at once.*ask for the status in LEAD_FIELDS_AND_CALL_DATA/,
  },
  {
    what: 'a stop on two statuses at once',
    plant: stop(condition('status', 'SALE'), condition('status', 'DNC')),
    code: 'STOP_CONTRADICTS',
    path: 'workflows[0].stopIf.conditions[1].value',
    says: /Both must be true of one lead, and lead\.status cannot be SALE and DNC at once: this stops nothing\..*`within`/,
  },
  {
    what: 'a callback that is an expired hopper slot',
    plant: events({ type: 'CALLBACK' }, { type: 'HOPPER_EXPIRED' }),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[1].type`,
    says: /none is CALLBACK and HOPPER_EXPIRED at once.*make a workflow for each/,
  },
  {
    what: 'a first disposition that is a redisposition',
    plant: events({ type: 'DISPOSITION', include: 'first' }, { type: 'REDISPOSITION' }),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[0].include`,
    says: /no redisposition/,
  },
  {
    what: 'a status that changes to itself',
    plant: events({ type: 'LEAD_STATUS', from: ['NI'], to: ['ni'] }),
    code: 'EVENTS_CONTRADICT',
    path: `${EVENTS}[0].to`,
    says: /does not change/,
  },
  {
    what: 'a condition on a field with a slip in its name',
    plant: events(on(condition('phone_nummer', '1'))),
    code: 'UNKNOWN_FIELD',
    path: `${EVENTS}[0].conditions[0].field`,
    says: /Did you mean "phone_number"\?/,
  },
  {
    what: 'a condition on a field of another section',
    plant: events(on(condition('call_type', 'INBOUND', 'lead'))),
    code: 'UNKNOWN_FIELD',
    path: `${EVENTS}[0].conditions[0].field`,
    says: /It is in the section callLog/,
  },
  {
    what: 'Stop Workflow If on a field with a slip in its name',
    plant: {
      'workflows[0].stopIf': { type: 'leadFilter', conditions: [condition('citty', 'X')] },
    },
    code: 'UNKNOWN_FIELD',
    path: 'workflows[0].stopIf.conditions[0].field',
    says: /Did you mean "city"\?/,
  },
  {
    what: 'a condition on another name for a field, which is read as that field',
    plant: events(on(condition('disposition', 'SALE'))),
    code: 'UNKNOWN_FIELD',
    path: `${EVENTS}[0].conditions[0].field`,
    says: /What comes as "disposition" is read as status: write "status"\./,
  },
  {
    what: 'a condition on what only adaptors send',
    plant: events(on(condition('disposition_group', 'connected'))),
    code: 'UNKNOWN_FIELD',
    path: `${EVENTS}[0].conditions[0].field`,
    says: /Only adaptors send it, made of the status: write "status"\./,
  },
  {
    what: 'Stop Workflow If on another name for a field',
    plant: stop(condition('call_result', 'SALE', 'callLog')),
    code: 'UNKNOWN_FIELD',
    path: 'workflows[0].stopIf.conditions[0].field',
    says: /What comes as "call_result" is read as status: write "status"/,
  },
  {
    what: 'a schedule by another name for a date',
    plant: { 'workflows[0].actionSets[0].schedule': { days: 1, relativeTo: { field: 'start_time' } } },
    code: 'UNKNOWN_FIELD',
    path: 'workflows[0].actionSets[0].schedule.relativeTo.field',
    says: /What comes as "start_time" is read as call_date: write "call_date"/,
  },
  {
    what: 'a row of an adaptor with another name for a field',
    plant: { 'adaptors[0].fields[0]': { section: 'callLog', field: 'duration', mappedTo: 'seconds' } },
    code: 'UNKNOWN_FIELD',
    path: 'adaptors[0].fields[0].field',
    says: /What comes as "duration" is read as length_in_sec: write "length_in_sec"/,
  },
  {
    what: 'a row of an adaptor in the section of another field',
    plant: { 'adaptors[0].fields[0]': { section: 'lead', field: 'call_date', mappedTo: 'called' } },
    code: 'UNKNOWN_FIELD',
    path: 'adaptors[0].fields[0].field',
    says: /It is in the section callLog: write that\./,
  },
  {
    what: 'two dispositions in one value',
    plant: events({ type: 'DISPOSITION', values: ['NI, SALE'] }),
    code: 'SEVERAL_IN_ONE_VALUE',
    path: `${EVENTS}[0].values[0]`,
    says: /Write each by itself: "NI", "SALE"\./,
  },
  {
    what: 'two types of a call in one value',
    plant: events({ type: 'CALL_TYPE', values: ['INBOUND, MANUAL'] }),
    code: 'SEVERAL_IN_ONE_VALUE',
    path: `${EVENTS}[0].values[0]`,
    says: /"INBOUND", "MANUAL"/,
  },
  {
    what: 'two ids in one',
    plant: { 'workflows[0].relation': { type: 'campaign', ids: ['111,222'] } },
    code: 'SEVERAL_IN_ONE_VALUE',
    path: 'workflows[0].relation.ids[0]',
    says: /Write each by itself: "111", "222"\./,
  },
  {
    what: 'an id that is neither digits nor a name',
    plant: { 'workflows[0].relation': { type: 'list', ids: ['#7'] } },
    code: 'SCOPE_NOT_AN_ID',
    path: 'workflows[0].relation.ids[0]',
    says: /This is no list_id of Convoso's, which is digits only/,
  },
  {
    what: 'an inbound number that is too short',
    plant: { 'workflows[0].relation': { type: 'inboundNumber', ids: ['888'] } },
    code: 'SCOPE_NOT_AN_ID',
    path: 'workflows[0].relation.ids[0]',
    says: /no number that is called: it has too few digits/,
  },
  {
    what: 'Stop Workflow If on a status by its name',
    plant: stop(condition('status', 'Not Interested')),
    code: 'STATUS_BY_NAME',
    path: 'workflows[0].stopIf.conditions[0].value',
    says: /Write "NI"\./,
  },
  {
    what: "Stop Workflow If on Convoso's field as if it were one's own",
    plant: stop(condition('status', 'SALE', 'custom')),
    code: 'UNKNOWN_FIELD',
    path: 'workflows[0].stopIf.conditions[0].field',
    says: /It is in the section lead and callLog: write that, or leave the section out\./,
  },
  {
    what: 'an account in an abbreviation that knows no daylight saving time',
    plant: { 'account.timeZone': 'EST' },
    code: 'ZONE_WITHOUT_PLACE',
    path: 'account.timeZone',
    says: /one offset all the year.* such as America\/New_York\./,
  },
  {
    what: 'hours of an abbreviation',
    plant: { 'workflows[0].ignoreOutsideHours': { window: '9-5', timeZone: 'mst' } },
    code: 'ZONE_WITHOUT_PLACE',
    path: 'workflows[0].ignoreOutsideHours.timeZone',
    says: /such as America\/Denver/,
  },
  {
    what: 'a schedule of an offset, of which the sign is the other way round',
    plant: {
      'workflows[0].actionSets[0].schedule': { holdUntilHours: '9-5', timeZone: 'Etc/GMT+5' },
    },
    code: 'ZONE_WITHOUT_PLACE',
    path: 'workflows[0].actionSets[0].schedule.timeZone',
    says: /5 hours behind UTC all the year/,
  },
  {
    what: "a row of an adaptor with Convoso's field as if it were one's own",
    plant: { 'adaptors[0].fields[0]': { section: 'custom', field: 'status', mappedTo: 'outcome' } },
    code: 'UNKNOWN_FIELD',
    path: 'adaptors[0].fields[0].field',
    says: /not delivered in the section custom\. It is in the section lead and callLog/,
  },
  {
    what: "a token with Convoso's field as if it were one's own",
    plant: {
      'workflows[0].actionSets[0].actions[0]': {
        id: 'm',
        type: 'EMAIL',
        subject: 'x',
        body: '%custom.city%',
      },
      'settings.email': { smtpUrl: { secretRef: 'env:SMTP' }, from: 'a@example.test' },
    },
    code: 'UNKNOWN_TOKEN',
    path: 'workflows[0].actionSets[0].actions[0].body',
    says: /It is in the section lead/,
  },
  {
    what: 'an address that nothing is sent to',
    plant: { 'endpoints[0].apiUrl': 'https://10.1.2.3:8443/calls' },
    code: 'PRIVATE_ADDRESS_REFUSED',
    path: 'endpoints[0].apiUrl',
    says: /Add "10\.1\.2\.3:8443" to settings\.egress\.allow/,
  },
  {
    what: 'a token of a mail that gives nothing',
    plant: {
      'workflows[0].actionSets[0].actions[0]': {
        id: 'm',
        type: 'EMAIL',
        subject: 'x',
        body: '%call.lenght_in_sec%',
      },
      'settings.email': { smtpUrl: { secretRef: 'env:SMTP' }, from: 'a@example.test' },
    },
    code: 'UNKNOWN_TOKEN',
    path: 'workflows[0].actionSets[0].actions[0].body',
    says: /Did you mean "length_in_sec"\?/,
  },
];

const NONE = new Set(DOUBTS.map(({ code }) => code));
const doubtsIn = (plant: Readonly<Record<string, unknown>>) =>
  warningsIn(sampleWith(plant)).filter(({ code }) => NONE.has(code));

describe('a configuration that can hardly work is warned about:', () => {
  it.each(DOUBTS)('$what', ({ plant, code, path, says }) => {
    const doubts = doubtsIn(plant);
    expect(doubts.map((doubt) => [doubt.code, doubt.path])).toEqual([[code, path]]);
    expect(doubts.map(({ message, remedy }) => `${message} ${remedy}`).join()).toMatch(says);
  });
});

describe('no doubt is cast on', () => {
  it.each([
    ['the sample', {}],
    ['Greenwich', { 'account.timeZone': 'UTC' }],
    [
      'a name of Convoso that a hook gives to a field of your own',
      {
        'hooks[0].fields': { outcome: 'custom.status' },
        ...events(on(condition('status', 'gone', 'custom'))),
      },
    ],
    ['a place', { 'account.timeZone': 'America/Phoenix' }],
    ['several values of one event', events({ type: 'DISPOSITION', values: ['NI', 'SALE'] })],
    [
      'values that have one in common',
      events({ type: 'DISPOSITION', values: ['NI', 'SALE'] }, { type: 'LEAD_STATUS', to: ['sale'] }),
    ],
    ['different fields', events(on(condition('state', 'CA'), condition('city', 'X')))],
    [
      'a schedule by a date of the lead, and by a field of the account',
      {
        'workflows[0].actionSets[0].schedule': { days: 1, relativeTo: { field: 'start_date' } },
        'workflows[0].actionSets[0].actions[0].schedule': {
          days: -1,
          relativeTo: { field: 'custom_field_3' },
        },
      },
    ],
    ['a field of the account', events(on(condition('policy_tier', 'gold')))],
    [
      'another name for a field that a hook keeps as one of your own',
      {
        'hooks[0].fields': { outcome: 'custom.disposition' },
        ...events(on(condition('disposition', 'gone', 'custom'))),
      },
    ],
    [
      'another name for a field, which an action writes to a field of your own',
      {
        'workflows[0].actionSets[0].actions[0]': {
          id: 'post',
          type: 'FIELD',
          operation: 'set',
          field: 'talk_time',
          value: 'x',
        },
      },
    ],
    [
      'a queue by its id and a number by its spelling',
      { 'workflows[0].relation': { type: 'inboundNumber', ids: ['(773) 555-0167'] } },
    ],
    [
      'two kinds of which a hook declares both',
      {
        ...events({ type: 'CALLBACK' }, { type: 'LEAD_ACTION', values: ['x'] }),
        'hooks[0].occurrence': ['callback', 'leadAction'],
      },
    ],
    [
      'a private address that is allowed',
      {
        'endpoints[0].apiUrl': 'https://10.1.2.3:8443/calls',
        'settings.egress': { allow: ['10.0.0.0/8'] },
      },
    ],
    [
      'this machine where its name is allowed',
      {
        'endpoints[0].apiUrl': 'http://localhost:8080/calls',
        'settings.egress': { allow: ['localhost:8080'] },
      },
    ],
  ])('%s', (_, plant) => {
    expect(doubtsIn(plant)).toEqual([]);
  });
});
