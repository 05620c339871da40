import { randomBytes } from 'node:crypto';
import type { StoredSecrets } from '../seals/stored-secrets.js';
import type { StoredSubscription } from '../store/ports/subscriptions.js';

/** What of a subscription must not stand in the store as it is: who has it could call the subscriber, or sign in the relay's name. */
export interface SubscriptionSecrets {
  /** The whole address. */
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
}

/** As long as the digest that it makes. */
const SECRET_BYTES = 32;

export function newSigningSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

const nameOf = (id: string): string => `subscription:${id}`;

/** @throws {ConnectError} BAD_SECRETS_KEY, SEAL_KEY_ALTERED, SEAL_KEY_MISSING, SEAL_KEY_UNREADABLE */
export function sealSubscription(seals: StoredSecrets, id: string, secrets: SubscriptionSecrets): Buffer {
  return seals.seal(JSON.stringify(secrets), nameOf(id));
}

/** @throws {ConnectError} as above */
export function unsealSubscription(
  seals: StoredSecrets,
  { id, sealed }: Pick<StoredSubscription, 'id' | 'sealed'>,
): SubscriptionSecrets {
  return JSON.parse(seals.unseal(sealed, nameOf(id))) as SubscriptionSecrets;
}
