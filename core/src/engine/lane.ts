import type { Action, Endpoint } from '../config/index.js';
import type { Occurrence } from '../occurrence/occurrence.js';

/**
 * What must stay in order: the actions of one lead at one endpoint, at all endpoints of one `orderGroup`, or at
 * Convoso itself. What adds to the Do Not Call list stands behind nothing (domain-facts J.46). An occurrence without
 * a lead key shares its lane with nothing (domain-facts J.40).
 */
export function laneOf(
  occurrence: Occurrence,
  action: Pick<Action, 'type'>,
  endpoint: Pick<Endpoint, 'id' | 'orderGroup'> | undefined,
): string {
  return `${occurrence.leadKey ?? `occurrence:${occurrence.id}`} ${queueOf(action, endpoint)}`;
}

function queueOf(
  { type }: Pick<Action, 'type'>,
  endpoint: Pick<Endpoint, 'id' | 'orderGroup'> | undefined,
): string {
  if (endpoint?.orderGroup !== undefined) return `group:${endpoint.orderGroup}`;
  if (endpoint !== undefined) return `endpoint:${endpoint.id}`;
  if (type === 'DNC' || type === 'EMAIL') return type.toLowerCase();
  return 'convoso';
}
