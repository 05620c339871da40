import type { StoredSharedKey } from '../ports/shared-keys.js';

/** Keys that all relays on a store have in common. No row holds what any of them is. */
export interface SharedKeyTable {
  name: StoredSharedKey['name'];
  /** SHA-256 of the key, as base64. */
  digest: string;
  since: number;
  /** Digests of those before it, as JSON. */
  formers: string;
}
