import type { Action } from '@convoso-connect/core/config';
import type { ResolvedEndpoint } from '@convoso-connect/core/config';

/**
 * What carries out an action: an endpoint of the configuration by its id, or one of these. Endpoint ids do not begin
 * with a brace. What adds to the Do Not Call list has places of its own, so that no backlog holds it up (domain-facts
 * J.46).
 */
export const TARGETS = { convoso: '{convoso}', dnc: '{dnc}', mail: '{mail}' } as const;

const NAMES: Readonly<Record<string, string>> = {
  [TARGETS.convoso]: 'Convoso',
  [TARGETS.dnc]: 'Convoso (DNC)',
  [TARGETS.mail]: 'e-mail',
};

export function targetOf(action: Action): string {
  if ('endpointId' in action) return action.endpointId;
  if (action.type === 'EMAIL') return TARGETS.mail;
  return action.type === 'DNC' ? TARGETS.dnc : TARGETS.convoso;
}

/** What a target is called that is no endpoint; null for endpoints. */
export function builtInName(target: string): string | null {
  return Object.hasOwn(NAMES, target) ? (NAMES[target] ?? null) : null;
}

/** A day, as for endpoints where nothing is said (config-format, "Endpoint"). */
const GIVE_UP_AFTER_SECONDS = 86_400;

/** How long an action is tried. */
export function giveUpAfterSeconds(target: string, endpoints: ReadonlyMap<string, ResolvedEndpoint>): number {
  return endpoints.get(target)?.giveUpAfterSeconds ?? GIVE_UP_AFTER_SECONDS;
}
