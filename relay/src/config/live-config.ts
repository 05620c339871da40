import type { BlockList } from 'node:net';
import {
  WorkflowIndex,
  createMasker,
  unitedSecrets,
  type KnownSecrets,
  type Masker,
  type Rules,
} from '@convoso-connect/core';
import {
  knownSecrets,
  type ConnectConfig,
  type ResolvedConfig,
  type ResolvedEndpoint,
  type ResolvedHook,
} from '@convoso-connect/core/config';
import { addressList } from '@convoso-connect/receiver/parts';
import type { SwitchBoard } from '../switches/switch-board.js';
import { compileRevision, type Revision } from './revision.js';

/** The running configuration, ready for use; replaced as a whole when the document changes. */
export interface LiveConfig {
  readonly revision: Revision;
  /** What the engine decides by. */
  readonly rules: Rules;
  readonly switches: SwitchBoard;
  /** With live credentials: never log or store one. */
  readonly resolved: ResolvedConfig;
  readonly endpoints: ReadonlyMap<string, ResolvedEndpoint>;
  readonly hooks: ReadonlyMap<string, LiveHook>;
  /** Of this configuration, and the former ones that something under way may still carry. */
  readonly secrets: KnownSecrets;
  /** Takes all these secrets out of what is stored or shown. */
  readonly masker: Masker;
  /** Takes the secrets of the hooks out of what comes to them. */
  readonly hookMasker: Masker;
}

export interface LiveHook {
  readonly hook: ResolvedHook;
  /** Null where anyone may call. */
  readonly allowFrom: BlockList | null;
}

export function liveHook(hook: ResolvedHook): LiveHook {
  return { hook, allowFrom: hook.allowFrom.length === 0 ? null : addressList(hook.allowFrom) };
}

function secretsOf({ secret, formerSecret }: ResolvedHook): string[] {
  return [secret, formerSecret].filter((text) => text !== undefined);
}

export interface LiveParts {
  readonly number: number;
  readonly config: ConnectConfig;
  readonly resolved: ResolvedConfig;
  readonly formerSecrets: KnownSecrets;
  readonly switches: SwitchBoard;
}

export function liveConfig({ number, config, resolved, formerSecrets, switches }: LiveParts): LiveConfig {
  return {
    revision: compileRevision(number, config),
    rules: rulesOf(config, switches),
    switches,
    resolved,
    endpoints: new Map(resolved.endpoints.map((endpoint) => [endpoint.id, endpoint])),
    hooks: new Map(resolved.hooks.map((hook) => [hook.id, liveHook(hook)])),
    ...masking(resolved, formerSecrets),
    hookMasker: createMasker({ values: resolved.hooks.flatMap(secretsOf), queryParts: [] }),
  };
}

/** What is masked under a configuration: its own secrets, and former ones. */
export function masking(
  resolved: ResolvedConfig,
  formerSecrets: KnownSecrets,
): Pick<LiveConfig, 'secrets' | 'masker'> {
  const secrets = unitedSecrets([formerSecrets, knownSecrets(resolved)]);
  return { secrets, masker: createMasker(secrets) };
}

/**
 * A workflow that is switched off at run time stays in the index, so that the trail says of what it missed that it was
 * off; one that is switched on over the configuration joins it.
 */
export function rulesOf(
  { workflows, account, statuses, settings }: ConnectConfig,
  switches: SwitchBoard,
): Rules {
  const { timeZone } = account;
  const indexed = workflows.map((workflow) => {
    const { active } = switches.standing({ kind: 'workflow', id: workflow.id }, workflow.active);
    return { ...workflow, active: workflow.active || active };
  });
  const index = new WorkflowIndex(indexed, { timeZone });
  return { index, timeZone, statuses, contactHours: settings.contactHours, switches };
}
