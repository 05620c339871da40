import { describe, expect, it } from '@jest/globals';
import { formatProblem } from '../../src/config/index.js';
import { problemsIn, sampleWith } from './sample.js';

describe('a problem of the configuration', () => {
  it('never hides another one', () => {
    const input = sampleWith({
      version: 9,
      'account.timeZone': 'nowhere',
      'endpoints[0].apiUrl': 'crm.example.test',
      'endpoints[0].adaptorId': 'missing-one',
      'workflows[0].rateLimit': 10,
      'workflows[0].events[0].valeus': [],
    });
    expect(problemsIn(input).map(({ code }) => code)).toEqual([
      'UNSUPPORTED_VERSION',
      'UNKNOWN_TIME_ZONE',
      'URL_WITHOUT_PROTOCOL',
      'UNKNOWN_KEY',
      'OUT_OF_RANGE',
      'UNKNOWN_ADAPTOR',
    ]);
  });

  it('G6: names the part that a place such as "endpoints[3]" belongs to, down to the action', () => {
    const parts = problemsIn(
      sampleWith({
        'adaptors[0].fields[0].section': 'leed',
        'workflows[0].actionSets[0].actions[0].id': 7,
        'workflows[0].name': 'Sale "west"',
        'hooks[0].id': 'main',
        'hooks[0].secret': 7,
        'settings.breaker': { failures: 0 },
      }),
    ).map(({ path, part }) => [path, part]);
    expect(parts).toEqual(
      expect.arrayContaining([
        ['adaptors[0].fields[0].section', 'the adaptor "Disposition"'],
        ['workflows[0].actionSets[0].actions[0].id', 'the workflow "Sale \\"west\\""'],
        ['hooks[0].secret', 'the hook "main"'],
        ['settings.breaker.failures', undefined],
      ]),
    );
  });

  it('reads as one paragraph: where, what was received, what is wrong, what to do', () => {
    const [problem] = problemsIn(sampleWith({ 'endpoints[0].apiUrl': 'crm.example.test/calls' }));
    expect(problem && formatProblem(problem)).toBe(
      'endpoints[0].apiUrl of the endpoint "CRM" (received "crm.example.test/calls"): The API URL does not say its protocol. ' +
        'Put https:// in front of it. [URL_WITHOUT_PROTOCOL]',
    );
    expect(problemsIn(7).map(formatProblem)).toEqual([
      'The document (received 7): This must be an object. Write an object. [WRONG_TYPE]',
    ]);
  });
});
