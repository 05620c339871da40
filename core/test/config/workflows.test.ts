import { describe } from '@jest/globals';
import { itTells, type Mistake } from './mistakes.js';

const MISTAKES: readonly Mistake[] = [
  {
    what: 'an unknown key in an action',
    plant: { 'workflows[0].actionSets[0].actions[0].endpointID2': 'crm' },
    path: 'workflows[0].actionSets[0].actions[0].endpointID2',
    code: 'UNKNOWN_KEY',
    value: '"endpointID2"',
    remedy: /Did you mean "endpointId"\?/,
  },
  {
    what: 'a key of another event',
    plant: { 'workflows[0].events[0].from': ['NEW'] },
    path: 'workflows[0].events[0].from',
    code: 'UNKNOWN_KEY',
    value: '"from"',
    remedy: /Known here: type, values, include/,
  },
  {
    what: 'an action id twice in a workflow, in different sets',
    plant: {
      'workflows[0].actionSets[1]': {
        id: 'more',
        actions: [{ id: 'post', type: 'INTEGRATION', endpointId: 'crm' }],
      },
    },
    path: 'workflows[0].actionSets[1].actions[0].id',
    code: 'DUPLICATE_ID',
    value: '"post"',
    remedy: /another id/,
  },
  {
    what: 'an endpoint that is not there',
    plant: { 'workflows[0].actionSets[0].actions[0].endpointId': 'erp-one' },
    path: 'workflows[0].actionSets[0].actions[0].endpointId',
    code: 'UNKNOWN_ENDPOINT',
    value: '"erp-one"',
    remedy: /of this document: crm/,
  },
  {
    what: 'a workflow without events',
    plant: { 'workflows[0].events': [] },
    path: 'workflows[0].events',
    code: 'WORKFLOW_WITHOUT_EVENTS',
    value: 'a list of 0',
    remedy: /at least one event/,
  },
  {
    what: 'a workflow that does not name events',
    plant: { 'workflows[0].events': undefined },
    path: 'workflows[0].events',
    code: 'WORKFLOW_WITHOUT_EVENTS',
    value: 'nothing',
    remedy: /at least one event/,
  },
  {
    what: 'an event that does not exist',
    plant: { 'workflows[0].events[0].type': 'DISPOSITON' },
    path: 'workflows[0].events[0].type',
    code: 'NOT_ONE_OF',
    value: '"DISPOSITON"',
    remedy: /Did you mean "DISPOSITION"\?/,
  },
  {
    what: 'an empty list of values, which could mean any or none',
    plant: { 'workflows[0].events[0].values': [] },
    path: 'workflows[0].events[0].values',
    code: 'EMPTY_VALUE',
    value: 'a list of 0',
    remedy: /remove the key/,
  },
  {
    what: 'a scope without ids',
    plant: { 'workflows[0].relation.ids': [] },
    path: 'workflows[0].relation.ids',
    code: 'RELATION_WITHOUT_IDS',
    value: 'a list of 0',
    remedy: /all to true/,
  },
  {
    what: 'a rate limit of 10',
    plant: { 'workflows[0].rateLimit': 10 },
    path: 'workflows[0].rateLimit',
    code: 'OUT_OF_RANGE',
    value: '10',
    remedy: /at most 9/,
  },
  {
    what: 'a rate limit of 0',
    plant: { 'workflows[0].rateLimit': 0 },
    path: 'workflows[0].rateLimit',
    code: 'OUT_OF_RANGE',
    value: '0',
    remedy: /at least 1/,
  },
  {
    what: 'more than all leads',
    plant: { 'workflows[0].performActionOn': 101 },
    path: 'workflows[0].performActionOn',
    code: 'OUT_OF_RANGE',
    value: '101',
    remedy: /at most 100/,
  },
  {
    what: 'a hopper expiry of more than five hours',
    plant: {
      'workflows[0].actionSets[0].actions[0]': { id: 'post', type: 'HOPPER', expiresInMinutes: 301 },
    },
    path: 'workflows[0].actionSets[0].actions[0].expiresInMinutes',
    code: 'OUT_OF_RANGE',
    value: '301',
    remedy: /at most 300/,
  },
  {
    what: 'a hopper priority that is not whole',
    plant: { 'workflows[0].actionSets[0].actions[0]': { id: 'post', type: 'HOPPER', priority: 1.5 } },
    path: 'workflows[0].actionSets[0].actions[0].priority',
    code: 'WRONG_TYPE',
    value: '1.5',
    remedy: /whole number/,
  },
  {
    what: 'an agent for a system callback',
    plant: {
      'workflows[0].actionSets[0].actions[0]': {
        id: 'post',
        type: 'CALLBACK',
        afterSeconds: 60,
        userId: '7',
      },
    },
    path: 'workflows[0].actionSets[0].actions[0].userId',
    code: 'USER_WITHOUT_PERSONAL_CALLBACK',
    value: '"7"',
    remedy: /personal/,
  },
  {
    what: 'an e-mail without a mail server',
    plant: {
      'workflows[0].actionSets[0].actions[0]': { id: 'post', type: 'EMAIL', subject: 'Hello', body: '' },
    },
    path: 'workflows[0].actionSets[0].actions[0].type',
    code: 'EMAIL_WITHOUT_SERVER',
    value: '"EMAIL"',
    remedy: /settings\.email/,
  },
  {
    what: 'an action on an endpoint that receives',
    plant: {
      'endpoints[1]': {
        id: 'other',
        apiUrl: 'https://other.example.test/',
        requestMethod: 'GET',
        direction: 'inbound',
      },
      'workflows[0].actionSets[0].actions[0].endpointId': 'other',
    },
    path: 'workflows[0].actionSets[0].actions[0].endpointId',
    code: 'INBOUND_ENDPOINT_CALLED',
    value: '"other"',
    remedy: /outbound/,
  },
  {
    what: 'a call count without any number',
    plant: { 'workflows[0].events[0]': { type: 'CALL_COUNT' } },
    path: 'workflows[0].events[0]',
    code: 'UNCLEAR_CALL_COUNT',
    value: 'an object',
    remedy: /equals alone/,
  },
  {
    what: 'a call count whose range is reversed',
    plant: { 'workflows[0].events[0]': { type: 'CALL_COUNT', min: 3, max: 2 } },
    path: 'workflows[0].events[0]',
    code: 'UNCLEAR_CALL_COUNT',
    value: 'an object',
    remedy: /equals alone/,
  },
  {
    what: 'half a range',
    plant: {
      'workflows[0].events[0]': {
        type: 'LEAD_FIELDS_AND_CALL_DATA',
        conditions: [{ field: 'state', operator: 'within', from: 'A' }],
      },
    },
    path: 'workflows[0].events[0].conditions[0]',
    code: 'UNCLEAR_WITHIN',
    value: 'an object',
    remedy: /Keep one of/,
  },
  ...[
    { what: 'a range of words', from: 'a', to: 'm' },
    { what: 'a range from a number to a date', from: 5, to: '2026-11-20' },
    { what: 'a range of numbers that is reversed', from: '10', to: '9' },
    { what: 'a range of dates that is reversed', from: '11/21/2026', to: '2026-11-20' },
    { what: 'a range of times that is reversed', from: '2026-11-20 10:00', to: '2026-11-20 09:00' },
    {
      what: 'a range of instants that is reversed',
      from: '2026-11-20T10:00:00Z',
      to: '2026-11-20T10:30:00+01:00',
    },
    { what: 'a range of texts that is reversed', operator: 'between_two_strings', from: 'm', to: ' A' },
  ].map(({ what, operator = 'within', from, to }) => ({
    what,
    plant: {
      'workflows[0].events[0]': {
        type: 'LEAD_FIELDS_AND_CALL_DATA',
        conditions: [{ field: 'own', operator, from, to }],
      },
    },
    path: 'workflows[0].events[0].conditions[0]',
    code: 'IMPOSSIBLE_RANGE',
    value: 'an object',
    remedy: /of which from comes first/,
  })),
  {
    what: 'the last 0 days',
    plant: {
      'workflows[0].events[0]': {
        type: 'LEAD_FIELDS_AND_CALL_DATA',
        conditions: [{ field: 'own', operator: 'within', last: { n: 0, unit: 'days' } }],
      },
    },
    path: 'workflows[0].events[0].conditions[0].last',
    code: 'EMPTY_TIME_SPAN',
    value: 'an object',
    remedy: /below 0 the next ones/,
  },
  {
    what: 'a blank id',
    plant: { 'workflows[0].id': ' ' },
    path: 'workflows[0].id',
    code: 'EMPTY_VALUE',
    value: '" "',
    remedy: /Fill it in/,
  },
];

describe('a mistake in a workflow', () => {
  itTells(MISTAKES);
});
