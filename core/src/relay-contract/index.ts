export { ACTORS, CHANGE_OUTCOMES } from './audit.js';
export {
  ACCEPTED_FROM_FILE,
  AUDITED,
  OPERATION_NAMES,
  SECRETS_KEY_REPLACED,
  SIGNED_IN,
  changesSomething,
} from './changes.js';
export { RELAY_API, type RelayApi } from './contract.js';
export {
  type AnswerOf,
  type BodyOf,
  type GivenBodyOf,
  type BodyShape,
  type Method,
  type ParamsOf,
  type QueryOf,
  type QueryShape,
  type Refused,
  type Route,
  SCOPES,
  type Scope,
} from './route.js';
export {
  HOLD_STATES,
  LONGEST_HOLD_DAYS,
  MOST_HELD_BYTES,
  RESUMPTION_OUTCOMES,
  type HoldOrder,
  type HoldView,
  type Resumption,
} from './holds.js';
export { PROGRAMS } from './program.js';
export { MOST_REPORTED, REPORTED_OUTCOMES } from './reports.js';
export { FAILURE_CAUSES } from './failed-actions.js';
export { COMMON_REFUSALS } from './refusals.js';
export { operationsSource, referencePage } from './generated.js';
export { ENDPOINT_HEALTHS, NEXT_STEPS, SOUGHT_BY } from './today.js';
export { openApiDocument } from './openapi.js';
export { MOST_SUBSCRIPTIONS, TOPICS, USUAL_SAMPLES, type Topic } from './subscriptions.js';
export { USUAL_OVERLAP_HOURS, USUAL_PER_SECOND } from './keys.js';
export { FORMATS, USUAL_PAGE } from './query.js';
