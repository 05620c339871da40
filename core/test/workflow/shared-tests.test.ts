import { describe, expect, it } from '@jest/globals';
import { SharedTests } from '../../src/workflow/shared-tests.js';
import { compiledOf, workflowOf } from './sample.js';

const SALE = { type: 'DISPOSITION', values: ['SALE'] };
const compiled = (...events: object[]) => compiledOf(workflowOf({ events }));

describe('tests that workflows share', () => {
  it('are one where the workflows ask the same, and another where they do not', () => {
    const tests = new SharedTests();
    const a = tests.share(compiled(SALE, { type: 'TERM_REASON' }));
    const b = tests.share(compiled({ type: 'DISPOSITION' }, SALE));
    expect(b.relation).toBe(a.relation);
    expect(b.events[1]).toBe(a.events[0]);
    expect(b.events[0]).not.toBe(a.events[0]);
  });

  it('are kept as long as a workflow uses them, and no longer', () => {
    const tests = new SharedTests();
    const [a, b] = [tests.share(compiled(SALE)), tests.share(compiled(SALE))];
    tests.release(a);
    expect(tests.share(compiled(SALE)).events[0]).toBe(b.events[0]);
    tests.release(b);
    tests.release(b);
    expect(tests.share(compiled(SALE)).events[0]).not.toBe(b.events[0]);
  });
});
