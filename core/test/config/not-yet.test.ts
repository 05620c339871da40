import { describe, expect, it } from '@jest/globals';
import { findNotYet } from '../../src/config/index.js';
import { CONNECT_WORKFLOW_ACTIONS } from '../../src/workflow/action-types.js';
import { CONNECT_WORKFLOW_EVENTS } from '../../src/workflow/event-types.js';
import { OPERATORS } from '../../src/workflow/operators.js';
import { problemsIn, sample, sampleWith } from './sample.js';

const ACTION = 'workflows[0].actionSets[0].actions[0]';

const LATER: readonly (readonly [path: string, value: unknown, at?: string])[] = [
  ['workflows[0].stopIf', { type: 'finalStatus' }, 'workflows[0].stopIf.type'],
  ['workflows[0].skipIfPending', true],
  ['workflows[0].ignoreOutsideHours', { window: '9-5' }],
  ['workflows[0].performActionOn', 99.5],
  ['workflows[0].performActionOn', 0],
  ['workflows[0].actionSets[0].schedule', { days: 1 }],
  [`${ACTION}.schedule`, {}],
  [`${ACTION}.skipIfLiveCall`, true],
  ['hooks[0].dedupe', { fields: ['call_log_id'], seconds: 60 }],
  ['settings.liveCallExpiresMinutes', 120],
  ['settings.email', { smtpUrl: { secretRef: 'env:SMTP_URL' }, from: 'connect@example.test' }],
  ['settings.notifications', {}],
  ['settings.signing', { secret: { secretRef: 'env:SIGNING' } }],
  ['settings.breaker', { failures: 5 }],
];

const typesAvailable = (types: object, path: string) =>
  Object.keys(types).filter((type) =>
    findNotYet(sampleWith({ [path]: type })).every((problem) => problem.path !== path),
  );

describe('what this version does not have', () => {
  it.each(LATER)('is refused and never ignored: %s = %j', (path, value, at = path) => {
    expect(problemsIn(sampleWith({ [path]: value }))).toMatchObject([
      {
        code: 'NOT_YET_SUPPORTED',
        path: at,
        message: expect.stringMatching(/ is not available in this version\.$/),
        remedy: expect.stringMatching(/^Until it is, /),
      },
    ]);
  });

  it('does not stand in the way as a default, nor where it is switched off in so many words', () => {
    const input = sampleWith({
      'endpoints[0].direction': 'outbound',
      'workflows[0].stopIf': { type: 'never' },
      'workflows[0].skipIfPending': false,
      'workflows[0].performActionOn': 100,
      [`${ACTION}.skipIfLiveCall`]: false,
    });
    expect(problemsIn(sample())).toEqual([]);
    expect(problemsIn(input)).toEqual([]);
  });

  it('is neither of the events, actions and operators that the engine compiles', () => {
    expect(typesAvailable(CONNECT_WORKFLOW_EVENTS, 'workflows[0].events[0].type')).toEqual([
      'DISPOSITION',
      'LEAD_FIELDS_AND_CALL_DATA',
      'LEAD_STATUS',
      'TERM_REASON',
    ]);
    expect(typesAvailable(CONNECT_WORKFLOW_ACTIONS, `${ACTION}.type`)).toEqual(['INTEGRATION']);
    const later = Object.keys(OPERATORS).filter((operator) => {
      const conditions = [{ field: 'state', operator }];
      return findNotYet(sampleWith({ 'workflows[0].events[0].conditions': conditions })).length > 0;
    });
    expect(later).toEqual(['within', 'between_two_strings', 'between_markers']);
  });

  it('says what to do instead', () => {
    expect(findNotYet(sampleWith({ 'workflows[0].actionSets[0].schedule': { days: 1 } }))).toEqual([
      {
        code: 'NOT_YET_SUPPORTED',
        path: 'workflows[0].actionSets[0].schedule',
        value: 'an object',
        message: 'A schedule is not available in this version.',
        remedy: 'Until it is, remove it.',
      },
    ]);
  });
});
