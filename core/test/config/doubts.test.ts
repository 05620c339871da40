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
const on = (...conditions: readonly object[]) => ({ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions });

const DOUBTS: readonly Doubt[] = [
  {
    what: 'the term reason NONE',
    plant: events({ type: 'TERM_REASON', values: ['AGENT', 'None'] }),
    code: 'NO_TERM_REASON',
    path: `${EVENTS}[0].values[1]`,
    says: /NONE is no term reason.* Name one of CALLER, AGENT,/,
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
    says: /never the disposition of a call.*"LEAD_STATUS", "to": \["INCALL"\]/,
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
    ['several values of one event', events({ type: 'DISPOSITION', values: ['NI', 'SALE'] })],
    [
      'values that have one in common',
      events({ type: 'DISPOSITION', values: ['NI', 'SALE'] }, { type: 'LEAD_STATUS', to: ['sale'] }),
    ],
    ['different fields', events(on(condition('state', 'CA'), condition('city', 'X')))],
    ['a field of the account', events(on(condition('policy_tier', 'gold')))],
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
