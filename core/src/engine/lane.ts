import type { Endpoint } from '../config/index.js';
import type { Occurrence } from '../occurrence/occurrence.js';

/**
 * What must stay in order: the actions of one lead at one endpoint, or at all endpoints of one `orderGroup`.
 * An occurrence without a lead key shares its lane with nothing (domain-facts J.40).
 */
export function laneOf(occurrence: Occurrence, endpoint: Pick<Endpoint, 'id' | 'orderGroup'>): string {
  const group =
    endpoint.orderGroup === undefined ? `endpoint:${endpoint.id}` : `group:${endpoint.orderGroup}`;
  return `${occurrence.leadKey ?? `occurrence:${occurrence.id}`} ${group}`;
}
