import { hash } from 'node:crypto';
import type { DeliveryRow } from '../store/commands/deliveries.js';

const REMEMBERED = 5_000;
const WITHIN_MS = 10 * 60_000;

/**
 * Remembers the latest deliveries to tell which looks like an earlier one. Equal bodies can be two real events, so
 * this only flags and never drops (domain-facts J.41); it forgets at a restart.
 */
export class Repeats {
  readonly #seen = new Map<string, { id: string; at: number }>();

  /** The id of an equal delivery to the same hook within ten minutes, or null. */
  repeatOf(delivery: DeliveryRow): string | null {
    const { id, hook_id, query, body, received_at } = delivery;
    const fingerprint = hash('sha256', `${hook_id}\n${query}\n${body.toString('latin1')}`, 'base64');
    const before = this.#seen.get(fingerprint);
    this.#seen.delete(fingerprint);
    this.#seen.set(fingerprint, { id, at: received_at });
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
    if (before === undefined || before.id === id || received_at - before.at > WITHIN_MS) return null;
    return before.id;
  }
}
