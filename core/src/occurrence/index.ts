export { OCCURRENCE_KINDS, type OccurrenceKind } from './kinds.js';
export { leadIdOf, leadKeyOf, phoneOf, type LeadKey } from './lead-key.js';
export {
  deliveredStatus,
  isOutOfDate,
  updateLeadState,
  type CallState,
  type LeadState,
} from './lead-state.js';
export {
  callLogIdOf,
  createOccurrence,
  updateCallState,
  type DeclaredKinds,
  type Occurrence,
  type OccurrenceInput,
} from './occurrence.js';
export { readEventParameter } from './declared-kinds.js';
export {
  EVENT_FILTER_FIELDS,
  filteredBy,
  type EventFilter,
  type EventFilterName,
  type Filtered,
} from './event-filter.js';
