/**
 * Programs that were written for convoso-js run on this as they stand: its names for the client and its resources, for
 * payloads, errors and constants, over our own client. What is the same, what is better and what is not there stands in
 * docs/convoso-js.md.
 *
 * @module
 */
export {
  batch,
  type BatchItemError,
  type BatchItemSuccess,
  type BatchOptions,
  type BatchResult,
} from './batch.js';
export { Convoso, type PageOptions } from './client.js';
export { CONVOSO_ERROR_CODES, getErrorDescription, type ConvosoErrorCode } from './error-codes.js';
export { ConvosoApiError, ConvosoError, ConvosoHttpError, ConvosoTimeoutError } from './errors.js';
export type { ConvosoOptions } from './options.js';
export {
  parseConnectPayload,
  type ConnectCallLogFields,
  type ConnectExtraFields,
  type ConnectLeadFields,
  type ConnectPayload,
} from './payload.js';
export { parseRateLimitHeaders, type RateLimitInfo } from './rate-limit.js';
export type * from './types.js';
export {
  CONNECT_WORKFLOW_ACTIONS,
  CONNECT_WORKFLOW_EVENTS,
  type WorkflowActionType as ConnectWorkflowAction,
  type WorkflowEventType as ConnectWorkflowEvent,
} from '../workflow/index.js';
