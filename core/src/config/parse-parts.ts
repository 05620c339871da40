import { readConfig, type ParsedConfig } from './read-config.js';
import { sendingWarnings } from './sending-warnings.js';

/**
 * `parseConfig` for a document that a form makes of its fields: refused by the very same rules. What a workflow, a hook
 * or the account is warned about does not apply to it, since it has no actions, no deliveries and no table of its own.
 */
export function parseParts(input: unknown): ParsedConfig {
  return readConfig(input, null, sendingWarnings);
}
