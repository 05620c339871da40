import { droppedHeaderWarnings, headerProblems } from './header-problems.js';
import type { Account } from './account.js';
import type { Hook } from './hook.js';
import { withParts } from './part-at.js';
import type { ConfigProblem } from './problem.js';
import { privateSecretAddress } from './private-addresses.js';
import type { Secret, SecretRef } from './secret.js';
import { secretAddressFaults } from './secret-addresses.js';
import { secretKindAt } from './secret-kind.js';
import type { ConnectConfig, Endpoint } from './settled.js';
import type { Settings } from './settings.js';
import { shortSecretWarnings } from './short-secret-warnings.js';
import { urlSecretProblems, withUrlSecrets } from './url-secrets.js';

type AccountWith<S> = Omit<Account, 'authToken'> & { authToken?: S };
type EndpointWith<S> = Omit<Endpoint, 'secrets' | 'apiAuthentication' | 'authorizationHeader'> & {
  secrets?: Record<string, S>;
  apiAuthentication?: S;
  authorizationHeader?: S;
};
type HookWith<S> = Omit<Hook, 'secret' | 'formerSecret'> & { secret?: S; formerSecret?: S };
type SettingsWith<S> = Omit<Settings, 'email' | 'signing' | 'alarms'> & {
  alarms: Omit<Settings['alarms'], 'heartbeatUrl'> & { heartbeatUrl?: S };
  email?: { smtpUrl: S; from: string };
  signing?: { secret: S };
};

/** The configuration document with another type in every place that holds a secret. */
export type ConfigWith<S> = Omit<ConnectConfig, 'account' | 'endpoints' | 'hooks' | 'settings'> & {
  account: AccountWith<S>;
  endpoints: EndpointWith<S>[];
  hooks: HookWith<S>[];
  settings: SettingsWith<S>;
};

/** Every secret is its text. Never log, store or show one of these. */
export type ResolvedConfig = Omit<ConfigWith<string>, 'endpoints'> & { endpoints: ResolvedEndpoint[] };
/** `apiUrl` has its secret parts filled in; where it has some, `writtenUrl` is what may be shown. */
export type ResolvedEndpoint = EndpointWith<string> & { writtenUrl?: string };
export type ResolvedHook = HookWith<string>;

export interface SecretPlace {
  /** As in problems: `hooks[0].secret`. */
  readonly path: string;
  readonly secret: Secret;
}

export type ResolvedSecrets =
  | ({ readonly ok: true; readonly config: ResolvedConfig } & Findings)
  | ({ readonly ok: false; readonly config: undefined } & Findings);

interface Findings {
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly ConfigProblem[];
}

/** Every place that holds a secret and what it holds; blank ones are none. */
export function listSecrets(config: ConnectConfig): SecretPlace[] {
  return placesMet((meet) => replaceSecrets(config, meet));
}

/** `listSecrets` of the endpoints alone, where a document has nothing else that holds secrets. */
export function listEndpointSecrets(endpoints: readonly Endpoint[]): SecretPlace[] {
  return placesMet((meet) => endpoints.map((endpoint, index) => withReplaced(endpoint, index, meet)));
}

type Replace<S> = (secret: Secret, path: string) => S;

function placesMet(visit: (meet: Replace<Secret>) => unknown): SecretPlace[] {
  const places: SecretPlace[] = [];
  visit((secret, path) => {
    if (typeof secret !== 'string' || secret.trim() !== '') places.push({ path, secret });
    return secret;
  });
  return places;
}

/**
 * The configuration with every secret as its text. `resolve` answers what a reference stands for, undefined when
 * there is nothing; a reference that stands for an empty text is missing too, because a hook with an empty secret
 * would be an open one. While one is missing there is no configuration. Secrets that were kept elsewhere are checked
 * here as inline ones are when the document is read.
 */
