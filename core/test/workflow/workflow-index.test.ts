import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Workflow } from '../../src/config/index.js';
import type { Occurrence } from '../../src/occurrence/index.js';
import { testWorkflow, type WorkflowIndex } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { anyOccurrence, anyWorkflow, someWorkflows } from './arbitraries.js';
import { compiledOf, indexOf, workflowOf } from './sample.js';

/** What the index must equal: every active workflow tested, in order. */
const scan = (workflows: Iterable<Workflow>, occurrence: Occurrence): string[] =>
  [...workflows]
    .filter(({ active }) => active)
    .filter((workflow) => testWorkflow(compiledOf(workflow), occurrence) === 'yes')
    .map(({ id }) => id);

const matches = (index: WorkflowIndex, occurrence: Occurrence) =>
  index.match(occurrence).map(({ workflow }) => workflow.id);

const disposition = (status: string, rest: Partial<Parameters<typeof occurrenceOf>[0]> = {}) =>
  occurrenceOf({ callLog: { call_log_id: '14683239', status }, ...rest });

/** What is found, and how often something was read off the occurrence for it. */
function countedMatches(index: WorkflowIndex, occurrence: Occurrence): [found: string[], reads: number] {
  let reads = 0;
  const counted = new Proxy(occurrence, {
    get: (target, name, receiver) => {
      reads += 1;
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
  return [matches(index, counted), reads];
}

describe('the index of workflows', () => {
  it('finds what testing every workflow in order would find, for hundreds of them', () => {
    let found = 0;
    const occurrences = fc.array(anyOccurrence, { minLength: 5, maxLength: 10 });
    fc.assert(
      fc.property(someWorkflows(0, 300), occurrences, (workflows, list) => {
        const index = indexOf(workflows);
        for (const occurrence of list) {
          const expected = scan(workflows, occurrence);
          expect(matches(index, occurrence)).toEqual(expected);
          found += expected.length;
        }
      }),
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(0);
  });

  it('still does after workflows were added, replaced, switched and removed in any order', () => {
    const id = fc.integer({ min: 0, max: 15 }).map((number) => `w${number}`);
    const change = fc.oneof({ weight: 4, arbitrary: anyWorkflow(id) }, { weight: 1, arbitrary: id });
    const occurrences = fc.array(anyOccurrence, { minLength: 3, maxLength: 6 });
    let found = 0;
    fc.assert(
      fc.property(fc.array(change, { maxLength: 80, size: 'max' }), occurrences, (changes, list) => {
        const index = indexOf();
        // A Map keeps the place of a key that is set again, and gives one that was deleted a new place.
        const model = new Map<string, Workflow>();
        for (const [step, made] of changes.entries()) {
          if (typeof made === 'string') {
            index.remove(made);
            model.delete(made);
          } else {
            index.add(made);
            model.set(made.id, made);
          }
          if (step % 8 !== 7) continue;
          for (const occurrence of list) {
            const expected = scan(model.values(), occurrence);
            expect(matches(index, occurrence)).toEqual(expected);
            found += expected.length;
          }
        }
      }),
    );
    expect(found).toBeGreaterThan(0);
  });

  it('never finds a workflow that is switched off, and finds it in its old place once it is on again', () => {
    const index = indexOf(['a', 'b', 'c'].map((id) => workflowOf({ id })));
    index.add(workflowOf({ id: 'b', active: false }));
    expect(matches(index, disposition('NI'))).toEqual(['a', 'c']);
    index.add(workflowOf({ id: 'b' }));
    expect(matches(index, disposition('NI'))).toEqual(['a', 'b', 'c']);
  });

  it('keeps the place of one that was switched off from the start', () => {
    const index = indexOf([workflowOf({ id: 'a', active: false }), workflowOf({ id: 'b' })]);
    index.add(workflowOf({ id: 'a' }));
    expect(matches(index, disposition('NI'))).toEqual(['a', 'b']);
  });

  it('puts one that was removed and added again at the end', () => {
    const index = indexOf(['a', 'b'].map((id) => workflowOf({ id })));
    index.remove('a');
    expect(matches(index, disposition('NI'))).toEqual(['b']);
    index.add(workflowOf({ id: 'a' }));
    expect(matches(index, disposition('NI'))).toEqual(['b', 'a']);
  });

  it('replaces a workflow under its id, wherever it was filed before', () => {
    const index = indexOf([workflowOf({ events: [{ type: 'DISPOSITION', values: ['NI', 'ni', 'HU'] }] })]);
    index.add(workflowOf({ events: [{ type: 'DISPOSITION', values: ['SALE'] }] }));
    const found = ['NI', 'HU', 'SALE'].map((status) => matches(index, disposition(status)));
    expect(found).toEqual([[], [], ['w']]);
  });

  it('finds a workflow once, however many values of a list lead to it', () => {
    const conditions = [{ field: 'own', operator: 'is_equal_to', value: 'a' }];
    const index = indexOf([workflowOf({ events: [{ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions }] })]);
    expect(matches(index, occurrenceOf({ custom: { own: ['a', 'A', ' a '] } }))).toEqual(['w']);
  });

  it.each([['a'], ['B'], ['a,b']])('finds a workflow that asks a list for %j', (value) => {
    const conditions = [{ field: 'own', operator: 'is_equal_to', value }];
    const events = [{ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions }];
    const index = indexOf([workflowOf({ events })]);
    expect(matches(index, occurrenceOf({ custom: { own: ['a', 'b'] } }))).toEqual(['w']);
  });

  it.each(['ny', ' CA '])('finds a workflow by each value of a list that it asks for: %j', (state) => {
    const conditions = [{ field: 'state', operator: 'within', list: ['NY', 'CA', 'Ny'] }];
    const events = [{ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions }];
    const index = indexOf(['a', 'b', 'c', 'd'].map((id) => workflowOf({ id, events })));
    expect(matches(index, occurrenceOf({ lead: { state } }))).toEqual(['a', 'b', 'c', 'd']);
    index.remove('b');
    expect(matches(index, occurrenceOf({ lead: { state } }))).toEqual(['a', 'c', 'd']);
    expect(matches(index, occurrenceOf({ lead: { state: 'TX' } }))).toEqual([]);
  });

  it.each(['3', ' 03', '3.0'])('finds a call count of 3 that is written %j', (called_count) => {
    const events = [{ type: 'CALL_COUNT', equals: 3 }];
    const index = indexOf(['a', 'b', 'c', 'd'].map((id) => workflowOf({ id, events })));
    expect(matches(index, occurrenceOf({ lead: { called_count } }))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps a workflow that asks the same as one that was removed', () => {
    const index = indexOf(['a', 'b', 'c', 'd'].map((id) => workflowOf({ id })));
    for (const id of ['a', 'c', 'd']) index.remove(id);
    index.add(workflowOf({ id: 'e' }));
    expect(matches(index, disposition('NI'))).toEqual(['b', 'e']);
  });

  it('asks nothing of an occurrence any more when all have been removed', () => {
    const workflows = Array.from({ length: 100 }, (_, number) =>
      workflowOf({ id: `w${number}`, relation: { ids: [number % 10, 'any'] } }),
    );
    const index = indexOf(workflows);
    for (const { id } of workflows) index.remove(id);
    expect(countedMatches(index, disposition('NI'))).toEqual([[], 0]);
  });

  it('removes what it does not hold without harm', () => {
    const index = indexOf([workflowOf()]);
    index.remove('other');
    expect(matches(index, disposition('NI'))).toEqual(['w']);
  });

  it('does not test the workflows of other values', () => {
    const others = Array.from({ length: 1_000 }, (_, number) =>
      workflowOf({ id: `w${number}`, events: [{ type: 'DISPOSITION', values: [`CODE${number}`] }] }),
    );
    const [found, reads] = countedMatches(indexOf(others), disposition('CODE7'));
    expect(found).toEqual(['w7']);
    expect(reads).toBeLessThan(25);
  });

  it('does not test those that ask for the same value either, where they differ in another', () => {
    const alike = Array.from({ length: 1_024 }, (_, number) =>
      workflowOf({
        id: `w${number}`,
        relation: { ids: [number % 32] },
        events: [
          { type: 'DISPOSITION', values: ['NI'] },
          { type: 'SUBMITTED_BY', values: [Math.floor(number / 32)] },
        ],
      }),
    );
    const occurrence = disposition('NI', {
      lead: { created_by: '2' },
      callLog: { call_log_id: '14683239', status: 'NI', campaign_id: '7' },
    });
    const [found, reads] = countedMatches(indexOf(alike), occurrence);
    expect(found).toEqual(['w71']);
    expect(reads).toBeLessThan(25);
  });
});
