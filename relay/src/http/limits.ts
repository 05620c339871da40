import type { RequestListener, ServerResponse } from 'node:http';
import { LineBudget } from '../intake/line-budget.js';
import type { Log } from '../log.js';
import { BodyBudget } from './body-budget.js';
import { descriptorLimit, freeDescriptors } from './descriptors.js';
import type { Exchanges } from './exchanges.js';

const MOST_CONNECTIONS = 2_000;
const MOST_REQUESTS = 1_000;
const MOST_BODY_BYTES = 64 * 1024 * 1024;
const FEWEST_DESCRIPTORS = 16;
/** Address and headers of a request: longer than any query that is taken, so that a longer one can be kept and told. */
export const MOST_HEAD_BYTES = 96 * 1024;

/** How long those on the other side may take, in milliseconds. */
export interface Patience {
  /** A sender for the headers, and for the whole request. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** Who has asked, to fetch some of the answer. */
  readonly answerMs: number;
  /** How often senders are looked after. */
  readonly everyMs: number;
}

export const PATIENCE: Patience = {
  headersMs: 5_000,
  requestMs: 15_000,
  answerMs: 10_000,
  // By itself a server looks only twice a minute.
  everyMs: 1_000,
};

const HEADERS_TOO_LONG =
  `turned away: the address and the headers of a request are longer than ${MOST_HEAD_BYTES} bytes together, and ` +
  "nothing of it was kept. Set the Request Method of Convoso's endpoint to POST.";

/** What all callers together may take of the relay. */
export interface Limits {
  /** Half of the file descriptors at most: the store and the relay's own requests need some as well. */
  readonly connections: number;
  readonly requests: number;
  readonly bodies: BodyBudget;
  /** Where lines about refused requests go, those that others write as well. */
  readonly lines: LineBudget;
  /** Says in the log, at most once a minute, that a limit is met. */
  connectionsFull(): void;
  requestsFull(): void;
  requestTooSlow(): void;
  answerUnfetched(): void;
  /** Says in the log, as long as there are not too many, that a request was turned away by its head alone. */
  headTooLong(): void;
  /** Says there that what came could not be read as HTTP, so that nothing of it could be kept. */
  unreadable(what: Unreadable): void;
  /**
   * Looks whether file descriptors run out, which nothing else tells: the system then drops connections unseen. Tells
   * how often limits were met in the minute before.
   */
  beat(): void;
}

/** What came on a connection and is no request. */
export interface Unreadable {
  /** Why, in the words of the parser. */
  readonly reason: string;
  /** The address on the other side of the connection: the caller's, or that of a proxy. */
  readonly from: string;
  readonly isTls: boolean;
}

const NOT_HTTP =
  "nothing of it was kept. Where it was a call, write each header of the Authorization Header of Convoso's endpoint as " +
  'Name: value, with no blank in the name, and a | between one and the next.';

const TLS_ON_PLAIN_PORT =
  'it speaks TLS, and the relay plain HTTP. Put a reverse proxy with TLS in front of it, or begin the API URL with http://.';

export function createLimits({ log, now }: { log: Log; now: () => number }): Limits {
  const lines = new LineBudget(log);
  const told = (what: string) => (): void => void lines.count(what, now());
  const descriptors = descriptorLimit();
  const connections = Math.min(MOST_CONNECTIONS, Math.max(16, Math.floor(descriptors / 2)));
  const descriptorsLow = told(
    `looks found fewer than ${FEWEST_DESCRIPTORS} file descriptors free: without them connections are dropped ` +
      'and files not opened; raise the limit of open files (ulimit -n)',
  );
  const because = connections === MOST_CONNECTIONS ? '' : `, half of the ${descriptors} file descriptors`;
  return {
    connections,
    requests: MOST_REQUESTS,
    lines,
    bodies: new BodyBudget({
      most: MOST_BODY_BYTES,
      onFull: told(
        `bodies were given up, because more than ${MOST_BODY_BYTES} bytes were being sent at once`,
      ),
    }),
    connectionsFull: told(
      `connections were closed for others, because ${connections} were open at once${because}`,
    ),
    requestsFull: told(`requests were answered 503, because ${MOST_REQUESTS} were under way at once`),
    requestTooSlow: told(
      `requests were given up, because their senders took more than ${PATIENCE.headersMs / 1000} seconds for the headers or ` +
        `${PATIENCE.requestMs / 1000} for the whole`,
    ),
    answerUnfetched: told('connections were closed, because nobody fetched the answers on them'),
    beat: () => {
      lines.beat(now());
      if (freeDescriptors() < FEWEST_DESCRIPTORS) descriptorsLow();
    },
    unreadable: ({ reason, from, isTls }) => {
      const why = isTls ? TLS_ON_PLAIN_PORT : `it cannot be read as HTTP (${reason}), and ${NOT_HTTP}`;
      lines.warn({ code: 'NOT_HTTP', from }, `turned away what came from ${from}: ${why}`, now());
    },
    headTooLong: () => lines.warn({ code: 'HEADERS_TOO_LONG' }, HEADERS_TOO_LONG, now()),
  };
}

export interface RequestLimit extends Pick<Limits, 'requests' | 'requestsFull' | 'answerUnfetched'> {
  readonly exchanges: Exchanges;
}

/**
 * Lets so many requests be under way at once; what is more is asked to come again. Answers that nobody fetches have no
 * claim to a place.
 */
export function limitRequests(
  listener: RequestListener,
  { requests, exchanges, requestsFull, answerUnfetched }: RequestLimit,
): RequestListener {
  return (request, response) => {
    if (exchanges.count >= requests && exchanges.letGoUnfetched() !== null) answerUnfetched();
    const isFull = exchanges.count >= requests;
    exchanges.begin(request, response);
    if (!isFull) {
      listener(request, response);
      return;
    }
    requestsFull();
    request.resume();
    comeAgain(response);
  };
}

/** The relay is busy with more than it takes at once. The connection ends, with whatever is still being sent on it. */
export function comeAgain(response: ServerResponse): void {
  response.writeHead(503, {
    'content-type': 'application/json',
    'retry-after': '5',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(JSON.stringify({ success: false, error: BUSY }));
}

const BUSY = {
  code: 'BUSY',
  message: 'more is being sent to the relay than it takes at once',
  remedy: 'Send it again in a few seconds.',
};
