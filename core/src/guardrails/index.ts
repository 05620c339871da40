export {
  ECHO_MS,
  deliveredLeadField,
  echoOf,
  expectEcho,
  otherSavesOf,
  type Echo,
  type ExpectedEcho,
  type OtherSaves,
} from './echo.js';
export { NO_LEAD_RECORD, type GuardLedger, type LeadRecord, type LedgerStep } from './ledger.js';
export { agentsOf, liveCallKeyOf, liveCallOf, liveCallsAfter, type LiveCall } from './live-call.js';
export {
  LOOP_LIMIT,
  LOOP_WINDOW_MS,
  countIteration,
  type LoopOutcome,
  type LoopState,
  type LoopTrigger,
} from './loop.js';
export { GuardMemory, type Admission } from './memory.js';
export {
  RATE_LIMIT_MAX,
  RATE_LIMIT_WINDOW_MS,
  admitTrigger,
  type RateLimitOutcome,
  type RateLimitState,
} from './rate-limit.js';
export { isInSample, samplePoint } from './sampling.js';
export { NO_GUARD_STATES, WHOLE_LEAD, type GuardStates } from './states.js';
export { compileStopIf, type StopQuestion, type StopTest } from './stop-if.js';
