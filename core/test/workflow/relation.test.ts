import { describe, expect, it } from '@jest/globals';
import type { FieldValues } from '../../src/fields/value.js';
import type { Verdict } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { relationOf, workflowOf } from './sample.js';

describe('the scope of a workflow', () => {
  it.each<[string, object, FieldValues, Verdict, string]>([
    ['all campaigns', { all: true }, {}, 'yes', 'ALL_IN_SCOPE'],
    [
      'all, whatever ids are named',
      { ids: ['111'], all: true },
      { campaign_id: '222' },
      'yes',
      'ALL_IN_SCOPE',
    ],
    ['all queues, without an inbound call', { type: 'queue', all: true }, {}, 'yes', 'ALL_IN_SCOPE'],
    ['a campaign', { ids: ['111', '112'] }, { campaign_id: '112' }, 'yes', 'IN_SCOPE'],
    ['a campaign written as a number', { ids: [111] }, { campaign_id: ' 111 ' }, 'yes', 'IN_SCOPE'],
    ['another campaign', { ids: ['111'] }, { campaign_id: '222' }, 'no', 'OUT_OF_SCOPE'],
    ['an empty campaign', { ids: ['111'] }, { campaign_id: '' }, 'no', 'OUT_OF_SCOPE'],
    ['a campaign that was not delivered', { ids: ['111'] }, {}, 'unknown', 'FIELD_NOT_DELIVERED'],
    ['a list', { type: 'list', ids: ['333'] }, { list_id: '333' }, 'yes', 'IN_SCOPE'],
    ['another list', { type: 'list', ids: ['333'] }, { list_id: '334' }, 'no', 'OUT_OF_SCOPE'],
    ['a queue', { type: 'queue', ids: ['9'] }, { queue_id: '9', call_type: 'INBOUND' }, 'yes', 'IN_SCOPE'],
    [
      'a queue in mixed case',
      { type: 'queue', ids: ['9'] },
      { queue_id: '9', call_type: ' Inbound' },
      'yes',
      'IN_SCOPE',
    ],
    [
      'another queue',
      { type: 'queue', ids: ['9'] },
      { queue_id: '8', call_type: 'INBOUND' },
      'no',
      'OUT_OF_SCOPE',
    ],
    [
      'another queue of an unknown call',
      { type: 'queue', ids: ['9'] },
      { queue_id: '8' },
      'no',
      'OUT_OF_SCOPE',
    ],
    [
      'the queue of an outbound call',
      { type: 'queue', ids: ['9'] },
      { queue_id: '9', call_type: 'OUTBOUND' },
      'no',
      'NOT_INBOUND',
    ],
    [
      'no queue on an outbound call',
      { type: 'queue', ids: ['9'] },
      { call_type: 'MANUAL' },
      'no',
      'NOT_INBOUND',
    ],
    [
      'the queue of an unknown call',
      { type: 'queue', ids: ['9'] },
      { queue_id: '9' },
      'unknown',
      'FIELD_NOT_DELIVERED',
    ],
    [
      'the queue of an empty call type',
      { type: 'queue', ids: ['9'] },
      { queue_id: '9', call_type: '' },
      'unknown',
      'FIELD_NOT_DELIVERED',
    ],
    [
      'no queue on an inbound call',
      { type: 'queue', ids: ['9'] },
      { call_type: 'INBOUND' },
      'unknown',
      'FIELD_NOT_DELIVERED',
    ],
    [
      'an inbound number',
      { type: 'inboundNumber', ids: ['7735550167'] },
      { inbound_number: '7735550167', call_type: 'INBOUND' },
      'yes',
      'IN_SCOPE',
    ],
    [
      'an inbound number in another writing',
      { type: 'inboundNumber', ids: ['(773) 555-0167'] },
      { inbound_number: '+17735550167', call_type: 'INBOUND' },
      'yes',
      'IN_SCOPE',
    ],
    [
      'another inbound number',
      { type: 'inboundNumber', ids: ['7735550167'] },
      { inbound_number: '7735550168', call_type: 'INBOUND' },
      'no',
      'OUT_OF_SCOPE',
    ],
    [
      'the inbound number of an outbound call',
      { type: 'inboundNumber', ids: ['7735550167'] },
      { inbound_number: '7735550167', call_type: 'OUTBOUND' },
      'no',
      'NOT_INBOUND',
    ],
    [
      'an e-mail template',
      { type: 'emailTemplate', ids: ['5'] },
      { campaign_id: '5' },
      'unknown',
      'SCOPE_NOT_DELIVERED',
    ],
  ])('%s', (_what, relation, callLog, verdict, code) => {
    const occurrence = occurrenceOf({ callLog });
    expect(relationOf(relation).test(occurrence)).toBe(verdict);
    expect(relationOf(relation).explain(occurrence)).toMatchObject({ verdict, code });
  });

  it('is everything when the configuration says nothing', () => {
    expect(relationOf({}).test(occurrenceOf())).toBe('yes');
    expect(workflowOf().relation).toEqual({ type: 'campaign', ids: [], all: true });
  });

  it('names the field to map, the call type where that is what is missing', () => {
    const queue = relationOf({ type: 'queue', ids: ['9'] });
    expect(queue.explain(occurrenceOf({ callLog: { queue_id: '9' } })).reason).toMatch(
      /^call_type was not delivered/,
    );
    expect(queue.explain(occurrenceOf({ callLog: { call_type: 'INBOUND' } })).reason).toMatch(
      /^queue_id was not/,
    );
  });

  it('says which one it was and which were asked', () => {
    const occurrence = occurrenceOf({ callLog: { campaign_id: '222' } });
    expect(relationOf({ ids: ['111', '112'] }).explain(occurrence).reason).toBe(
      'campaign is "222"; asked: 111 or 112',
    );
  });
});
