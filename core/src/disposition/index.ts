export { AGENT_CODES } from './agent-codes.js';
export type { BuiltInCode, DispositionGroup, HumanOnLine } from './built-in-code.js';
export { HUBSPOT_OUTCOMES, crmOutcomes, type CrmOutcomes } from './crm-outcomes.js';
export { BUILT_IN_CODES, decodeDisposition, type DecodedDisposition } from './decode.js';
export {
  DECODED_FIELD_NAMES,
  decodedField,
  isDecodedField,
  type DecodedFieldName,
} from './decoded-fields.js';
export { suggestedFlags, type AccountStatus, type DispositionFlags } from './flags.js';
export { encodeDisposition } from './encode.js';
export { foldCode, isDisposition } from './states.js';
export { SYSTEM_CODES } from './system-codes.js';
