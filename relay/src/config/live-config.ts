import type { BlockList } from 'node:net';
import { WorkflowIndex, createMasker, secretValues, type Masker } from '@convoso-connect/core';
import type {
  ConnectConfig,
  ResolvedConfig,
  ResolvedEndpoint,
  ResolvedHook,
} from '@convoso-connect/core/config';
import { addressList } from '../intake/address-list.js';
import { compileRevision, type Revision } from './revision.js';

/** The running configuration, ready for use; replaced as a whole when the document changes. */
export interface LiveConfig {
  readonly revision: Revision;
  readonly index: WorkflowIndex;
  /** With live credentials: never log or store one. */
  readonly resolved: ResolvedConfig;
  readonly endpoints: ReadonlyMap<string, ResolvedEndpoint>;
  readonly hooks: ReadonlyMap<string, LiveHook>;
  /** Of this configuration and of those before it: an attempt under way may still use the former ones. */
  readonly credentials: readonly string[];
  /** Takes all these credentials out of what is stored or shown. */
  readonly masker: Masker;
}

export interface LiveHook {
  readonly hook: ResolvedHook;
  /** Null where anyone may call. */
  readonly allowFrom: BlockList | null;
}

export function liveHook(hook: ResolvedHook): LiveHook {
  return { hook, allowFrom: hook.allowFrom.length === 0 ? null : addressList(hook.allowFrom) };
}

export function liveConfig(
  number: number,
  config: ConnectConfig,
  resolved: ResolvedConfig,
  formerCredentials: readonly string[],
): LiveConfig {
  const credentials = [...new Set([...formerCredentials, ...credentialsOf(resolved)])];
  return {
    revision: compileRevision(number, config),
    index: new WorkflowIndex(config.workflows),
    resolved,
    endpoints: new Map(resolved.endpoints.map((endpoint) => [endpoint.id, endpoint])),
    hooks: new Map(resolved.hooks.map((hook) => [hook.id, liveHook(hook)])),
    credentials,
    masker: createMasker({ values: credentials }),
  };
}

function credentialsOf({ account, endpoints, hooks, settings }: ResolvedConfig): string[] {
  return [
    ...secretValues('plain', account.authToken ?? ''),
    ...endpoints.flatMap((endpoint) => [
      ...secretValues('query', endpoint.apiAuthentication ?? ''),
      ...secretValues('headers', endpoint.authorizationHeader ?? ''),
      ...secretValues('url', endpoint.apiUrl),
    ]),
    ...hooks.flatMap((hook) => secretValues('plain', hook.secret ?? '')),
    ...secretValues('url', settings.email?.smtpUrl ?? ''),
    ...secretValues('plain', settings.signing?.secret ?? ''),
  ];
}
