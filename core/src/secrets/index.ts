export { createMasker, type BodyKind, type Masker, type NamedValue } from './mask.js';
export { MASK, SHORTEST_MASKED_VALUE } from './mask-values.js';
export { secretValues, type SecretKind } from './secret-values.js';
export { SENSITIVE_NAMES, isSensitiveName, type SensitiveName } from './sensitive-names.js';
