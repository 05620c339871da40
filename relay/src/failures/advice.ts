import { shellWord } from '../shell-word.js';
import type { Target } from '../store/ports/target.js';
import type { Cause } from './cause.js';

interface Advice {
  /** The cause in words, after the name of the endpoint. */
  readonly what: string;
  /** What to do before it is sent again. */
  readonly remedy: string;
}

const ADVICE: Readonly<Record<Cause, Advice>> = {
  'not-reached': {
    what: 'could not be reached',
    remedy: 'Once the system is up again, send it again.',
  },
  'timed-out': {
    what: 'did not answer in time',
    remedy:
      'It may have been processed all the same: look for one of them in the system first. Then send it again; the Idempotency-Key is the same.',
  },
  'cut-off': {
    what: 'cut the connection before its answer was complete',
    remedy:
      'It may have been processed all the same: look for one of them in the system first. Then send it again; the Idempotency-Key is the same.',
  },
  'rate-limited': {
    what: 'answered 429, too many requests',
    remedy: 'Send it again once the system takes requests again, a part of the time at once.',
  },
  'server-error': {
    what: 'answered with an error of its own (5xx)',
    remedy:
      'Have the system mended. It may have been processed all the same: look for one of them there first. Then send it again.',
  },
  'access-denied': {
    what: 'did not accept the credentials',
    remedy: 'Correct API Authentication or the Authorization Header of the endpoint; then send it again.',
  },
  'wrong-address': {
    what: 'answered that the address is wrong (404, a redirect or the like)',
    remedy: 'Correct the API URL of the endpoint, or switch the flow behind it on; then send it again.',
  },
  'not-sendable': {
    what: 'could not be asked: something that the request needs is missing or forbidden',
    remedy: 'Look at the reason of one of them and mend what it names; then send it again.',
  },
  'put-off': {
    what: 'asks for another attempt later (4xx)',
    remedy:
      'It did not take it for now, as a server does with senders that it does not know yet: look at the reason of one of them, then send it again.',
  },
  refused: {
    what: 'did not take it',
    remedy:
      'The system works and says no: sent again as it is, it is refused again. Look at the reason of one of them and mend what it names first.',
  },
  'relay-stopped': {
    what: 'may have got it: the relay stopped in the middle of the attempt',
    remedy: 'Look for one of them in the system first; then send it again.',
  },
  'not-tried': {
    what: 'was never asked',
    remedy:
      'Where it waited behind earlier calls of its lead, send all of them again, without --cause: so they keep their order. ' +
      'Otherwise mend what the reason names first.',
  },
  unknown: {
    what: 'did not take it, for a reason that has no name',
    remedy: 'Look at the reason of one of them and mend what it names; then send it again.',
  },
};

const MAYBE_MAILED =
  'It may have been sent all the same: look in the log of the mail server, or ask one of those who were to get it, first. Then send it again.';

const MAYBE_DONE =
  'It may have been done all the same: look at one of the leads in Convoso first. Then send it again.';

/** What goes without a key by which one that comes twice is known is looked for elsewhere. */
const REMEDIES: Readonly<Partial<Record<Target['kind'], Readonly<Partial<Record<Cause, string>>>>>> = {
  mail: { 'timed-out': MAYBE_MAILED, 'cut-off': MAYBE_MAILED },
  convoso: {
    'timed-out': MAYBE_DONE,
    'cut-off': MAYBE_DONE,
    'access-denied': 'Correct authToken and the rights of the account behind it; then send it again.',
  },
};

/** What only waits was surely not processed, or its endpoint says to repeat it all the same. */
const WAITS =
  'It is tried again by itself; once the system takes it again, you can have all of it tried at once.';

/** Whether any of it was given up makes the difference: the rest goes out by itself. */
export function adviceFor(
  cause: Cause,
  { kind, isGivenUp }: { readonly kind: Target['kind']; readonly isGivenUp: boolean },
): Advice {
  const { what, remedy } = ADVICE[cause];
  return { what, remedy: isGivenUp ? (REMEDIES[kind]?.[cause] ?? remedy) : WAITS };
}

/** The command that sends a group again, to be pasted into a shell. */
export function againCommand({
  endpointId,
  cause,
  isGivenUp,
}: {
  readonly endpointId: string;
  readonly cause: Cause;
  /** Whether any of it was given up; what only waits is run. */
  readonly isGivenUp: boolean;
}): string {
  const command = isGivenUp ? 'replay' : 'run';
  return `npm run connect -- ${command} --endpoint ${shellWord(endpointId)} --cause ${cause}`;
}
