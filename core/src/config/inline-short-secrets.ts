import type { ConfigProblem } from './problem.js';
import { secretKindAt } from './secret-kind.js';
import { listSecrets } from './secrets.js';
import type { ConnectConfig } from './settled.js';
import { shortSecretWarnings } from './short-secret-warnings.js';

/** The secrets in the document itself that are too short. Those kept elsewhere are judged once they are resolved. */
export function inlineShortSecrets(config: ConnectConfig): ConfigProblem[] {
  const inUrls = config.endpoints.flatMap(({ apiUrl }, index) =>
    shortSecretWarnings('url', apiUrl, `endpoints[${String(index)}].apiUrl`),
  );
  const inSecrets = listSecrets(config).flatMap(({ path, secret }) =>
    typeof secret === 'string' ? shortSecretWarnings(secretKindAt(path), secret, path) : [],
  );
  return [...inUrls, ...inSecrets];
}
