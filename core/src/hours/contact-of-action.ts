import { CONTACT_ACTIONS, type WorkflowActionType } from '../workflow/action-types.js';
import type { Contact } from './contact-hours.js';

/** What of a workflow's action tells when it reaches the lead. */
export interface ContactingAction {
  readonly type: WorkflowActionType;
  /** Of a CALLBACK. */
  readonly afterSeconds?: number | undefined;
  /** Of a HOPPER. */
  readonly expiresInMinutes?: number | undefined;
}

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** Whether an action reaches the lead by phone or text, and so obeys calling hours (domain-facts J.6, J.45). */
export function isContact({ type }: Pick<ContactingAction, 'type'>): boolean {
  return (CONTACT_ACTIONS as readonly string[]).includes(type);
}

/** A callback calls later than it is scheduled, a hopper entry at any time until it expires (domain-facts J.45). */
export function contactOf({ type, afterSeconds, expiresInMinutes }: ContactingAction): Contact {
  if (type === 'CALLBACK' && afterSeconds !== undefined) {
    return { kind: 'after', ms: afterSeconds * SECOND_MS };
  }
  if (type === 'HOPPER' && expiresInMinutes !== undefined) {
    return { kind: 'span', ms: expiresInMinutes * MINUTE_MS };
  }
  return { kind: 'now' };
}
