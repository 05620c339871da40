import type { Reply } from '../support/destination.js';

export interface StoredRecord {
  readonly id: string;
  readonly properties: Record<string, string>;
}

/** An answer that turns a request away, with HubSpot's error body. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(status: number, error: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    const body = JSON.stringify({ status: 'error', correlationId: 'c3128f30-2543-41cc', ...error });
    this.reply = { status, body, headers };
  }
}

export function conflict(id: string): Refusal {
  return new Refusal(409, { category: 'CONFLICT', message: `Contact already exists. Existing ID: ${id}` });
}

/** A value that is unique in the portal, and that another record has. */
export function taken(property: string, by: string): Refusal {
  return invalid(
    `Cannot set PropertyValueCoordinates{propertyName=${property}}. ${by} already has that value.`,
  );
}

export function contactExists({ id, properties }: StoredRecord): Refusal {
  const identity = [{ value: properties['email'], type: 'EMAIL', 'is-primary': true }];
  return new Refusal(409, {
    error: 'CONTACT_EXISTS',
    message: `Contact already exists. Existing ID: ${id}`,
    identityProfile: { vid: Number(id), identity },
  });
}

export function invalid(message: string, kind = 'VALIDATION_ERROR'): Refusal {
  return new Refusal(400, { category: kind, message });
}
