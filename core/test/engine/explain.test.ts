import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decide, explainNonMatch } from '../../src/engine/index.js';
import { compileWorkflow } from '../../src/workflow/index.js';
import { occurrenceOf } from '../occurrence/sample.js';
import { anyOccurrence, someWorkflows } from '../workflow/arbitraries.js';
import { workflowOf } from '../workflow/sample.js';
import { CONTEXT, knownOf, rulesOf } from './sample.js';

const occurrence = occurrenceOf({ callLog: { call_log_id: '14683239', status: 'NI', campaign_id: '222' } });
const explain = (parts: object) => explainNonMatch(compileWorkflow(workflowOf(parts), CONTEXT), occurrence);

describe('why a workflow did not fire', () => {
  it('tells every check, whatever the first of them says', () => {
    const decision = explain({
      active: false,
      relation: { ids: ['111'] },
      events: [{ type: 'DISPOSITION', values: ['SALE'] }, { type: 'TERM_REASON' }, { type: 'LEAD_STATUS' }],
    });
    expect(decision.checks.map(({ check, event, verdict }) => [check, event, verdict])).toEqual([
      ['active', undefined, 'no'],
      ['relation', undefined, 'no'],
      ['event', 'DISPOSITION', 'no'],
      ['event', 'TERM_REASON', 'unknown'],
      ['event', 'LEAD_STATUS', 'yes'],
    ]);
    expect(decision).toMatchObject({
      workflowId: 'w',
      workflowName: 'w',
      verdict: 'no',
      outcome: 'inactive',
    });
    expect(decision.reason).toBe('the workflow is switched off');
  });

  it('names the first check that says no, before one that cannot be told', () => {
    const decision = explain({
      relation: { type: 'inboundNumber', ids: ['7735550167'] },
      events: [{ type: 'DISPOSITION', values: ['SALE'] }],
    });
    expect(decision.checks.map(({ verdict }) => verdict)).toEqual(['yes', 'unknown', 'no']);
    expect(decision).toMatchObject({
      verdict: 'no',
      outcome: 'not-matched',
      reason: 'disposition is NI; asked: SALE',
    });
  });

  it('names what was not delivered where nothing says no', () => {
    const conditions = [{ field: 'email', operator: 'is_blank' }];
    const decision = explain({ events: [{ type: 'LEAD_FIELDS_AND_CALL_DATA', conditions }] });
    expect(decision).toMatchObject({ verdict: 'unknown', outcome: 'not-matched' });
    expect(decision.reason).toMatch(/^email was not delivered/);
  });

  it('says of a workflow that matches but is switched off that it is switched off', () => {
    expect(explain({ active: false })).toMatchObject({ verdict: 'yes', outcome: 'inactive' });
  });

  it('is given for exactly the workflows that no decision was made about', () => {
    fc.assert(
      fc.property(someWorkflows(1, 40), anyOccurrence, (workflows, any) => {
        const decided = new Set(
          decide(rulesOf(workflows), any, knownOf()).decisions.map(({ workflowId }) => workflowId),
        );
        for (const workflow of workflows) {
          const decision = explainNonMatch(compileWorkflow(workflow, CONTEXT), any);
          const matches = decision.checks.every(({ verdict }) => verdict === 'yes');
          expect(matches).toBe(decided.has(workflow.id));
          if (matches) continue;
          const telling = decision.checks.find(({ reason }) => reason === decision.reason);
          expect(telling?.verdict).not.toBe('yes');
          expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
        }
      }),
    );
  });
});
