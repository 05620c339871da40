import { unitedSecrets, type KnownSecrets } from './known-secrets.js';
import { secretsIn } from './secret-values.js';

/** What of an endpoint holds credentials; see config-format. */
export interface EndpointCredentials {
  readonly apiUrl: string;
  readonly apiAuthentication?: string | undefined;
  readonly authorizationHeader?: string | undefined;
}

/** What a masker has to know to hide the credentials of one endpoint, for wrappers that have no whole configuration. */
export function endpointSecrets({
  apiUrl,
  apiAuthentication = '',
  authorizationHeader = '',
}: EndpointCredentials): KnownSecrets {
  return unitedSecrets([
    secretsIn('url', apiUrl),
    secretsIn('query', apiAuthentication),
    secretsIn('headers', authorizationHeader),
  ]);
}
