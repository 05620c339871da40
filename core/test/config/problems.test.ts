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
      'settings.breaker': { failures: 5 },
    });
    expect(problemsIn(input).map(({ code }) => code)).toEqual([
      'UNSUPPORTED_VERSION',
      'UNKNOWN_TIME_ZONE',
      'URL_WITHOUT_PROTOCOL',
      'UNKNOWN_KEY',
      'OUT_OF_RANGE',
      'UNKNOWN_ADAPTOR',
      'NOT_YET_SUPPORTED',
    ]);
  });

  it('reads as one paragraph: where, what was received, what is wrong, what to do', () => {
    const [problem] = problemsIn(sampleWith({ 'endpoints[0].apiUrl': 'crm.example.test/calls' }));
    expect(problem && formatProblem(problem)).toBe(
      'endpoints[0].apiUrl (received "crm.example.test/calls"): The API URL does not say its protocol. ' +
        'Put https:// in front of it. [URL_WITHOUT_PROTOCOL]',
    );
    expect(problemsIn(7).map(formatProblem)).toEqual([
      'The document (received 7): This must be an object. Write an object. [WRONG_TYPE]',
    ]);
  });
});
