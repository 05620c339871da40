import { describe, expect, it } from '@jest/globals';
import { itTells, type Mistake } from './mistakes.js';
import { accepted, problemsIn, sampleWith } from './sample.js';

const AT = 'workflows[0].actionSets[0].actions[0]';

const IN_CONVOSO: readonly object[] = [
  { type: 'MOVE', listId: '3343' },
  { type: 'STATUS', status: 'SALE' },
  { type: 'FIELD', field: 'city', operation: 'timestamp' },
  { type: 'CALLBACK', afterSeconds: 60 },
  { type: 'CALLBACK_UPDATE', operation: 'remove' },
  { type: 'HOPPER' },
  { type: 'DNC', numbers: 'all' },
  { type: 'REVENUE', amount: 5 },
];

const MESSAGES: readonly object[] = [
  { type: 'SMS', message: 'Hello', endpointId: 'crm' },
  { type: 'VB', broadcastId: '7', endpointId: 'crm' },
];

const typeOf = (action: object): string => JSON.stringify((action as { type: string }).type);

const withoutToken = IN_CONVOSO.map((action): Mistake => ({
  what: `${typeOf(action)} without a token`,
  plant: { 'account.authToken': undefined, [AT]: { id: 'post', ...action } },
  path: `${AT}.type`,
  code: 'ACTION_WITHOUT_TOKEN',
  value: typeOf(action),
  remedy: /Set account\.authToken/,
}));

const withoutSigning = MESSAGES.map((action): Mistake => ({
  what: `${typeOf(action)} without a secret to sign with`,
  plant: { [AT]: { id: 'post', ...action } },
  path: `${AT}.type`,
  code: 'MESSAGE_WITHOUT_SIGNING',
  value: typeOf(action),
  remedy: /Set settings\.signing\.secret/,
}));

describe('what an action needs of the document', () => {
  itTells([...withoutToken, ...withoutSigning]);

  it('is told of each action that lacks it', () => {
    const actions = IN_CONVOSO.map((action, index) => ({ id: `a${index}`, ...action }));
    const plant = { 'account.authToken': undefined, 'workflows[0].actionSets[0].actions': actions };
    const problems = problemsIn(sampleWith(plant));
    expect(problems.map(({ path }) => path)).toEqual(
      actions.map((_, index) => `workflows[0].actionSets[0].actions[${index}].type`),
    );
  });

  it('is no token where nothing acts in Convoso', () => {
    expect(problemsIn(sampleWith({ 'account.authToken': undefined }))).toEqual([]);
  });
});

describe('the id of an endpoint', () => {
  itTells(
    ['{convoso}', '{mail}', '{'].map((id) => ({
      what: `an endpoint called ${id}`,
      plant: { 'endpoints[0].id': id, [`${AT}.endpointId`]: id },
      path: 'endpoints[0].id',
      code: 'RESERVED_ID',
      value: JSON.stringify(id),
      remedy: /letters, digits and hyphens/,
    })),
  );
});

describe("where Convoso's API is", () => {
  itTells(
    [
      'http://api.example.test/v1',
      'https://user:planted@api.example.test/v1',
      'https://api.example.test/v1?key=planted',
      'https://api.example.test/v1#x',
      'api.example.test',
      'ftp://api.example.test',
      'https://',
      'http://127.0.0.1.example.test/v1',
      'http://localhost.example.test/v1',
    ].map((url) => ({
      what: `an address like ${url}`,
      plant: { 'account.apiBaseUrl': url },
      path: 'account.apiBaseUrl',
      code: 'BAD_API_BASE_URL',
      value: expect.any(String) as unknown as string,
      remedy: /leave it out for https:\/\/api\.convoso\.com\/v1/,
    })),
  );

  it.each([
    'https://api.example.test/v1',
    'http://127.0.0.1:4790/v1',
    'http://localhost/v1',
    'http://[::1]:80',
  ])('may be %s', (url) => {
    expect(accepted(sampleWith({ 'account.apiBaseUrl': url })).account.apiBaseUrl).toBe(url);
  });
});
