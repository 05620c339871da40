import type { ConnectConfig } from '@convoso-connect/core/config';
import { RELAY_API } from '@convoso-connect/core/relay-contract';
import { openingOf } from '../access/access.js';
import type { Change } from '../audit/change.js';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { shownHalt } from '../explain/held.js';
import { targetsOf } from '../flow/flow-settings.js';
import type { Flows } from '../flow/flows.js';
import { haltIdOf } from '../flow/halt.js';
import { partKey } from '../switches/switch-board.js';
import type { StoredHalt } from '../store/ports/halts.js';
import type { Store } from '../store/store.js';
import { keyOfTarget } from '../store/target-key.js';
import { endpointEntry, findEndpoint } from './endpoint-entry.js';
import type { Serve } from './serve.js';

export interface PauseParts {
  readonly store: Store;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  readonly flows: Flows;
  readonly wake: () => void;
}

/** An order to pause or to resume. */
interface Order {
  readonly to: 'active' | 'paused';
  readonly who: string;
  readonly change: Change;
}

const { endpoints, outgoing } = RELAY_API;

/**
 * Pausing an endpoint, or everything: what comes due is held, and goes out in the order of its lanes afterwards. A pause lasts
 * over a restart of the relay and over any change of the configuration, until it is resumed.
 */
export function servePauses(serve: Serve, parts: PauseParts): void {
  const { keeper, flows } = parts;
  const config = (): ConnectConfig => keeper.current.revision.config;
  const all = () => {
    const paused = flows.pauseOf(null);
    return { state: paused === null ? 'active' : 'paused', paused: paused && shownHalt(paused) } as const;
  };

  for (const [route, to] of [
    [endpoints.pause, 'paused'],
    [endpoints.resume, 'active'],
  ] as const) {
    serve(route, async ({ params, request, change }) => {
      const endpoint = findEndpoint(config(), params.id);
      await turn(parts, { kind: 'endpoint', id: endpoint.id }, { to, who: whoAsks(request), change });
      return endpointEntry(parts, endpoint);
    });
  }
  serve(outgoing.get, all);
  for (const [route, to] of [
    [outgoing.pause, 'paused'],
    [outgoing.resume, 'active'],
  ] as const) {
    serve(route, async ({ request, change }) => {
      await turn(parts, null, { to, who: whoAsks(request), change });
      return all();
    });
  }
}

function whoAsks(request: Parameters<typeof openingOf>[0]): string {
  return openingOf(request).actor.who;
}

/** Writes it down first, so that what is held is held after a restart, too. Asked for again, it stays as it was. */
async function turn(
  { store, keeper, clock, flows, wake }: PauseParts,
  endpoint: { readonly kind: 'endpoint'; readonly id: string } | null,
  { to, who, change }: Order,
): Promise<void> {
  const at = clock.now();
  const { holder } = flows;
  const part = endpoint === null ? null : keyOfTarget(endpoint);
  // Others may have ordered the same at the same time, at this relay or at another one: all that is stored counts.
  const { before, after } = await store.durably(async ({ halts }) => {
    const lasting = (await halts.lasting()).filter((halt) => halt.cause === 'paused' && halt.part === part);
    const isPaused = lasting.length > 0;
    if (to === 'paused' && isPaused) return { before: lasting, after: lasting };
    const changed =
      to === 'paused'
        ? [pauseOf(part, { at, who, holder })]
        : lasting.map((halt) => ({ ...halt, endedAt: at, holder }));
    if (changed.length > 0) await halts.save(changed);
    return { before: lasting, after: changed };
  });
  flows.adopt(after, targetsOf(keeper.current));
  change.note({
    part: endpoint === null ? 'outgoing' : partKey(endpoint),
    before: { state: before.length === 0 ? 'active' : 'paused' },
    after: { state: to },
  });
  wake();
}

function pauseOf(
  part: string | null,
  { at, who, holder }: { at: number; who: string; holder: number },
): StoredHalt {
  const cause = 'paused';
  return {
    id: haltIdOf(part, cause, at),
    part,
    cause,
    since: at,
    until: null,
    endedAt: null,
    reason: `by ${who}`,
    holder,
  };
}
