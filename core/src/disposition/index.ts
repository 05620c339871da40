export { AGENT_CODES } from './agent-codes.js';
export type { BuiltInCode, DispositionGroup, HumanOnLine } from './built-in-code.js';
export { BUILT_IN_CODES, decodeDisposition, type DecodedDisposition } from './decode.js';
export { suggestedFlags, type AccountStatus, type DispositionFlags } from './flags.js';
export { isDisposition } from './states.js';
export { SYSTEM_CODES } from './system-codes.js';
