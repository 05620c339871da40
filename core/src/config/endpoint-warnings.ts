import { parseHeaderList } from '../endpoint/header-list.js';
import { isCredentialHeader } from '../secrets/header-credentials.js';
import { MASK } from '../secrets/mask-values.js';
import { droppedHeaderWarnings } from './header-problems.js';
import { inlineSecret } from './inline-secret.js';
import type { ConfigProblem } from './problem.js';
import type { Secret } from './secret.js';
import type { Endpoint } from './settled.js';
import { shownValue } from './shown-value.js';
import { sensitiveQueryNames } from './url-query.js';
import { unusedUrlSecrets } from './url-secrets.js';

export function endpointWarnings(endpoint: Endpoint, path: string): ConfigProblem[] {
  const { apiUrl, secrets = {}, apiAuthentication, authorizationHeader } = endpoint;
  const headers = typeof authorizationHeader === 'string' ? authorizationHeader : '';
  return [
    ...inbound(endpoint, path),
    ...plainHttp(apiUrl, path),
    ...credentialsInQuery(apiUrl, path),
    ...unusedUrlSecrets(endpoint, path),
    ...Object.entries(secrets).flatMap(([name, secret]) =>
      isInline(secret) ? [inlineSecret(`${path}.secrets.${name}`)] : [],
    ),
    ...(isInline(apiAuthentication) ? [inlineSecret(`${path}.apiAuthentication`)] : []),
    ...(holdsCredentials(headers) ? [inlineSecret(`${path}.authorizationHeader`)] : []),
    ...droppedHeaderWarnings(headers, `${path}.authorizationHeader`),
  ];
}

/** Convoso reads GET as "the vendor posts into the system" (domain-facts J.1): such an endpoint is called by nothing. */
function inbound({ direction }: Endpoint, path: string): ConfigProblem[] {
  if (direction !== 'inbound') return [];
  return [
    {
      code: 'INBOUND_ENDPOINT',
      path: `${path}.direction`,
      value: JSON.stringify(direction),
      message: 'This endpoint brings data into Convoso: nothing is sent to it, except by a test.',
      remedy: 'If calls are to go there, set direction to outbound and let a workflow use it.',
    },
  ];
}

const STAYS_ON_THIS_MACHINE = /^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(?=[:/?#]|$)/i;

function plainHttp(apiUrl: string, path: string): ConfigProblem[] {
  if (!/^http:/i.test(apiUrl) || STAYS_ON_THIS_MACHINE.test(apiUrl)) return [];
  return [
    {
      code: 'PLAIN_HTTP',
      path: `${path}.apiUrl`,
      value: shownValue(['apiUrl'], apiUrl),
      message: 'What is sent over http, credentials included, can be read on the way.',
      remedy: 'Use https:// unless the other system is on the same network.',
    },
  ];
}

function credentialsInQuery(apiUrl: string, path: string): ConfigProblem[] {
  const names = sensitiveQueryNames(apiUrl);
  if (names.length === 0) return [];
  return [
    {
      code: 'CREDENTIAL_IN_URL',
      path: `${path}.apiUrl`,
      value: names.map((name) => `${name}=${MASK}`).join('&'),
      message: 'The API URL seems to hold a credential.',
      remedy: `Move ${names.join(', ')} to apiAuthentication, as { "secretRef": "env:NAME" }, "file:path" or "store:NAME", or write {secret:name} and name it in secrets.`,
    },
  ];
}

function isInline(secret: Secret | undefined): boolean {
  return typeof secret === 'string' && secret.trim() !== '';
}

function holdsCredentials(headerList: string): boolean {
  return parseHeaderList(headerList).headers.some(({ name, value }) => isCredentialHeader(name, value));
}
