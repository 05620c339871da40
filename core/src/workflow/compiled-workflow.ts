import type { Workflow } from '../config/index.js';
import { compileStopIf, type StopTest } from '../guardrails/stop-if.js';
import type { Occurrence } from '../occurrence/occurrence.js';
import { testAll, type CompiledTest } from './compiled-test.js';
import { compileEvent } from './events/index.js';
import { compileRelation } from './relation.js';
import type { RuleContext } from './rule-context.js';
import type { Verdict } from './verdict.js';

/** A workflow made ready to be tested many times. */
export interface CompiledWorkflow {
  readonly workflow: Workflow;
  readonly relation: CompiledTest;
  /** In the order of the configuration. */
  readonly events: readonly CompiledTest[];
  readonly stopIf: StopTest;
}

export function compileWorkflow(workflow: Workflow, context: RuleContext): CompiledWorkflow {
  return {
    workflow,
    relation: compileRelation(workflow.relation),
    events: workflow.events.map((event) => compileEvent(event, context)),
    stopIf: compileStopIf(workflow.stopIf, context),
  };
}

/** Scope and all events against one occurrence (domain-facts J.10). Whether the workflow is active is not asked. */
export function testWorkflow(compiled: CompiledWorkflow, occurrence: Occurrence): Verdict {
  const events = testAll(compiled.events, occurrence);
  if (events === 'no') return 'no';
  const relation = compiled.relation.test(occurrence);
  return relation === 'yes' ? events : relation;
}
