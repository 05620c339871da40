/**
 * What carries out an action: an endpoint of the configuration, Convoso itself, the mail server of the settings, or whoever has asked for
 * callbacks or for a subscription; or a program that has done it by itself, and reports it. What adds to the Do Not Call list has places of its own, so that no backlog holds it up (domain-facts
 * J.46).
 */
export type Target =
  | { readonly kind: 'endpoint'; readonly id: string }
  | { readonly kind: 'convoso'; readonly id: 'saves' | 'dnc' }
  | { readonly kind: 'mail'; readonly id: 'settings' }
  | { readonly kind: 'callback'; readonly id: string }
  | { readonly kind: 'elsewhere'; readonly id: string }
  | { readonly kind: 'subscription'; readonly id: string };

/** Whether both are the same; two values of the same target need not be one object. */
export function isSameTarget(one: Target, other: Target): boolean {
  return one.kind === other.kind && one.id === other.id;
}
