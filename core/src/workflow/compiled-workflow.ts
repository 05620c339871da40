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
  /** What was thrown when it was made ready; null where it is. */
  readonly fault: { readonly thrown: unknown } | null;
}

/**
 * Makes a workflow ready, and never throws: one that cannot be made ready throws whenever it is tested, where it is
 * alone, so that it takes none of the other workflows of its configuration with it.
 */
export function compileWorkflow(workflow: Workflow, context: RuleContext): CompiledWorkflow {
  try {
    return {
      workflow,
      relation: compileRelation(workflow.relation),
      events: workflow.events.map((event) => compileEvent(event, context)),
      stopIf: compileStopIf(workflow.stopIf, context),
      fault: null,
    };
  } catch (thrown) {
    const fail = (): never => {
      throw thrown;
    };
    const relation: CompiledTest = { access: [], test: fail, explain: fail };
    return { workflow, relation, events: [], stopIf: fail, fault: { thrown } };
  }
}

/** Scope and all events against one occurrence (domain-facts J.10). Whether the workflow is active is not asked. */
export function testWorkflow(compiled: CompiledWorkflow, occurrence: Occurrence): Verdict {
  const events = testAll(compiled.events, occurrence);
  if (events === 'no') return 'no';
  const relation = compiled.relation.test(occurrence);
  return relation === 'yes' ? events : relation;
}
