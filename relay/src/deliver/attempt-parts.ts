import type { Masker } from '@convoso-connect/core';
import type { ConvosoPlan } from '@convoso-connect/core/actions';
import type { ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { Clock } from '../clock.js';
import type { LiveConfig } from '../config/live-config.js';
import { convosoApi } from '../convoso/client.js';
import { createEgressPolicy } from '../egress/egress-policy.js';
import { sendMail, type Mail, type MailOutcome } from '../mail/mailer.js';
import { hasDelivered } from '../store/commands/attempts.js';
import { freezePayload, type ActionRow } from '../store/commands/actions.js';
import { expectEchoes } from '../store/commands/guard-states.js';
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
  /**
   * Stores what an action comes to, and what it writes as expected back, before anything of it is done: what comes back
   * may come before the answer. Resolves when that is on the disk.
   */
  readonly freeze: (row: ActionRow, plan: ConvosoPlan) => Promise<void>;
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
    freeze: (row, plan) => freeze(db, row, plan, clock.now()),
    useSecrets,
    underWay: new Set(),
  };
}

function freeze(db: Db, row: ActionRow, plan: ConvosoPlan, now: number): Promise<void> {
  const { id, lead_key: leadKey, workflow_id: workflowId, depth } = row;
  const { written } = plan;
  return db.transaction().execute(async (tx) => {
    await freezePayload(tx, id, JSON.stringify(plan));
    if (leadKey === null || written.length === 0) return;
    await expectEchoes(tx, { leadKey, workflowId, depth: depth + 1, written }, now);
  });
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
