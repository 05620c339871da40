import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { EVENT_FILTER_FIELDS, filteredBy, type EventFilter } from '../../src/occurrence/index.js';
import { snapshotOf } from './sample.js';

const snapshot = snapshotOf({
  callLog: {
    status: 'SALE',
    call_type: 'OUTBOUND',
    campaign_id: '7',
    campaign_name: 'Solar West',
  },
});

const sale = { hookId: 'main', kinds: ['disposition', 'leadStatus'], snapshot } as const;

describe('a filter of call events', () => {
  it.each<[string, EventFilter]>([
    ['nothing', {}],
    ['empty lists', { hooks: [], kinds: [], dispositions: [] }],
    ['the hook', { hooks: ['other', 'main'] }],
    ['one of several kinds', { kinds: ['callback', 'leadStatus'] }],
    ['the status in another case', { dispositions: [' sale '] }],
    ['the campaign by its id', { campaigns: ['7'] }],
    ['the campaign by its name', { campaigns: ['solar west'] }],
    [
      'all at once',
      { hooks: ['main'], kinds: ['disposition'], dispositions: ['SALE'], callTypes: ['outbound'] },
    ],
  ])('that names %s lets the event through', (_what, filter) => {
    expect(filteredBy(filter, sale)).toBeNull();
  });

  it.each<[string, EventFilter, object]>([
    ['another hook', { hooks: ['Main'] }, { filter: 'hooks', value: 'main' }],
    ['another kind', { kinds: ['callback'] }, { filter: 'kinds', value: 'disposition, leadStatus' }],
    ['another status', { dispositions: ['NI'] }, { filter: 'dispositions', value: 'SALE' }],
    ['what was not delivered', { queues: ['3'] }, { filter: 'queues', value: null }],
    [
      'one thing that holds and one that does not',
      { dispositions: ['SALE'], campaigns: ['8'] },
      { filter: 'campaigns', value: '7' },
    ],
  ])('that names %s tells what came in its place', (_what, filter, filtered) => {
    expect(filteredBy(filter, sale)).toEqual(filtered);
  });

  it('lets through only what each of its parts alone lets through', () => {
    const names = Object.keys(EVENT_FILTER_FIELDS) as (keyof typeof EVENT_FILTER_FIELDS)[];
    const value = fc.constantFrom('SALE', 'sale', 'NI', '7', '8', 'Solar West', 'OUTBOUND', 'INBOUND');
    const filters = fc.record(
      Object.fromEntries(names.map((name) => [name, fc.array(value, { maxLength: 3 })])),
    );
    fc.assert(
      fc.property(filters, (filter) => {
        const parts = names.map((name) => filteredBy({ [name]: filter[name] }, sale) === null);
        expect(filteredBy(filter, sale) === null).toBe(parts.every(Boolean));
      }),
    );
  });
});
