export {
  ACTION_LABELS,
  CONNECT_WORKFLOW_ACTIONS,
  CONTACT_ACTIONS,
  type WorkflowActionType,
} from './action-types.js';
export { CONNECT_WORKFLOW_EVENTS, type WorkflowEventType } from './event-types.js';
export { EVENT_VALUES, type EventValue } from './event-values.js';
export { OPERANDS, OPERATORS, type Operands, type Operator } from './operators.js';
export { RELATION_FIELDS, RELATION_TYPES } from './relation-types.js';
export { SCHEDULE_WINDOWS, type ScheduleWindow } from './windows.js';
export { compileWorkflow, testWorkflow, type CompiledWorkflow } from './compiled-workflow.js';
export { WorkflowIndex } from './workflow-index.js';
export type { RuleContext } from './rule-context.js';
export type { Finding, Verdict } from './verdict.js';
export { SAVE_ACTIONS, writtenField, writtenFields } from './save-actions.js';
