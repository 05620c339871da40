import type { Endpoint } from './endpoint.js';
import type { CallOutcome, ConvosoFailure } from './errors.js';
import { failure, type FailureName } from './failures.js';
import { isObject, type JsonObject } from './shape.js';
import { normalise } from './value.js';

/** An answer as it arrived, with the token masked. */
export interface Arrived {
  readonly status: number;
  readonly text: string;
  /** The text read as JSON; undefined where it is none. */
  readonly json: unknown;
  readonly retryAfterMs: number | null;
}

/** The body of an answer that says success, or why there is none. */
export type Judged =
  | { readonly body: JsonObject; readonly raw: JsonObject }
  | { readonly body: null; readonly failure: ConvosoFailure };

/** What these statuses say whatever comes with them. With 429 and 503 nothing was done (domain-facts J.30). */
const STATUSES: Readonly<Record<number, readonly [FailureName, CallOutcome]>> = {
  408: ['TIMEOUT', 'unknown'],
  429: ['RATE_LIMITED', 'refused'],
  503: ['SERVER_ERROR', 'refused'],
};

/**
 * Tells success from failure (domain-facts A.3). Both come with HTTP 200: only `success: true` counts or, as one
 * document has it for Lead Post, `result: true`.
 */
export function judge(endpoint: Endpoint, arrived: Arrived): Judged {
  const { status, text, json } = arrived;
  const [name, outcome] = STATUSES[status] ?? [];
  if (name !== undefined && outcome !== undefined) return failed(endpoint, arrived, name, outcome);
  if (status >= 500) return failed(endpoint, arrived, 'SERVER_ERROR', 'unknown');
  const done = isFine(status) ? 'unknown' : 'refused';
  if (text.trimStart().startsWith('<')) return failed(endpoint, arrived, 'HTML_ANSWER', done);
  if (isObject(json)) return judgeJson(endpoint, arrived, json);
  return failed(endpoint, arrived, isFine(status) ? 'UNREADABLE_ANSWER' : 'HTTP_ERROR', done);
}

function judgeJson(endpoint: Endpoint, arrived: Arrived, json: JsonObject): Judged {
  const { status } = arrived;
  const saysSuccess = json['success'] === true || (json['success'] === undefined && json['result'] === true);
  if (saysSuccess && isFine(status)) return { body: json, raw: json };

  const code = normalise('number', json['code']);
  const data = code === null ? undefined : endpoint.notFailures?.[code];
  if (data !== undefined) return { body: { data }, raw: json };
  if (code === 5001 || status === 401) return refused(endpoint, arrived, 'TOKEN_INVALID', json);
  if (code === 403 || status === 403) return refused(endpoint, arrived, 'FORBIDDEN', json);
  const saysFailure = code !== null || json['success'] === false || json['result'] === false;
  if (saysFailure) return refused(endpoint, arrived, isFine(status) ? 'REFUSED' : 'HTTP_ERROR', json);
  return failed(endpoint, arrived, 'UNEXPECTED_ANSWER', 'unknown', { raw: json });
}

function isFine(status: number): boolean {
  return status >= 200 && status < 300;
}

/** A refusal in Convoso's words and, where they are documented for this endpoint, in ours. */
function refused(endpoint: Endpoint, arrived: Arrived, name: FailureName, json: JsonObject): Judged {
  const convosoCode = normalise('number', json['code']);
  return failed(endpoint, arrived, name, 'refused', {
    raw: json,
    convosoCode,
    convosoText: normalise('text', json['text'] ?? json['error_description'] ?? json['message']),
    meaning: endpoint.errors?.[convosoCode ?? 0] ?? null,
  });
}

/** Of an answer that is not JSON, this much is kept to look at. */
const LONGEST_KEPT_TEXT = 2_000;

type Told = Pick<ConvosoFailure, 'raw' | 'convosoCode' | 'convosoText' | 'meaning'>;

function failed(
  endpoint: Endpoint,
  { status, text, retryAfterMs }: Arrived,
  name: FailureName,
  outcome: CallOutcome,
  told: Told = { raw: text.slice(0, LONGEST_KEPT_TEXT) },
): Judged {
  const { meaning, convosoCode, convosoText } = told;
  const evidence = [
    isFine(status) ? null : `HTTP status ${status}`,
    convosoCode && `code ${convosoCode}`,
    convosoText && `Convoso says "${convosoText}"`,
  ].filter((each) => each);
  const detail = (meaning ? `: ${meaning}` : '') + (evidence.length > 0 ? ` (${evidence.join(', ')})` : '');
  return {
    body: null,
    failure: failure(name, endpoint, outcome, detail, { ...told, httpStatus: status, retryAfterMs }),
  };
}
