/**
 * The names for your own programs. What stands here changes its meaning with a new major version only, and is then
 * announced in the changelog. Each has a docstring, and each function an example in it, which a test runs.
 *
 * @module
 */
export { ConnectError } from './errors.js';
export type { Refusal } from './refusal.js';
export { BOUNDS } from './bounds.js';
export {
  compileAdaptor,
  type CompiledAdaptor,
  DATE_PATTERNS,
  type DateOptions,
  type DatePattern,
  type DateResult,
  destinationNames,
  formatDate,
  mapAdaptor,
  type MappedFields,
  type Mapping,
  type MappingNote,
  type MappingOptions,
} from './adaptor/index.js';
export {
  type AccountStatus,
  BUILT_IN_CODES,
  crmOutcomes,
  type CrmOutcomes,
  type DecodedDisposition,
  decodeDisposition,
  type DispositionFlags,
  type DispositionGroup,
  encodeDisposition,
} from './disposition/index.js';
export {
  type AnswerReaders,
  type AnswerReading,
  API_INTEGRATORS,
  type Header,
  type JsonValue,
  nextAttemptAt,
  parseHeaderList,
  POST_DATA_TYPES,
  readResponse,
  REQUEST_METHODS,
  RESPONSE_DATA_TYPES,
  type Result,
  RETRY_DELAYS,
  retryAfterMilliseconds,
  type RetryInput,
  urlFault,
} from './endpoint/index.js';
export {
  canonicalName,
  FIELD_ALIASES,
  type FieldDefinition,
  type FieldName,
  FIELDS,
  type FieldType,
  type FieldValue,
  type FieldValues,
  findField,
  isEmpty,
  normalisePhone,
  type PhoneText,
  readPhone,
  type Section,
  SECTIONS,
} from './fields/index.js';
export {
  admitTrigger,
  countIteration,
  isInSample,
  LOOP_LIMIT,
  LOOP_WINDOW_MS,
  type LoopOutcome,
  type LoopState,
  type LoopTrigger,
  RATE_LIMIT_MAX,
  RATE_LIMIT_WINDOW_MS,
  type RateLimitOutcome,
  type RateLimitState,
} from './guardrails/index.js';
export {
  type Contact,
  contactHours,
  type ContactHoursSettings,
  type Hours,
  leadClock,
  type LeadClock,
  nextOpening,
  type NextOpening,
  readState,
  STATE_HOURS,
  windowHours,
} from './hours/index.js';
export { CONVOSO_ADDRESSES } from './network/index.js';
export { OCCURRENCE_KINDS, type OccurrenceKind, readEventParameter } from './occurrence/index.js';
export {
  type CallEvent,
  type CallEventDisposition,
  type ConnectPayload,
  type ConnectPayloadFields,
  parseConnectPayload,
  parseConnectPayloads,
  type Snapshot,
} from './payload/index.js';
export {
  type BodyKind,
  createMasker,
  isSensitiveName,
  type KnownSecrets,
  MASK,
  type Masker,
  type NamedValue,
  SENSITIVE_NAMES,
} from './secrets/index.js';
export {
  ACTION_LABELS,
  CONNECT_WORKFLOW_ACTIONS,
  CONNECT_WORKFLOW_EVENTS,
  type Operands,
  type Operator,
  OPERATORS,
  RELATION_TYPES,
  SCHEDULE_WINDOWS,
  type ScheduleWindow,
  type WorkflowActionType,
  type WorkflowEventType,
} from './workflow/index.js';
export { TIME_UNITS, type TimeUnit } from './time/calendar.js';
export { isTimeZone } from './time/time-zone-name.js';
