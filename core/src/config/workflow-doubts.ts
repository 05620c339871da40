import { contradictions } from './contradictions/index.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig, Workflow } from './settled.js';
import { scopeDoubts } from './scope-doubts.js';
import { unknownFields } from './unknown-fields.js';
import { unlikelyConditions } from './unlikely-conditions.js';
import { unlikelyValues } from './unlikely-values.js';

/**
 * Why a workflow that is accepted can hardly ever fire, whatever is delivered: told when it is saved, by `doctor`, and
 * in the trail of that workflow. `path` is the workflow's place in the document.
 */
export function workflowDoubts(workflow: Workflow, path: string, config: ConnectConfig): ConfigProblem[] {
  return [
    ...scopeDoubts(workflow, path),
    ...unlikelyValues(workflow, path, config),
    ...unlikelyConditions(workflow, path, config),
    ...contradictions(workflow, path, config),
    ...unknownFields(workflow, path, config),
  ];
}
