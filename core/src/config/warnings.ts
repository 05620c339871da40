import { adaptorWarnings } from './adaptor-warnings.js';
import { endpointWarnings } from './endpoint-warnings.js';
import { hookWarnings } from './hook-warnings.js';
import { integratorWarnings } from './integrators.js';
import type { ConfigProblem } from './problem.js';
import type { ConnectConfig } from './settled.js';
import { inlineShortSecrets } from './inline-short-secrets.js';
import { privateAddressWarnings } from './private-addresses.js';
import { statusWarnings } from './status-warnings.js';
import { workflowWarnings } from './workflow-warnings.js';

/** What a document may say and a person should know about before relying on it. */
export function configWarnings(config: ConnectConfig): ConfigProblem[] {
  return [
    ...statusWarnings(config),
    ...config.adaptors.flatMap((adaptor, index) => adaptorWarnings(adaptor, `adaptors[${String(index)}]`)),
    ...config.endpoints.flatMap((endpoint, index) =>
      endpointWarnings(endpoint, `endpoints[${String(index)}]`),
    ),
    ...privateAddressWarnings(config),
    ...inlineShortSecrets(config),
    ...integratorWarnings(config),
    ...config.workflows.flatMap((workflow, index) =>
      workflowWarnings(workflow, `workflows[${String(index)}]`, config),
    ),
    ...config.hooks.flatMap((hook, index) => hookWarnings(hook, `hooks[${String(index)}]`)),
  ];
}
