import { urlFault } from '../endpoint/url-fault.js';
import { acceptedDocumentSchema } from './document.js';
import { replaceSecrets } from './secrets.js';
import type { Secret } from './secret.js';
import { settle, type ConnectConfig } from './settled.js';

/** Stands where a configuration held a secret itself. It is a reference to nothing, so the document stays valid. */
const NOT_STORED = { secretRef: 'env:SECRET_THAT_WAS_WRITTEN_INTO_THE_CONFIGURATION' } satisfies Secret;

/** Whether a stored configuration holds this in the place of a secret that it does not have. */
export function isNotStored(secret: Secret): boolean {
  return typeof secret !== 'string' && secret.secretRef === NOT_STORED.secretRef;
}

/**
 * An accepted configuration as a revision keeps it: every default written out, secrets given inline left out,
 * references as they are. `maskUrl` takes credentials out of API URLs.
 *
 * `complete`: nothing was left out, so that a relay can run on the stored document alone.
 */
export function storedConfig(
  config: ConnectConfig,
  maskUrl: (url: string) => string,
): { document: string; complete: boolean } {
  let complete = true;
  const withoutSecrets = replaceSecrets<Secret>(config, (secret) => {
    if (typeof secret !== 'string' || secret.trim() === '') return secret;
    complete = false;
    return NOT_STORED;
  });
  const endpoints = withoutSecrets.endpoints.map((endpoint) => {
    const apiUrl = maskUrl(endpoint.apiUrl);
    if (apiUrl !== endpoint.apiUrl) complete = false;
    return { ...endpoint, apiUrl };
  });
  return { document: JSON.stringify({ ...withoutSecrets, endpoints }), complete };
}

/**
 * A stored revision as configuration. It was accepted once, so rules that have been tightened since do not count, and a
 * document that cannot be read is a bug.
 */
export function restoreConfig(document: string): ConnectConfig {
  const stored = JSON.parse(document) as StoredAddresses;
  const endpoints = stored.endpoints?.map((endpoint) => ({ ...endpoint, apiUrl: readable(endpoint.apiUrl) }));
  const config = settle(acceptedDocumentSchema.parse(endpoints ? { ...stored, endpoints } : stored));
  const addresses = stored.endpoints?.map(({ apiUrl }) => apiUrl) ?? [];
  return {
    ...config,
    endpoints: config.endpoints.map((endpoint, index) => ({
      ...endpoint,
      apiUrl: addresses[index] ?? endpoint.apiUrl,
    })),
  };
}

interface StoredAddresses {
  readonly endpoints?: readonly { readonly apiUrl: string }[];
}

/**
 * An address that was masked need not be one any more: of `http://127.0.0.1:1\@host/` the mask leaves a user name, which
 * no document may hold. It is shown alone, and never called.
 */
function readable(apiUrl: string): string {
  return urlFault(apiUrl) === null ? apiUrl : 'https://masked.invalid/';
}
