import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decide, decideByEvent, explainNonMatch } from '../../src/engine/index.js';
import { compileWorkflow } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { workflowOf } from '../workflow/sample.js';
import { CONTEXT, knownOf, rulesOf } from './sample.js';

const workflows = fc
  .record({
    active: fc.boolean(),
    relation: fc.constantFrom({}, { type: 'list', ids: ['7'] }, { type: 'campaign', ids: ['3'] }),
    performActionOn: fc.constantFrom(0, 40, 100),
    ignoreOutsideHours: fc.constantFrom(
      undefined,
      { window: '9-5' },
      { window: '9-5', timeZone: 'lead' },
      { window: '9-9', timeZone: 'Europe/Berlin' },
    ),
    events: fc.constantFrom(
      [{ type: 'DISPOSITION' }],
      [
        { type: 'DISPOSITION', values: ['NI'] },
        { type: 'CALL_COUNT', min: 2 },
      ],
    ),
  })
  .map(({ ignoreOutsideHours, ...parts }) =>
    workflowOf({ ...parts, ...(ignoreOutsideHours && { ignoreOutsideHours }) }),
  );

const occurrences = fc
  .record({
    at: fc.integer({
      min: Date.parse('2026-01-01T00:00:00Z'),
      max: Date.parse('2026-12-31T00:00:00Z'),
    }),
    lead: fc.constantFrom(
      {},
      { id: '5', list_id: '7' },
      { id: '6', state: 'NY', phone_number: '2125550101' },
    ),
    status: fc.constantFrom('NI', 'SALE'),
    called_count: fc.constantFrom('', '1', '3'),
  })
  .map(({ at, lead, status, called_count }) =>
    occurrenceOf(
      { lead, callLog: { call_log_id: '1', campaign_id: '3', status, called_count } },
      { receivedAt: at },
    ),
  );

describe('a decision by the event alone', () => {
  it('is that of a relay which remembers nothing, without what counts across runs and without a plan', () => {
    fc.assert(
      fc.property(workflows, occurrences, (workflow, occurrence) => {
        const compiled = compileWorkflow(workflow, CONTEXT);
        const [decided] = decide(rulesOf([workflow]), occurrence, knownOf()).decisions;
        const whole = decided ?? explainNonMatch(compiled, occurrence);
        const checks = whole.checks.filter(({ check }) => check !== 'rateLimit' && check !== 'plan');
        const reason = whole.outcome === 'fired' ? checks.at(-1)?.reason : whole.reason;
        expect(decideByEvent(compiled, occurrence, CONTEXT)).toEqual({ ...whole, checks, reason });
      }),
    );
  });

  it('says that it failed where a test of the workflow throws, and what held until then', () => {
    const workflow = workflowOf({});
    const compiled = compileWorkflow(workflow, CONTEXT);
    const broken = {
      ...compiled,
      events: compiled.events.map((event) => ({
        ...event,
        explain: () => {
          throw new Error('broken');
        },
      })),
    };
    const decision = decideByEvent(broken, occurrenceOf({ callLog: { status: 'NI' } }), CONTEXT);
    expect(decision).toMatchObject({ outcome: 'failed', verdict: 'unknown' });
    expect(decision.checks.map(({ check }) => check)).toEqual(['active', 'relation', 'failure']);
  });
});
