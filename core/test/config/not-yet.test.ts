import { describe, expect, it } from '@jest/globals';
import { findNotYet } from '../../src/config/index.js';
import { CONNECT_WORKFLOW_ACTIONS } from '../../src/workflow/action-types.js';
import { CONNECT_WORKFLOW_EVENTS } from '../../src/workflow/event-types.js';
import { OPERATORS } from '../../src/workflow/operators.js';
import { problemsIn, sample, sampleWith } from './sample.js';

const LATER: readonly (readonly [path: string, value: unknown])[] = [['settings.breaker', { failures: 5 }]];

const typesAvailable = (types: object, path: string) =>
  Object.keys(types).filter((type) =>
    findNotYet(sampleWith({ [path]: type })).every((problem) => problem.path !== path),
  );

describe('what this version does not have', () => {
  it.each(LATER)('is refused and never ignored: %s = %j', (path, value) => {
    expect(problemsIn(sampleWith({ [path]: value }))).toMatchObject([
      {
        code: 'NOT_YET_SUPPORTED',
        path,
        message: expect.stringMatching(/ is not available in this version\.$/),
        remedy: expect.stringMatching(/^Until it is, /),
      },
    ]);
  });

  it('does not stand in the way as a default', () => {
    expect(problemsIn(sample())).toEqual([]);
  });

  it('is none of the events, actions and operators', () => {
    expect(typesAvailable(CONNECT_WORKFLOW_EVENTS, 'workflows[0].events[0].type')).toEqual(
      Object.keys(CONNECT_WORKFLOW_EVENTS),
    );
    const action = 'workflows[0].actionSets[0].actions[0].type';
    expect(typesAvailable(CONNECT_WORKFLOW_ACTIONS, action)).toEqual(Object.keys(CONNECT_WORKFLOW_ACTIONS));
    const later = Object.keys(OPERATORS).filter((operator) => {
      const conditions = [{ field: 'state', operator }];
      return findNotYet(sampleWith({ 'workflows[0].events[0].conditions': conditions })).length > 0;
    });
    expect(later).toEqual([]);
  });

  it('says what to do instead', () => {
    expect(findNotYet(sampleWith({ 'settings.breaker': { failures: 5 } }))).toEqual([
      {
        code: 'NOT_YET_SUPPORTED',
        path: 'settings.breaker',
        value: 'an object',
        message: 'breaker is not available in this version.',
        remedy: 'Until it is, remove it.',
      },
    ]);
  });
});
