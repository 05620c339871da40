import { conditionSchema, eventSchema, workflowSchema, type Workflow } from '../../src/config/index.js';
import { compileCondition, type CompiledCondition } from '../../src/workflow/conditions.js';
import { compileEvent } from '../../src/workflow/events/index.js';
import {
  WorkflowIndex,
  compileWorkflow,
  type CompiledWorkflow,
  type RuleContext,
} from '../../src/workflow/index.js';
import { compileRelation } from '../../src/workflow/relation.js';
import type { CompiledTest } from '../../src/workflow/compiled-test.js';

/** An account in Convoso's own default zone. */
export const PACIFIC: RuleContext = { timeZone: 'America/Los_Angeles' };

/** A workflow as the configuration would hand it to the engine, with every default applied. */
export function workflowOf(parts: object = {}): Workflow {
  const parsed = workflowSchema.parse({ id: 'w', events: [{ type: 'DISPOSITION' }], ...parts });
  return { ...parsed, name: parsed.name ?? parsed.id };
}

export const compiledOf = (workflow: Workflow): CompiledWorkflow => compileWorkflow(workflow, PACIFIC);

export const indexOf = (workflows: Iterable<Workflow> = []): WorkflowIndex =>
  new WorkflowIndex(workflows, PACIFIC);

/** The compiled form of an event as it is written in the configuration. */
export const eventOf = (event: object, context: RuleContext = PACIFIC): CompiledTest =>
  compileEvent(eventSchema.parse(event), context);

export const relationOf = (relation: object): CompiledTest =>
  compileRelation(workflowOf({ relation }).relation);

export const conditionOf = (condition: object, context: RuleContext = PACIFIC): CompiledCondition =>
  compileCondition(conditionSchema.parse(condition), context);
