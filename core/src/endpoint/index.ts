export { judgeAttempt, type AttemptEnd, type AttemptVerdict } from './attempt-verdict.js';
export { parseHeaderList, type Header } from './header-list.js';
export { buildRequest, encodePayload, type EndpointRequest } from './request.js';
export { readResponse, type JsonValue, type Result } from './response.js';
export { RETRY_DELAYS, nextAttemptAt, type RetryInput } from './retry-schedule.js';
export { appendQuery } from './url.js';
