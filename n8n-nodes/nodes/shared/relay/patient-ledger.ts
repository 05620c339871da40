import {
  relayLedger,
  type RelayClient,
  type RelayLedger,
  type WhenAway,
} from '@convoso-connect/core/relay-client';
import { sleep } from 'n8n-workflow';

/** Between two questions, where the relay does not say how long to wait. */
const ASK_AGAIN_MS = 500;

export interface Patience {
  readonly whenAway: WhenAway;
  /** How long a relay that is busy, starts or cannot be reached is asked again. */
  readonly timeoutMs: number;
}

/**
 * Asks the relay, and again for a while where it cannot answer: a question is counted once however often it is asked. Once
 * it has stayed away for so long, what else is asked in this run is asked once each: a thousand items do not wait for it
 * one after the other.
 */
export function patientLedger(
  client: Pick<RelayClient, 'guard'>,
  { whenAway, timeoutMs }: Patience,
): RelayLedger {
  const ask = relayLedger(client, { whenAway });
  let hasStayedAway = false;
  return async (question) => {
    const until = Date.now() + (hasStayedAway ? 0 : timeoutMs);
    for (;;) {
      const answer = await ask(question);
      if (answer.by === 'relay') {
        hasStayedAway = false;
        return answer;
      }
      const wait = Math.max(answer.error.retryAfterMs ?? 0, ASK_AGAIN_MS);
      if (Date.now() + wait > until) {
        hasStayedAway = true;
        return answer;
      }
      await sleep(wait);
    }
  };
}
