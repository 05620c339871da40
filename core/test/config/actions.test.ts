import { describe, expect, it } from '@jest/globals';
import { CONNECT_WORKFLOW_ACTIONS, type WorkflowActionType } from '../../src/workflow/action-types.js';
import { itTells, type Mistake } from './mistakes.js';
import { accepted, problemsIn, sampleWith } from './sample.js';

const AT = 'workflows[0].actionSets[0].actions[0]';
const MEANS = {
  'settings.email': { smtpUrl: { secretRef: 'env:SMTP_URL' }, from: 'connect@example.test' },
  'settings.signing': { secret: { secretRef: 'env:SIGNING_SECRET' } },
};

/** The sample with this action in the place of its own, and everything that any action needs. */
const acting = (action: object) => ({ ...MEANS, [AT]: { id: 'post', ...action } });

/** The smallest form of each action. */
const SMALLEST: Readonly<Record<WorkflowActionType, object>> = {
  INTEGRATION: { endpointId: 'crm' },
  EMAIL: { subject: 'Hello', body: '' },
  MOVE: { listId: '3343' },
  STATUS: { status: 'SALE' },
  SMS: { message: 'Hello', endpointId: 'crm' },
  VB: { broadcastId: '7', endpointId: 'crm' },
  FIELD: { field: 'city', operation: 'timestamp' },
  CALLBACK: { afterSeconds: 60 },
  CALLBACK_UPDATE: { operation: 'remove' },
  HOPPER: {},
  DNC: { numbers: 'primary' },
  REVENUE: { amount: 49.9 },
};

const wrongId = (value: unknown, shown: string, path: string, action: object): Mistake => ({
  what: `an id that is ${shown}, ${path}`,
  plant: acting({ ...action, [path]: value }),
  path: `${AT}.${path}`,
  code: 'NOT_AN_ID',
  value: shown,
  remedy: /from the screen in Convoso/,
});

const wrongField = (value: string): Mistake => ({
  what: `writing the field ${JSON.stringify(value)}`,
  plant: acting({ type: 'FIELD', operation: 'set', value: 'x', field: value }),
  path: `${AT}.field`,
  code: 'FIELD_NOT_WRITABLE',
  value: JSON.stringify(value),
  remedy: /by its Field Name, without a section/,
});

const wrongStatus = (value: string): Mistake => ({
  what: `the status ${JSON.stringify(value)}`,
  plant: acting({ type: 'STATUS', status: value }),
  path: `${AT}.status`,
  code: 'NOT_AN_ABBREVIATION',
  value: JSON.stringify(value),
  remedy: /abbreviation, such as CALLBK, and not the name/,
});

const wrongOperand = (operation: string, value: string | number): Mistake => ({
  what: `to ${operation} by ${JSON.stringify(value)}`,
  plant: acting({ type: 'FIELD', field: 'annual_revenue', operation, value }),
  path: `${AT}.value`,
  code: 'BAD_OPERAND',
  value: JSON.stringify(value),
  remedy: /such as 5, -2\.5 or \$1,250\.00/,
});

const MISTAKES: readonly Mistake[] = [
  {
    what: "an action by the name on Convoso's screen",
    plant: { 'workflows[0].actionSets[0].actions[0].type': 'Convoso Connect' },
    path: 'workflows[0].actionSets[0].actions[0].type',
    code: 'NOT_ONE_OF',
    value: '"Convoso Connect"',
    remedy: /^Write "INTEGRATION"\.$/,
  },
  wrongId('Solar West', '"Solar West"', 'listId', { type: 'MOVE' }),
  wrongId('3343,3344', '"3343,3344"', 'listId', { type: 'MOVE' }),
  wrongId('-1', '"-1"', 'campaignId', { type: 'DNC', numbers: 'all' }),
  wrongId(1.5, '1.5', 'campaignId', { type: 'DNC', numbers: 'all' }),
  wrongId('agent@example.test', '"agent@example.test"', 'userId', {
    type: 'CALLBACK',
    afterSeconds: 60,
    recipient: 'personal',
  }),
  ...['Not Interested', 'CALLBACK', 'N-I', 'N I'].map(wrongStatus),
  ...['lead_id', 'ID', 'list_id', 'status', 'auth_token', 'lead.city', 'first name', '1st', 'a[b]'].map(
    wrongField,
  ),
  {
    what: 'writing a field with a name that can corrupt the system that reads it',
    plant: acting({ type: 'FIELD', operation: 'set', value: 'x', field: 'constructor' }),
    path: `${AT}.field`,
    code: 'FORBIDDEN_NAME',
    value: '"constructor"',
    remedy: /another name/,
  },
  wrongOperand('add', 'plenty'),
  wrongOperand('multiply', '1e3'),
  wrongOperand('subtract', '12,50'),
  wrongOperand('divide', '0'),
  wrongOperand('divide', '$0.00'),
  wrongOperand('divide', 0),
  {
    what: 'a calculation with two operands',
    plant: acting({ type: 'FIELD', field: 'city', operation: 'add', value: '1', fromField: 'state' }),
    path: AT,
    code: 'UNCLEAR_OPERAND',
    value: 'an object',
    remedy: /either value or fromField/,
  },
];

describe('a mistake in an action', () => {
  itTells(MISTAKES);
});

describe('the values of an action', () => {
  it.each(Object.entries(SMALLEST))('are complete: %s with %j', (type, values) => {
    expect(problemsIn(sampleWith(acting({ type, ...values })))).toEqual([]);
    expect(Object.keys(CONNECT_WORKFLOW_ACTIONS)).toContain(type);
  });

  it.each([
    ['a list id that is a number', { type: 'MOVE', listId: 3343 }, { listId: '3343' }],
    ['a DNC that names no campaign', { type: 'DNC', numbers: 'all' }, { campaignId: '0' }],
    ['a hopper without priority', { type: 'HOPPER' }, { priority: 99 }],
    ['a status with blanks around it', { type: 'STATUS', status: ' SALE ' }, { status: 'SALE' }],
    ['a status of one letter', { type: 'STATUS', status: 'A' }, { status: 'A' }],
    [
      'an operand that is money',
      { type: 'FIELD', field: 'annual_revenue', operation: 'divide', value: '-$1,250.00' },
      { value: '-$1,250.00' },
    ],
    [
      "a field of the account's own",
      { type: 'FIELD', field: 'field_of_ours_2', operation: 'set', value: 5 },
      { value: '5' },
    ],
  ])('may be %s', (_, action, kept) => {
    const [set] = accepted(sampleWith(acting(action))).workflows[0]?.actionSets ?? [];
    expect(set?.actions).toMatchObject([kept]);
  });
});
