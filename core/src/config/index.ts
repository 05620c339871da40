export { documentOf } from './document-of.js';
export { documentSchema } from './document.js';
export { CONFIG_VERSION } from './version.js';
export { accountSchema, type Account } from './account.js';
export { statusSchema } from './statuses.js';
export { adaptorFieldSchema, adaptorSchema, type AdaptorField } from './adaptor.js';
export { endpointSchema } from './endpoint.js';
export type { Expectation } from './expectation.js';
export { workflowSchema } from './workflow.js';
export { eventSchema, type WorkflowEvent } from './events.js';
export { conditionSchema, type Condition } from './conditions.js';
export { actionSchema, actionSetSchema, type Action, type ActionSet } from './actions.js';
export { scheduleSchema, type Schedule } from './schedule.js';
export { hookSchema, type Hook } from './hook.js';
export { settingsSchema, type Settings } from './settings.js';
export { secretSchema, type Secret, type SecretRef } from './secret.js';
export type { Adaptor, ConnectConfig, Direction, Endpoint, Status, Workflow } from './settled.js';
export {
  listSecrets,
  resolveSecrets,
  type ResolvedConfig,
  type ResolvedEndpoint,
  type ResolvedHook,
  type ResolvedSecrets,
  type SecretPlace,
} from './secrets.js';
export { maskedAddress } from './masked-address.js';
export { smtpPort, smtpUrlFault } from '../mail/smtp-url.js';
export { nearest, slipOf, suggest } from '../fields/nearest.js';
export { knownSecrets } from './known-secrets.js';
export { maskConfig } from './mask.js';
export { unmaskText, type Unmasked } from './masked-secrets.js';
export { parseConfig, parseConfigText, type ParseOptions } from './parse.js';
export { parseParts, type FormParts } from './parse-parts.js';
export type { ParsedConfig } from './read-config.js';
export { tightenedWarnings } from './read-schema.js';
export { uselessAddresses, type UselessAddress } from './useless-addresses.js';
export { partAt } from './part-at.js';
export { formatProblem, type ConfigProblem } from './problem.js';
export { isNotStored, restoreConfig, storedConfig } from './stored.js';
export { fieldUses, type FieldUse } from './field-uses.js';
export { fieldsOfAction, fieldsOfEvent, fieldsOfScope, type GoneBy } from './fields-gone-by.js';
export { callDoubts } from './call-doubts.js';
export { customNames, nameInstead } from './unknown-fields.js';
export { workflowDoubts } from './workflow-doubts.js';
