import { NO_SECRETS } from '../secrets/known-secrets.js';
import { createMasker } from '../secrets/mask.js';

/** By name only: what stands in the places of secrets is masked as a whole. */
const byName = createMasker(NO_SECRETS);

/** An API URL as it may be shown and stored: without likely credentials. */
export function maskedAddress(apiUrl: string): string {
  return byName.url(apiUrl);
}
