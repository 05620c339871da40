export { endpointSecrets, type EndpointCredentials } from './endpoint-secrets.js';
export { isCredentialHeader } from './header-credentials.js';
export { NO_SECRETS, unitedSecrets, type KnownSecrets } from './known-secrets.js';
export { createMasker, type BodyKind, type Masker, type NamedValue } from './mask.js';
export { MASK, SHORTEST_MASKED_DIGITS, SHORTEST_MASKED_VALUE, isMaskedByValue } from './mask-values.js';
export { secretsIn, shortSecretsIn, type SecretKind } from './secret-values.js';
export { placeholdersIn } from './url-placeholders.js';
export { SENSITIVE_NAMES, isSensitiveName, type SensitiveName } from './sensitive-names.js';
