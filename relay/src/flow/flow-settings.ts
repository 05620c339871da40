import type { LiveConfig } from '../config/live-config.js';
import type { Target } from '../store/ports/target.js';
import { routePace } from './route-pace.js';
import type { FlowSettings } from './target-flow.js';

const NONE: FlowSettings = { maxPerSecond: null, maxInFlight: null, breaker: null };

/** Where subscriptions are sent, as far as that sets a pace. */
export interface Routes {
  routeOf(subscriptionId: string): { readonly hostname: string; readonly shared: number } | null;
}

/** What is configured for a target: only endpoints have a pace of their own and a breaker. A subscription and a hold have the pace of their address. */
export function flowSettingsOf(
  { endpoints, resolved }: LiveConfig,
  target: Target,
  routes: Routes,
): FlowSettings {
  if (target.kind === 'subscription') {
    const route = routes.routeOf(target.id);
    return route === null ? NONE : { ...NONE, maxPerSecond: routePace(route) };
  }
  if (target.kind === 'callback' && URL.canParse(target.id)) {
    const { hostname } = new URL(target.id);
    return { ...NONE, maxPerSecond: routePace({ hostname, shared: 1 }) };
  }
  if (target.kind !== 'endpoint') return NONE;
  const pace = endpoints.get(target.id)?.pace;
  const { breaker } = resolved.settings;
  return {
    maxPerSecond: pace?.maxPerSecond ?? null,
    maxInFlight: pace?.maxInFlight ?? null,
    breaker: breaker ?? null,
  };
}

/** All that something may wait for under a configuration. */
export function targetsOf({ endpoints }: LiveConfig): Target[] {
  return [
    ...[...endpoints.keys()].map((id) => ({ kind: 'endpoint', id }) as const),
    { kind: 'convoso', id: 'saves' },
    { kind: 'convoso', id: 'dnc' },
    { kind: 'mail', id: 'settings' },
  ];
}
