import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A secret for each place that holds one, no two the same, with characters that encodings change. */
export const SECRETS = {
  authToken: 'account/Planted+1a token',
  query: 'query "key"/Planted+2b&=',
  bearer: 'bearer.Planted-3c/x==',
  tenant: 'tenant Planted|4d',
  password: 'basic:Planted/5e "quoted"',
  urlToken: 'url/Planted+6f',
  headerHook: 'hook/Planted+7g by header',
  queryHook: 'hook/Planted+8h & by query',
  apiKey: 'api/Planted+9i-long',
} as const;

/** Never right, but told by somebody who confused two secrets or two places for them. */
export const STRAY = {
  wrongHeader: 'wrong/Planted+Aj',
  wrongQuery: 'wrong/Planted+Bk & by query',
  typo: 'typo-Planted-Cl',
} as const;

/** What travels in place of a Basic password. */
export const BASIC = Buffer.from(`robot:${SECRETS.password}`).toString('base64');

export type Place = 'the document' | 'the environment' | 'files';

/** Puts a secret where it is to be kept, and gives what the document says of it. */
type Keep = (name: string, secret: string) => unknown;

export interface Keeper {
  readonly keep: Keep;
  readonly env: Record<string, string>;
}

export function keeperIn(place: Place, folder: string): Keeper {
  const env: Record<string, string> = { CONNECT_API_KEY: SECRETS.apiKey };
  const keeps: Readonly<Record<Place, Keep>> = {
    'the document': (_, secret) => secret,
    'the environment': (name, secret) => {
      env[`SECRET_${name}`] = secret;
      return { secretRef: `env:SECRET_${name}` };
    },
    files: (name, secret) => {
      mkdirSync(path.join(folder, 'secrets'), { recursive: true });
      writeFileSync(path.join(folder, 'secrets', name), `${secret}\n`);
      return { secretRef: `file:secrets/${name}` };
    },
  };
  return { keep: keeps[place], env };
}

/** The credentials of every endpoint: in the URL, in the query, and in headers. */
export function credentials(keep: Keep, to: string) {
  const tenant = SECRETS.tenant.replaceAll('|', '\\|');
  return {
    apiUrl: `${to}?token=${encodeURIComponent(SECRETS.urlToken)}`,
    apiAuthentication: keep('query', `k=${encodeURIComponent(SECRETS.query)}`),
    authorizationHeader: keep('headers', `Authorization: Bearer ${SECRETS.bearer}|X-Tenant: ${tenant}`),
  };
}
