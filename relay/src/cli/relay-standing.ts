import { lastSeenIn } from '../access/last-seen.js';
import { whereaboutsIn } from '../access/whereabouts.js';
import { localTime } from '../explain/local-time.js';
import type { Unready } from '../http/readiness.js';
import { relayAtWorkText } from '../explain/relay-at-work.js';
import type { RelayAtWork } from '../reads/operations.js';
import type { Reader } from '../reads/reader.js';
import { areOthersAt, type StorePlace } from '../store/place.js';

/**
 * Whether a relay is at work on a data folder. `unready`: one is, and takes no call in. `silent`: one may be, and does not answer. `elsewhere`:
 * some are, with other folders.
 */
export type RelayStanding =
  | { readonly kind: 'running' }
  | { readonly kind: 'unready'; readonly why: Pick<Unready, 'message' | 'remedy'> }
  | { readonly kind: 'silent'; readonly url: string }
  | {
      readonly kind: 'elsewhere';
      readonly dataFolder: string;
      readonly relays: readonly RelayAtWork[];
    }
  | { readonly kind: 'stopped'; readonly lastSeenAt: number | null };

const LONGEST_ANSWER_MS = 3_000;

/** Asks the relay that left word in the data folder. One that was killed has left it behind, and another program may answer there. */
export async function relayStandingIn(dataFolder: string): Promise<RelayStanding> {
  const stopped: RelayStanding = { kind: 'stopped', lastSeenAt: lastSeenIn(dataFolder) };
  const running = whereaboutsIn(dataFolder);
  if (running === null) return stopped;
  const { url, token } = running;
  try {
    const headers = { authorization: `Bearer ${token}` };
    const ask = (place: string): Promise<Response> =>
      fetch(`${url}${place}`, { headers, signal: AbortSignal.timeout(LONGEST_ANSWER_MS) });
    // Its token opens this relay alone, and only as long as it runs.
    const { ok } = await ask('/api/key');
    if (!ok) return stopped;
    const readiness = await ask('/readyz');
    const { reason, remedy } = (await readiness.json()) as { reason?: string; remedy?: string };
    if (readiness.ok || reason === undefined) return { kind: 'running' };
    return { kind: 'unready', why: { message: reason, remedy: remedy ?? '' } };
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? { kind: 'silent', url } : stopped;
  }
}

/** The same with what the store tells: whether relays with other data folders work on it, and how late a call came in. */
export async function standingByStore(
  standing: RelayStanding,
  place: StorePlace,
  reader: Reader,
): Promise<RelayStanding> {
  if (standing.kind !== 'stopped') return standing;
  const relays = areOthersAt(place) ? await reader.ask('relaysAtWork', {}) : [];
  if (relays.length > 0) return { kind: 'elsewhere', dataFolder: place.dataFolder, relays };
  // It leaves word once a minute, and one that was killed has taken calls in since then.
  const seen = [standing.lastSeenAt, await reader.ask('latestArrival', {})].filter((at) => at !== null);
  return { kind: 'stopped', lastSeenAt: seen.length === 0 ? null : Math.max(...seen) };
}

/** What is wrong with that, in a sentence; null where nothing is. */
export function relayStandingText(standing: RelayStanding, timeZone: string): string | null {
  switch (standing.kind) {
    case 'running':
      return null;
    case 'unready': {
      const { message, remedy } = standing.why;
      return `The relay takes no call in: ${message.replace(/\.$/, '')}. ${remedy}`;
    }
    case 'silent':
      return `The relay does not answer at ${standing.url} within ${LONGEST_ANSWER_MS / 1_000} seconds: look at its log, and restart it.`;
    case 'elsewhere': {
      const named = standing.relays.map((relay) => relayAtWorkText(relay, timeZone));
      return (
        `No relay runs on the data folder ${standing.dataFolder}. Registered with the database: ${named.join(', ')}. ` +
        'What only a relay can tell or do is asked of one on its machine, or where HOST and PORT name it and CONNECT_API_KEY is its key'
      );
    }
    case 'stopped': {
      const { lastSeenAt } = standing;
      const seen = lastSeenAt === null ? '' : ` (last seen ${localTime(lastSeenAt, timeZone)})`;
      return `The relay is not running${seen}: no call is taken in, and nothing that waits goes out. Start it: npm start`;
    }
  }
}
