import type { Masker } from '@convoso-connect/core';
import type { ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { convosoApi } from '../convoso/client.js';
import { createEgressPolicy } from '../egress/egress-policy.js';
import { sendMail, type Mail, type MailOutcome } from '../mail/mailer.js';
import { hasDelivered } from '../store/commands/attempts.js';
import { freezePayload } from '../store/commands/actions.js';
import type { Db } from '../store/sqlite.js';
import type { Sender } from './sender.js';

export interface AttemptParts {
  readonly clock: Clock;
  readonly sender: Sender;
  /** In [0, 1): spreads retries. */
  readonly random: () => number;
  /** That of the configuration running when the attempt ends. */
  readonly masker: () => Masker;
  /** `settings.signing`; null where nothing is signed. */
  readonly signingSecret: () => string | null;
  /** The account's API; null where it has no token. */
  readonly convoso: () => ConvosoApi | null;
  readonly convosoUrl: () => string;
  readonly sendMail: (mail: Mail) => Promise<MailOutcome>;
  /** Whether an endpoint has ever taken a call, as far as the log goes back. */
  readonly hasTakenCalls: (endpointId: string) => Promise<boolean>;
  /** Stores what an action comes to, before anything of it is done; resolves when that is on the disk. */
  readonly freeze: (actionId: string, payload: string) => Promise<void>;
  /** Says that an attempt is under way, which may carry credentials; call what it gives back when it has ended. */
  readonly useSecrets: () => () => void;
  /** The ids of the actions whose attempts are under way, which are the keys of their requests. */
  readonly underWay: Set<string>;
}

export const CONVOSO_URL = 'https://api.convoso.com/v1';

interface Tools {
  readonly db: Db;
  readonly clock: Clock;
  readonly sender: Sender;
  readonly random: () => number;
  readonly config: () => LiveConfig;
  readonly useSecrets: () => () => void;
}

/** What attempts are made with; each asks for the configuration that is running then. */
export function attemptParts({ db, clock, sender, random, config, useSecrets }: Tools): AttemptParts {
  const settings = () => config().resolved.settings;
  return {
    clock,
    sender,
    random,
    masker: () => config().masker,
    signingSecret: () => settings().signing?.secret ?? null,
    convoso: () => convosoApi(config().resolved.account, sender),
    convosoUrl: () => config().resolved.account.apiBaseUrl?.replace(/\/+$/, '') ?? CONVOSO_URL,
    sendMail: (mail) => mailThrough(settings(), mail),
    hasTakenCalls: (endpointId) => hasDelivered(db, endpointId),
    freeze: (id, payload) => freezePayload(db, id, payload),
    useSecrets,
    underWay: new Set(),
  };
}

async function mailThrough(
  { email, egress }: LiveConfig['resolved']['settings'],
  mail: Mail,
): Promise<MailOutcome> {
  if (email === undefined) {
    return {
      kind: 'refused',
      permanent: true,
      message: 'there is no mail server in settings.email any more',
    };
  }
  return sendMail(email, mail, createEgressPolicy(egress.allow));
}
