import { randomBytes } from 'node:crypto';
import type { StoredSecrets } from '../seals/stored-secrets.js';

/** What of a hold must not stand in the store as it is: who has it could resume it, or sign in the relay's name. */
export interface HoldSecrets {
  readonly url: string;
  /** `whsec_` and base64, or any text. */
  readonly secret: string;
}

export type Seals = Pick<StoredSecrets, 'agreeOnKey' | 'seal' | 'unseal'>;

/** As long as the digest that it makes. */
const SECRET_BYTES = 32;

export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

const nameOf = (id: string): string => `hold:${id}`;

/** @throws {ConnectError} BAD_SECRETS_KEY, SEAL_KEY_ALTERED, SEAL_KEY_MISSING, SEAL_KEY_UNREADABLE */
export function sealHold(seals: Seals, id: string, secrets: HoldSecrets): Buffer {
  return seals.seal(JSON.stringify(secrets), nameOf(id));
}

/** @throws {ConnectError} as above */
export function unsealHold(seals: Seals, id: string, sealed: Buffer): HoldSecrets {
  return JSON.parse(seals.unseal(sealed, nameOf(id))) as HoldSecrets;
}
