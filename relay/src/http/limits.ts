import type { RequestListener, ServerResponse } from 'node:http';
import { LineBudget } from '../intake/line-budget.js';
import type { Log } from '../log.js';
import { BodyBudget } from './body-budget.js';
import { descriptorLimit, freeDescriptors } from './descriptors.js';

const MOST_CONNECTIONS = 2_000;
const MOST_REQUESTS = 1_000;
const MOST_BODY_BYTES = 64 * 1024 * 1024;
const FEWEST_DESCRIPTORS = 16;
/** Address and headers of a request: longer than any query that is taken, so that a longer one can be kept and told. */
export const MOST_HEAD_BYTES = 96 * 1024;

const HEADERS_TOO_LONG =
  `turned away: the address and the headers of a request are longer than ${MOST_HEAD_BYTES} bytes together, and ` +
  "nothing of it was kept. Set the Request Method of Convoso's endpoint to POST.";

/** What all callers together may take of the relay. */
export interface Limits {
  /** Half of the file descriptors at most: the store and the relay's own requests need some as well. */
  readonly connections: number;
  readonly requests: number;
  readonly bodies: BodyBudget;
  /** Says in the log, at most once a minute, that a limit is met. */
  connectionsFull(): void;
  requestsFull(): void;
  /** Says in the log, as long as there are not too many, that a request was turned away by its head alone. */
  headTooLong(): void;
  /** Looks whether file descriptors run out, which nothing else tells: the system then drops connections unseen. */
  beat(): void;
}

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
    beat: () => {
      if (freeDescriptors() < FEWEST_DESCRIPTORS) descriptorsLow();
    },
    headTooLong: () => lines.warn({ code: 'HEADERS_TOO_LONG' }, HEADERS_TOO_LONG, now()),
  };
}

/** Lets so many requests be under way at once; what is more is asked to come again. */
export function limitRequests(
  listener: RequestListener,
  { requests, requestsFull }: Pick<Limits, 'requests' | 'requestsFull'>,
): RequestListener {
  let underWay = 0;
  return (request, response) => {
    if (underWay >= requests) {
      requestsFull();
      request.resume();
      comeAgain(response);
      return;
    }
    underWay += 1;
    response.once('close', () => (underWay -= 1));
    listener(request, response);
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
