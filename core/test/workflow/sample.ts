import { workflowSchema, type Workflow } from '../../src/config/index.js';
import { compileCondition } from '../../src/workflow/conditions.js';
import { compileEvent } from '../../src/workflow/events/index.js';
import { compileRelation } from '../../src/workflow/relation.js';
import type { CompiledTest } from '../../src/workflow/compiled-test.js';
import { conditionSchema, eventSchema } from '../../src/config/index.js';

/** A workflow as the configuration would hand it to the engine, with every default applied. */
export function workflowOf(parts: object = {}): Workflow {
  const parsed = workflowSchema.parse({ id: 'w', events: [{ type: 'DISPOSITION' }], ...parts });
  return { ...parsed, name: parsed.name ?? parsed.id };
}

/** The compiled form of an event as it is written in the configuration. */
export const eventOf = (event: object): CompiledTest => compileEvent(eventSchema.parse(event));

export const relationOf = (relation: object): CompiledTest =>
  compileRelation(workflowOf({ relation }).relation);

export const conditionOf = (condition: object) => compileCondition(conditionSchema.parse(condition));
