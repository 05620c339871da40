import { MASK } from '../secrets/mask-values.js';
import { maskedAddress } from './masked-address.js';
import type { Secret } from './secret.js';
import { isNotStored } from './stored.js';
import { replaceSecrets, type ConfigWith } from './secrets.js';
import type { ConnectConfig } from './settled.js';

/**
 * The document as it may be shown: inline secrets masked, also where they are not stored, references kept because they tell only where a secret is,
 * and likely credentials in the query of an API URL masked.
 */
export function maskConfig(config: ConnectConfig): ConfigWith<Secret> {
  const masked = replaceSecrets(config, (secret): Secret =>
    typeof secret === 'string' || isNotStored(secret) ? MASK : secret,
  );
  return {
    ...masked,
    endpoints: masked.endpoints.map((endpoint) => ({
      ...endpoint,
      apiUrl: maskedAddress(endpoint.apiUrl),
    })),
  };
}
