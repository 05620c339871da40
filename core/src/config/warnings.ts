import { customRowWarnings } from './custom-row-warnings.js';
import { hookWarnings } from './hook-warnings.js';
import type { ConfigProblem } from './problem.js';
import { listSecrets } from './secrets.js';
import type { ConnectConfig } from './settled.js';
import { privateAddressWarnings } from './private-addresses.js';
import { secretAddressWarnings } from './secret-address-warnings.js';
import { sendingWarnings } from './sending-warnings.js';
import { statusWarnings } from './status-warnings.js';
import { workflowWarnings } from './workflow-warnings.js';
import { accountZoneWarnings } from './zone-warnings.js';

/** What a document may say and a person should know about before relying on it. */
export function configWarnings(config: ConnectConfig): ConfigProblem[] {
  return [
    ...accountZoneWarnings(config),
    ...statusWarnings(config),
    ...sendingWarnings(config, listSecrets(config)),
    ...secretAddressWarnings(config),
    ...customRowWarnings(config),
    ...privateAddressWarnings(config),
    ...config.workflows.flatMap((workflow, index) =>
      workflowWarnings(workflow, `workflows[${String(index)}]`, config),
    ),
    ...config.hooks.flatMap((hook, index) => hookWarnings(hook, `hooks[${String(index)}]`)),
  ];
}
