export { decide, type Decided, type GuardStates, type PlannedAction } from './decide.js';
export type { Check, CheckName, Decision, Outcome } from './decision.js';
export { laneOf } from './lane.js';
export { explainMatch, explainNonMatch } from './match.js';
