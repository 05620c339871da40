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
  urlPath: 'T0123/B0456/Planted-path-6g',
  urlCode: 'Planted+code/6h-of-sixteen==',
  urlSig: 'Planted%2Fsig%2B6i',
  headerHook: 'hook/Planted+7g by header',
  queryHook: 'hook/Planted+8h & by query',
  apiKey: 'api/Planted+9i-long',
  smtp: 'mail/Planted+9j',
} as const;

/** C9: addresses that are keys, as their services give them out; what of each is the secret. */
export const ADDRESSES: Readonly<Record<string, readonly [address: string, secret: string]>> = {
  slack: ['https://hooks.slack.com/services/', 'T0PLANTED/B0PLANTED/Planted0slack0key0'],
  zapier: ['https://hooks.zapier.com/hooks/catch/', '1234567/planted0zap'],
  make: ['https://hook.eu1.make.com/', 'planted0make0key0of0make'],
  teams: ['https://example.webhook.office.com/webhookb2/', 'planted-teams@tenant/IncomingWebhook/planted0'],
  discord: ['https://discord.com/api/webhooks/', '998877665544332211/Planted_discord'],
  telegram: ['https://api.telegram.org/bot', '123456789:Planted-telegram/sendMessage'],
  n8n: ['https://example.app.n8n.cloud/webhook/', 'planted0-n8n0-4000-8000-aabbccddeeff'],
  azure: ['https://crm.example.test/api/in?code=', 'Planted0azure0function0key0=='],
  logicApp: ['https://crm.example.test/workflows/in?sp=%2Ftriggers&sig=', 'Planted0logic-app_sig'],
};

export const ADDRESS_SECRETS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(ADDRESSES).map(([name, [, secret]]) => [name, secret]),
);

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

/** The credentials of every endpoint: in the path and the query of the URL, in API Authentication, and in headers. */
export function credentials(keep: Keep, to: string) {
  const tenant = SECRETS.tenant.replaceAll('|', '\\|');
  return {
    apiUrl: `${to}/{secret:path}?token=${encodeURIComponent(SECRETS.urlToken)}&code={secret:code}&sig=${SECRETS.urlSig}`,
    secrets: { path: keep('path', SECRETS.urlPath), code: keep('code', SECRETS.urlCode) },
    apiAuthentication: keep('query', `k=${encodeURIComponent(SECRETS.query)}`),
    authorizationHeader: keep('headers', `Authorization: Bearer ${SECRETS.bearer}|X-Tenant: ${tenant}`),
  };
}
