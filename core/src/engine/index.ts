export { isContact } from '../hours/contact-of-action.js';
export type { HoursAsked } from './action-hours.js';
export { CHECK_LABELS } from './check-labels.js';
export { clearsAtOf, type ClearsQuestion } from './clears-at.js';
export { leadViewOf } from './clock.js';
export { decide, decideOne, type Decided, type Known } from './decide.js';
export { decideByEvent } from './decide-by-event.js';
export type { SelfCausing, WorkflowDecided } from './decide-workflow.js';
export type { Check, CheckName, Decision, Outcome } from './decision.js';
export { WORKFLOW_FAILED } from './failed-decision.js';
export { laneOf } from './lane.js';
export { explainMatch, explainNonMatch } from './match.js';
export { planActions, type PlannedAction } from './plan.js';
export {
  reviewAction,
  tryReview,
  type DueAction,
  type DueFacts,
  type FailedReview,
  type Review,
  type ReviewCheck,
  type ReviewCheckName,
} from './review.js';
export { NO_SWITCHES, type Rules, type Switches } from './rules.js';
export {
  Simulation,
  type Fate,
  type Simulated,
  type SimulatedAction,
  type SimulationParts,
} from './simulation.js';
