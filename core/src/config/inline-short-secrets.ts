import type { ConfigProblem } from './problem.js';
import { secretKindAt } from './secret-kind.js';
import type { SecretPlace } from './secrets.js';
import type { Endpoint } from './settled.js';
import { shortSecretWarnings } from './short-secret-warnings.js';

/** The secrets in the document itself that are too short. Those kept elsewhere are judged once they are resolved. */
export function inlineShortSecrets(
  endpoints: readonly Endpoint[],
  places: readonly SecretPlace[],
): ConfigProblem[] {
  const inUrls = endpoints.flatMap(({ apiUrl }, index) =>
    shortSecretWarnings('url', apiUrl, `endpoints[${String(index)}].apiUrl`),
  );
  const inSecrets = places.flatMap(({ path, secret }) =>
    typeof secret === 'string' ? shortSecretWarnings(secretKindAt(path), secret, path) : [],
  );
  return [...inUrls, ...inSecrets];
}
