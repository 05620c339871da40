import { wholeEvent } from '../fields/call-event-inputs.js';
import type { Inputs } from '../inputs.js';
import type { RelayDoor } from './connection.js';

/**
 * Where people read everything that the relay knows of a call event. The address of the connection is the one at which the
 * relay is reached from outside, as its `settings.publicUrl` says; its console is there, too.
 */
export function trailUrl({ url }: Pick<RelayDoor, 'url'>, eventId: string): string {
  return `${url}/console/calls/${encodeURIComponent(eventId)}`;
}

/** The link that came with the event of a form; empty of one that the relay did not take in, of which it shows no trail. */
export function trailOfForm({ url }: Pick<RelayDoor, 'url'>, inputs: Inputs): string {
  const link = wholeEvent(inputs)?.['trail_url'];
  return typeof link === 'string' && link.startsWith(`${url}/`) ? link : '';
}
