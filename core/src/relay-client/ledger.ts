import type { AnswerOf, GivenBodyOf } from '../relay-contract/route.js';
import type { RelayApi } from '../relay-contract/contract.js';
import { awayOf, type WhenAway } from './away.js';
import type { RelayClient } from './client.js';
import type { RelayError } from './error.js';

export type AdmitQuestion = GivenBodyOf<RelayApi['guard']['admit']>;
export type Admission = AnswerOf<RelayApi['guard']['admit']>;

/** What a step is to do with an event, and on whose word. */
export type Admitted =
  | {
      readonly admitted: boolean;
      readonly by: 'relay';
      readonly reason: string;
      readonly admission: Admission;
    }
  /** The relay was not there to be asked. Show the reason wherever the step shows what it did. */
  | {
      readonly admitted: boolean;
      readonly by: WhenAway;
      readonly reason: string;
      /** What kept the relay from being asked. */
      readonly error: RelayError;
    };

/** Asks the relay, once for each event and step. */
export type RelayLedger = (question: AdmitQuestion) => Promise<Admitted>;

/**
 * The guards of a relay for a program that acts on calls elsewhere. Whatever holds, the answer tells whose word it is: that
 * of the relay or, where it is away, what the user chose for that. The time that is waited for the relay is the client's
 * `timeoutMs`. A question whose answer was lost can be asked again: it is answered the same, and counted once.
 *
 * @param whenAway `stop`: nothing is admitted that the relay has not counted · `go-on`: everything is, uncounted
 * @throws {RelayError} what asking again does not mend: a refused question, a key without the scope `guard`, and
 *   `RELAY_TOO_OLD` where the relay is older than its guards
 *
 * @example
 * ```ts
 * const relay = createRelayClient({ url: 'https://relay.example.test', key, fetch, timeoutMs: 5_000 });
 * const ask = relayLedger(relay, { whenAway: 'stop' });
 * const { admitted, reason } = await ask({ rule: 'sale-to-crm', step: 'post', event });
 * ```
 */
export function relayLedger(
  client: Pick<RelayClient, 'guard'>,
  { whenAway }: { readonly whenAway: WhenAway },
): RelayLedger {
  return async (question) => {
    try {
      const admission = await client.guard.admit({ body: question });
      const { admitted, reason } = admission;
      return { admitted, by: 'relay', reason, admission };
    } catch (error) {
      return withoutRelay(whenAway, awayOf(error, GUARDS));
    }
  };
}

const GUARDS = {
  what: 'its guards for other programs, and cannot be asked before acting',
  instead: 'let this step remember its limits itself',
};

function withoutRelay(whenAway: WhenAway, error: RelayError): Admitted {
  const away = `the relay could not be asked: ${error.message}`;
  return whenAway === 'stop'
    ? { admitted: false, by: whenAway, reason: `${away}; nothing is done without it, as chosen`, error }
    : { admitted: true, by: whenAway, reason: `${away}; it goes on uncounted, as chosen`, error };
}
