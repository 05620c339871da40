import type { CallOutcome, ConvosoErrorCode, ConvosoFailure } from './errors.js';

type FailureText = readonly [
  /** To follow the path of the endpoint. */
  message: string,
  remedy: string,
  /** The same call may well succeed later. */
  passes?: 'may pass',
];

const LATER = 'Try again later; if the call changes something, look first whether it has done so.';
const AT_CONVOSO = 'in Convoso, API → Authorization Token.';

const TEXTS = {
  REFUSED: ['was refused', 'Correct what Convoso names, and try again.'],
  TOKEN_INVALID: ['was refused: the auth token is not valid', `Copy the token ${AT_CONVOSO}`],
  FORBIDDEN: [
    'was refused: the auth token has no right to it',
    `Enable this endpoint for the token ${AT_CONVOSO}`,
  ],
  RATE_LIMITED: ['was turned away: too many requests', 'Wait, and call less often.', 'may pass'],
  SERVER_ERROR: ['failed inside of Convoso', LATER, 'may pass'],
  HTTP_ERROR: ['was turned away', 'Check the base URL, and what answers there.'],
  HTML_ANSWER: [
    'was answered with a web page, as Convoso does for an unknown path',
    'Check the base URL: it ends in /v1. A proxy or a page for logging in can be the reason, too.',
  ],
  UNREADABLE_ANSWER: ['got an answer that is not JSON, or is cut off', LATER, 'may pass'],
  UNEXPECTED_ANSWER: [
    'got an answer of an unknown shape',
    'Look at the raw answer; Convoso may have changed this endpoint.',
  ],
  TIMEOUT: ['was not answered in time', LATER, 'may pass'],
  UNREACHABLE: [
    'was not sent: no connection could be made',
    'Check the network and the base URL, and try again later.',
    'may pass',
  ],
  CONNECTION_LOST: ['was cut off before its answer was complete', LATER, 'may pass'],
} as const satisfies Readonly<Record<string, FailureText>>;

/** An error code without its prefix. */
export type FailureName = keyof typeof TEXTS;

type Told = Omit<ConvosoFailure, 'code' | 'message' | 'remedy' | 'repeatable' | 'endpoint' | 'outcome'>;

/** Puts a failure into words, and says whether the call may be repeated (domain-facts A.2, J.30). */
export function failure(
  name: FailureName,
  endpoint: { readonly path: string; readonly access: 'read' | 'write' },
  outcome: CallOutcome,
  detail: string,
  told: Told = {},
): ConvosoFailure {
  const [message, remedy, passes]: FailureText = TEXTS[name];
  return {
    code: `CONVOSO_${name}` satisfies ConvosoErrorCode,
    message: `${endpoint.path} ${message}${detail}.`,
    remedy,
    outcome,
    repeatable: passes !== undefined && (outcome !== 'unknown' || endpoint.access === 'read'),
    endpoint: endpoint.path,
    ...told,
  };
}
