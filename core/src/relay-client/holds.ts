import type { AnswerOf, GivenBodyOf } from '../relay-contract/route.js';
import type { RelayApi } from '../relay-contract/contract.js';
import { awayOf, type WhenAway } from './away.js';
import type { RelayClient } from './client.js';
import type { RelayError } from './error.js';

export type HoldQuestion = GivenBodyOf<RelayApi['holds']['create']>;
export type MadeHold = AnswerOf<RelayApi['holds']['create']>;

/** Whether the relay keeps what it was given, and what is to be done where it does not. */
export type Held =
  | { readonly held: true; readonly by: 'relay'; readonly reason: string; readonly made: MadeHold }
  /**
   * The relay was not there, and keeps nothing: with `stop` the step ends here, with `go-on` it goes on at once. Show the
   * reason wherever the step shows what it did.
   */
  | {
      readonly held: false;
      readonly by: WhenAway;
      readonly reason: string;
      /** What kept the relay from being asked. */
      readonly error: RelayError;
    };

/** Has the relay keep something. Give an `id`: asking again is safe only with one. */
export type RelayHolds = (hold: HoldQuestion) => Promise<Held>;

/**
 * The holds of a relay for a program that acts later. Whatever holds, the answer tells whose word it is: that of the relay
 * or, where it is away, what the user chose for that. The time that is waited for the relay is the client's `timeoutMs`.
 * Where an answer was lost, asked again with the same `id` the relay gives the hold that it has.
 *
 * @param whenAway `stop`: what the relay does not keep is not done · `go-on`: it is done at once, unheld
 * @throws {RelayError} what asking again does not mend: a refused hold, a key without the scope `guard`, and
 *   `RELAY_TOO_OLD` where the relay is older than its holds
 *
 * @example
 * ```ts
 * const hold = relayHolds(relay, { whenAway: 'stop' });
 * const { held, reason } = await hold({ id, payload, event, resumeUrl, until: { hours: 2, holdUntilHours: '9-9' } });
 * ```
 */
export function relayHolds(
  client: Pick<RelayClient, 'holds'>,
  { whenAway }: { readonly whenAway: WhenAway },
): RelayHolds {
  return async (hold) => {
    try {
      const made = await client.holds.create({ body: hold });
      return { held: true, by: 'relay', reason: made.hold.reason, made };
    } catch (error) {
      return withoutRelay(whenAway, awayOf(error, HOLDS));
    }
  };
}

const HOLDS = {
  what: 'its holds for other programs, and cannot keep anything for this step',
  instead: 'let this step wait by itself',
};

function withoutRelay(whenAway: WhenAway, error: RelayError): Held {
  const away = `the relay could not be asked to hold it: ${error.message}`;
  return whenAway === 'stop'
    ? { held: false, by: whenAway, reason: `${away}; nothing is done without it, as chosen`, error }
    : { held: false, by: whenAway, reason: `${away}; it goes on at once, unheld, as chosen`, error };
}