export function resolveSecrets(
  config: ConnectConfig,
  resolve: (ref: SecretRef) => string | undefined,
): ResolvedSecrets {
  const found = { problems: [] as ConfigProblem[], warnings: [] as ConfigProblem[] };
  const resolved = replaceSecrets(config, (secret, path): string => {
    if (typeof secret === 'string') return secret;
    const kind = secretKindAt(path);
    const text = resolve(secret) ?? '';
    if (text.trim() === '') found.problems.push(missingSecret(secret, path));
    if (kind === 'part of a URL') found.problems.push(...urlSecretProblems(text, path));
    if (kind === 'headers') {
      found.problems.push(...headerProblems(text, path));
      found.warnings.push(...droppedHeaderWarnings(text, path));
    }
    found.warnings.push(...shortSecretWarnings(kind, text, path), ...secretAddressFaults(text, path));
    found.warnings.push(...privateSecretAddress(text, path, config.settings));
    return text;
  });
  const endpoints = resolved.endpoints.map(withUrlSecrets);
  const problems = withParts(found.problems, config);
  const warnings = withParts(found.warnings, config);
  return problems.length === 0
    ? { ok: true, config: { ...resolved, endpoints }, problems, warnings }
    : { ok: false, config: undefined, problems, warnings };
}

function missingSecret({ secretRef }: SecretRef, path: string): ConfigProblem {
  const [, source = '', name = ''] = /^(env|file|store):(.*)$/.exec(secretRef) ?? [];
  return {
    code: 'MISSING_SECRET',
    path,
    value: JSON.stringify(secretRef),
    message: 'There is nothing behind this secret reference.',
    remedy: `${howToGive(source, name)}, or correct the reference.${source === 'store' ? '' : OR_IN_THE_STORE}`,
  };
}

const OR_IN_THE_STORE =
  ' Or keep the secret in the relay: npm run connect -- secret set NAME, and { "secretRef": "store:NAME" } here.';

function howToGive(source: string, name: string): string {
  if (source === 'env') return `Set the environment variable ${name} before the start`;
  if (source === 'store') return `Store it with npm run connect -- secret set ${name}`;
  return `Write the secret into the file ${name} and make it readable`;
}

/** The configuration with each secret replaced by what `replace` makes of it. */
export function replaceSecrets<S>(config: ConnectConfig, replace: Replace<S>): ConfigWith<S> {
  const optional = optionally(replace);
  const { authToken, ...account } = config.account;
  const { email, signing, alarms, ...settings } = config.settings;
  const { heartbeatUrl, ...otherAlarms } = alarms;
  return {
    ...config,
    account: { ...account, ...optional('authToken', authToken, 'account') },
    endpoints: config.endpoints.map((endpoint, index) => withReplaced(endpoint, index, replace)),
    hooks: config.hooks.map(({ secret, formerSecret, ...hook }, index) => ({
      ...hook,
      ...optional('formerSecret', formerSecret, `hooks[${String(index)}]`),
      ...optional('secret', secret, `hooks[${String(index)}]`),
    })),
    settings: {
      ...settings,
      alarms: { ...otherAlarms, ...optional('heartbeatUrl', heartbeatUrl, 'settings.alarms') },
      ...(email && { email: { ...email, smtpUrl: replace(email.smtpUrl, 'settings.email.smtpUrl') } }),
      ...(signing && { signing: { secret: replace(signing.secret, 'settings.signing.secret') } }),
    },
  };
}

function withReplaced<S>(
  { secrets, apiAuthentication, authorizationHeader, ...endpoint }: Endpoint,
  index: number,
  replace: Replace<S>,
): EndpointWith<S> {
  const path = `endpoints[${String(index)}]`;
  const optional = optionally(replace);
  return {
    ...endpoint,
    ...(secrets && {
      secrets: replaceEach(secrets, (secret, name) => replace(secret, `${path}.secrets.${name}`)),
    }),
    ...optional('apiAuthentication', apiAuthentication, path),
    ...optional('authorizationHeader', authorizationHeader, path),
  };
}

/** Of a secret that need not be there: its key with what replaces it, or nothing. */
function optionally<S>(replace: Replace<S>) {
  return <K extends string>(key: K, secret: Secret | undefined, owner: string) =>
    (secret === undefined ? {} : { [key]: replace(secret, `${owner}.${key}`) }) as { [key in K]?: S };
}

function replaceEach<S>(
  secrets: Readonly<Record<string, Secret>>,
  replace: (secret: Secret, name: string) => S,
): Record<string, S> {
  return Object.fromEntries(Object.entries(secrets).map(([name, secret]) => [name, replace(secret, name)]));
}
