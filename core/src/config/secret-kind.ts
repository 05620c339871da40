import type { SecretKind } from '../secrets/secret-values.js';

/** How the secret at a place such as `endpoints[0].apiAuthentication` is written. */
export function secretKindAt(path: string): SecretKind {
  if (path.endsWith('.apiAuthentication')) return 'query';
  if (path.endsWith('.authorizationHeader')) return 'headers';
  if (/^endpoints\[\d+\]\.secrets\./.test(path)) return 'part of a URL';
  return path.endsWith('.smtpUrl') ? 'url' : 'plain';
}
