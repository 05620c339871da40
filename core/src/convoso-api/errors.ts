import { ConnectError } from '../errors.js';
import type { Finding } from './rule.js';

/**
 * What is known about the request of a failed call.
 *
 * `not-sent`: no byte of it reached Convoso. `refused`: Convoso turned it away and did nothing. `unknown`: it may have
 * been carried out; look before sending it again.
 */
export type CallOutcome = 'not-sent' | 'refused' | 'unknown';

export type ConvosoErrorCode =
  /** The options of `createConvosoApi`. */
  | 'CONVOSO_OPTIONS_INVALID'
  /** The arguments of a call: see `findings`. */
  | 'CONVOSO_PARAMETERS_INVALID'
  /** `success: false`, with a code of this endpoint's: see `convosoCode` and `meaning`. */
  | 'CONVOSO_REFUSED'
  /** Code 5001, or HTTP 401. */
  | 'CONVOSO_TOKEN_INVALID'
  /** Code or HTTP status 403: the token has no right to this endpoint. */
  | 'CONVOSO_FORBIDDEN'
  /** HTTP 429. */
  | 'CONVOSO_RATE_LIMITED'
  /** HTTP 500 and above. */
  | 'CONVOSO_SERVER_ERROR'
  /** Any other status that is not 2xx. */
  | 'CONVOSO_HTTP_ERROR'
  /** A web page in place of JSON, as for a path that does not exist. */
  | 'CONVOSO_HTML_ANSWER'
  /** Neither JSON nor a web page; or cut off. */
  | 'CONVOSO_UNREADABLE_ANSWER'
  /** JSON that says success but does not hold what this endpoint answers. */
  | 'CONVOSO_UNEXPECTED_ANSWER'
  /** There is more than the endpoint's largest offset can reach. */
  | 'CONVOSO_TOO_MANY_ROWS'
  | 'CONVOSO_TIMEOUT'
  /** No connection was made. */
  | 'CONVOSO_UNREACHABLE'
  /** The connection broke before the answer was complete. */
  | 'CONVOSO_CONNECTION_LOST';

export interface ConvosoFailure {
  readonly code: ConvosoErrorCode;
  readonly message: string;
  readonly remedy: string;
  readonly outcome: CallOutcome;
  /** Whether the same call may succeed later, and repeating it does no harm. */
  readonly repeatable: boolean;
  /** The path below the base URL; empty for the options. */
  readonly endpoint: string;
  readonly httpStatus?: number | null;
  /** Convoso's own code, such as 6009. One number has several meanings: never read it without the endpoint. */
  readonly convosoCode?: number | null;
  /** Convoso's own words. */
  readonly convosoText?: string | null;
  /** What the code means at this endpoint, where that is documented (domain-facts A.7). */
  readonly meaning?: string | null;
  /** How long Convoso asked to wait, in milliseconds. */
  readonly retryAfterMs?: number | null;
  /** Everything that is wrong with the arguments. */
  readonly findings?: readonly Finding[];
  /** The answer: JSON as values, anything else as the beginning of its text. The token is masked. */
  readonly raw?: unknown;
}

type Kept = Required<Omit<ConvosoFailure, 'message'>>;

const NOTHING = {
  httpStatus: null,
  convosoCode: null,
  convosoText: null,
  meaning: null,
  retryAfterMs: null,
  findings: [],
  raw: null,
};

/**
 * A call that failed. There is no `cause`: what an HTTP library throws may carry the request, and with it the token.
 */
export class ConvosoApiError extends ConnectError {
  declare readonly code: Kept['code'];
  declare readonly outcome: Kept['outcome'];
  declare readonly repeatable: Kept['repeatable'];
  declare readonly endpoint: Kept['endpoint'];
  declare readonly httpStatus: Kept['httpStatus'];
  declare readonly convosoCode: Kept['convosoCode'];
  declare readonly convosoText: Kept['convosoText'];
  declare readonly meaning: Kept['meaning'];
  declare readonly retryAfterMs: Kept['retryAfterMs'];
  declare readonly findings: Kept['findings'];
  declare readonly raw: unknown;
  /** How often the request was tried. */
  declare readonly attempts: number;

  constructor(failure: ConvosoFailure, attempts: number) {
    super(failure.code, failure.message, failure.remedy);
    Object.assign(this, NOTHING, failure, { attempts });
  }
}
