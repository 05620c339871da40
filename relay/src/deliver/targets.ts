import type { Action, ResolvedEndpoint } from '@convoso-connect/core/config';
import type { Target } from '../store/ports/target.js';
import type { SubscriptionNames } from '../subscriptions/called.js';

/** Whatever writes to leads in Convoso, one after the other. */
export const CONVOSO_SAVES: Target = { kind: 'convoso', id: 'saves' };

const CONVOSO_DNC: Target = { kind: 'convoso', id: 'dnc' };
const MAIL: Target = { kind: 'mail', id: 'settings' };

export function targetOf(action: Action): Target {
  if ('endpointId' in action) return { kind: 'endpoint', id: action.endpointId };
  if (action.type === 'EMAIL') return MAIL;
  return action.type === 'DNC' ? CONVOSO_DNC : CONVOSO_SAVES;
}

/** Something of each endpoint of a configuration. */
interface ByEndpoint<Value> {
  get(id: string): Value | undefined;
}

/** The endpoint that a target is, as it is configured; undefined where it is none, or is there no more. */
export function endpointOf<Endpoint>(target: Target, endpoints: ByEndpoint<Endpoint>): Endpoint | undefined {
  return target.kind === 'endpoint' ? endpoints.get(target.id) : undefined;
}

/** What a target is called: an endpoint or a subscription by its name or, where it is there no more, by its id. */
export function nameOfTarget(
  target: Target,
  endpoints: ByEndpoint<{ readonly name: string }>,
  subscriptions: SubscriptionNames,
): string {
  switch (target.kind) {
    case 'endpoint':
      return endpoints.get(target.id)?.name ?? target.id;
    case 'convoso':
      return target.id === 'dnc' ? 'Convoso (DNC)' : 'Convoso';
    case 'mail':
      return 'e-mail';
    case 'callback':
      return `hold for ${target.id}`;
    case 'elsewhere':
      return nameElsewhere(target.id);
    case 'subscription':
      return subscriptions.get(target.id) ?? `subscription ${target.id}`;
  }
}

/** Where a program sends by itself: the program, and the name that it has for the destination. */
export function elsewhere(source: string, endpoint: string): Target {
  return { kind: 'elsewhere', id: `${source}:${endpoint}` };
}

/** `HubSpot (n8n)` */
function nameElsewhere(id: string): string {
  const end = id.indexOf(':');
  return `${id.slice(end + 1)} (${id.slice(0, end)})`;
}

/** A day, as for endpoints where nothing is said (config-format, "Endpoint"). */
const GIVE_UP_AFTER_SECONDS = 86_400;

/** How long an action is tried. */
export function giveUpAfterSeconds(target: Target, endpoints: ReadonlyMap<string, ResolvedEndpoint>): number {
  return endpointOf(target, endpoints)?.giveUpAfterSeconds ?? GIVE_UP_AFTER_SECONDS;
}
