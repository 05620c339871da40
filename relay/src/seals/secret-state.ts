import type { PartState } from '../audit/change.js';
import { iso } from '../iso.js';
import type { StoredSecrets } from './stored-secrets.js';

/** What the audit log tells of a secret: when it was set, and nothing of what it is. */
export function secretState(stored: StoredSecrets, name: string): PartState {
  const secret = stored.list().find((each) => each.name === name);
  return secret === undefined ? null : { setAt: iso(secret.setAt) };
}
