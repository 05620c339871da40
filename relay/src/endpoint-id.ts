import type { Target } from './store/ports/target.js';
import { keyOfTarget, targetOfKey } from './store/target-key.js';

/*
 * Clients of the API, the log and notifications know what carries out an action as an `endpointId`: an endpoint by its id,
 * and Convoso, the mail server and the rest by the text that the store keeps of them, so that what was written down of an
 * earlier version is still found. This is the one place where the two meet.
 */

export function endpointIdOf(target: Target): string {
  return keyOfTarget(target);
}

export function targetOfEndpointId(endpointId: string): Target {
  return targetOfKey(endpointId);
}

/** What is asked for by `?endpoint=`; null where nothing is. */
export function targetAsked(endpointId: string | undefined): Target | null {
  return endpointId === undefined ? null : targetOfEndpointId(endpointId);
}
