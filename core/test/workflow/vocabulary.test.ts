import { describe, expect, it } from '@jest/globals';
import {
  ACTION_LABELS,
  CONNECT_WORKFLOW_ACTIONS,
  CONNECT_WORKFLOW_EVENTS,
  CONTACT_ACTIONS,
  DATE_PATTERNS,
  OPERATORS,
  SCHEDULE_WINDOWS,
} from '../../src/index.js';

describe("the words of Convoso's screens", () => {
  it('are eleven events, under the names and with the meanings of the documents', () => {
    expect(Object.keys(CONNECT_WORKFLOW_EVENTS).sort()).toEqual([
      'CALLBACK',
      'CALL_COUNT',
      'CALL_TYPE',
      'DISPOSITION',
      'HOPPER_EXPIRED',
      'LEAD_ACTION',
      'LEAD_FIELDS_AND_CALL_DATA',
      'LEAD_STATUS',
      'REDISPOSITION',
      'SUBMITTED_BY',
      'TERM_REASON',
    ]);
    expect(CONNECT_WORKFLOW_EVENTS.DISPOSITION).toBe('Agent sets a specific call disposition');
  });

  it("are twelve actions, under Convoso's internal labels", () => {
    expect(Object.keys(CONNECT_WORKFLOW_ACTIONS).sort()).toEqual([
      'CALLBACK',
      'CALLBACK_UPDATE',
      'DNC',
      'EMAIL',
      'FIELD',
      'HOPPER',
      'INTEGRATION',
      'MOVE',
      'REVENUE',
      'SMS',
      'STATUS',
      'VB',
    ]);
    expect(ACTION_LABELS.INTEGRATION).toBe('Integration (Convoso Connect)');
    expect([...CONTACT_ACTIONS].sort()).toEqual(['CALLBACK', 'HOPPER', 'SMS', 'VB']);
  });

  it('are seven windows, of which 9-9 is open from nine in the morning to nine in the evening', () => {
    expect(Object.keys(SCHEDULE_WINDOWS).sort()).toEqual([
      '12-5',
      '12-9',
      '24hr',
      '5-9',
      '8-9',
      '9-5',
      '9-9',
    ]);
    expect(SCHEDULE_WINDOWS['9-9']).toEqual({ start: 9, end: 21 });
    expect(SCHEDULE_WINDOWS['5-9']).toEqual({ start: 17, end: 21 });
  });

  it('are sixteen date formats besides the default, two of our own, and the operators with their labels', () => {
    expect(new Set(DATE_PATTERNS.map(({ pattern }) => pattern)).size).toBe(18);
    expect(OPERATORS.between_two_strings).toBe('Between Two Strings');
  });
});
