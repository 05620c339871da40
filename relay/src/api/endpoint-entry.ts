import type { ConnectConfig } from '@convoso-connect/core/config';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { shownHalt } from '../explain/held.js';
import type { Flows } from '../flow/flows.js';
import { iso } from '../iso.js';
import { unknownPart } from '../leads/preview.js';
import type { Standing } from '../switches/switch-board.js';

export interface EndpointParts {
  readonly keeper: ConfigKeeper;
  readonly flows: Flows;
}

/** A part as it stands: what is configured, and what was switched at run time. */
export function shownStanding({ active, configured, switched }: Standing) {
  return { active, configured, switched: switched && { reason: switched.reason, at: iso(switched.at) } };
}

/** An endpoint as it stands, and what holds its actions now. */
export function endpointEntry(
  { keeper: { current }, flows }: EndpointParts,
  { id, name, active, direction }: ConnectConfig['endpoints'][number],
) {
  const part = { kind: 'endpoint', id } as const;
  return {
    id,
    name,
    direction,
    ...shownStanding(current.switches.standing(part, active)),
    state: flows.pauseOf(part) === null ? ('active' as const) : ('paused' as const),
    halts: flows.haltsOf(part).map(shownHalt),
  };
}

export function findEndpoint({ endpoints }: ConnectConfig, id: string) {
  const endpoint = endpoints.find((each) => each.id === id);
  if (endpoint === undefined) throw unknownPart('endpoint', id, endpoints);
  return endpoint;
}
