export { ambiguousHost } from './ambiguous-host.js';
export { answerText } from './answer-text.js';
export { attempt, type Attempt, type AttemptParts } from './attempt.js';
export { judgeAttempt, type AttemptEnd, type AttemptVerdict } from './attempt-verdict.js';
export {
  DIAGNOSIS_CHECKS,
  diagnose,
  diagnosisLines,
  type Diagnosis,
  type DiagnosisCheck,
} from './diagnosis/diagnose.js';
export type { NullEvidence } from './diagnosis/evidence.js';
export { expectationOf } from './expectation.js';
export { failureOf, type FailureReason, type Reached, type SendFailure } from './failure.js';
export { looksUnsuccessful } from './looks-unsuccessful.js';
export type { Answered, FailedSend, Send, SendOutcome } from './send.js';
export { answerBodyKind, beginExchange, encodePayload, payloadKind } from './exchange.js';
export { parseHeaderList, type Header } from './header-list.js';
export {
  hubspotBatches,
  readHubspotBatch,
  type BatchRequest,
  type ContactBatches,
  type ContactOutcome,
} from './integrators/hubspot-batch.js';
export type { Exchange, ExchangeAnswer, NextExchange } from './integrators/integrator.js';
export { buildRequest, type EndpointRequest } from './request.js';
export {
  readResponse,
  type AnswerReaders,
  type AnswerReading,
  type JsonValue,
  type Result,
  type XmlElement,
  type XmlParser,
  type XmlReading,
} from './response/index.js';
export { API_INTEGRATORS, POST_DATA_TYPES, REQUEST_METHODS, RESPONSE_DATA_TYPES } from './settings.js';
export { RETRY_DELAYS, nextAttemptAt, retryAfterMilliseconds, type RetryInput } from './retry-schedule.js';
export { appendQuery, urlAsWritten } from './url.js';
export { MISFITS, type Misfit } from './integrators/misfits.js';
export { attemptInWords } from './attempt-in-words.js';
export { SETTING_WORDS, type SettingWords } from './setting-words.js';
export { urlFault } from './url-fault.js';
