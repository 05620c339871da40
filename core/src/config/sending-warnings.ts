import { adaptorWarnings } from './adaptor-warnings.js';
import { endpointWarnings } from './endpoint-warnings.js';
import { inlineShortSecrets } from './inline-short-secrets.js';
import { integratorWarnings } from './integrators.js';
import type { ConfigProblem } from './problem.js';
import type { SecretPlace } from './secrets.js';
import type { ConnectConfig } from './settled.js';

/** What a person should know about how values are named and where they are sent, and of the secrets in the document. */
export function sendingWarnings(
  config: Pick<ConnectConfig, 'adaptors' | 'endpoints'>,
  secrets: readonly SecretPlace[],
): ConfigProblem[] {
  return [
    ...config.adaptors.flatMap((adaptor, index) => adaptorWarnings(adaptor, `adaptors[${String(index)}]`)),
    ...config.endpoints.flatMap((endpoint, index) =>
      endpointWarnings(endpoint, `endpoints[${String(index)}]`),
    ),
    ...inlineShortSecrets(config.endpoints, secrets),
    ...integratorWarnings(config),
  ];
}
