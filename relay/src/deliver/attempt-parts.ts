import type { EndpointRequest, Masker, OtherSaves } from '@convoso-connect/core';
import type { ConvosoPlan } from '@convoso-connect/core/actions';
import type { ConvosoApi } from '@convoso-connect/core/convoso-api';
import type { Clock } from '../clock.js';
import type { Flows } from '../flow/flows.js';
import type { Ended } from '../flow/target-flow.js';
import type { LiveConfig } from '../config/live-config.js';
import { convosoApi } from '../convoso/client.js';
import { createEgressPolicy } from '../egress/egress-policy.js';
import { sendMail, type Mail } from '../mail/mailer.js';
import type { MailOutcome } from '../mail/outcome.js';
import type { Sender } from './sender.js';
import type { StoredAction } from '../store/ports/actions.js';
import type { Store } from '../store/store.js';
import type { Holder } from '../work/holder.js';

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
  /**
   * Tells what an attempt at an action says of its target. Gives until when that asks for nothing more, where it refused because it was too
   * many; else null. What others may have gone on with says nothing: a relay that stood still finds its attempts timed out.
   */
  readonly heard: (row: Pick<StoredAction, 'target' | 'holder'>, ended: Ended) => number | null;
  /** Whether an endpoint has ever taken a call, as far as the log goes back. */
  readonly hasTakenCalls: (endpointId: string) => Promise<boolean>;
  /**
   * Stores what an action comes to, and what it writes as expected back, before anything of it is done: what comes back
   * may come before the answer. Resolves when that is on the disk.
   */
  readonly freeze: (row: StoredAction, plan: ConvosoPlan) => Promise<void>;
  /** Says that an attempt is under way, which may carry credentials; call what it gives back when it has ended. */
  readonly useSecrets: () => () => void;
  /** Adds to the request of an action what says whose it is, where whoever gets it goes by that. */
  readonly marked: (request: EndpointRequest, id: string) => EndpointRequest;
  /** The ids of the actions whose attempts are under way, which are the keys of their requests. */
  readonly underWay: Set<string>;
}

export const CONVOSO_URL = 'https://api.convoso.com/v1';

interface Tools {
  readonly store: Store;
  readonly clock: Clock;
  readonly sender: Sender;
  readonly random: () => number;
  readonly config: () => LiveConfig;
  readonly flows: Flows;
  readonly relay: Pick<Holder, 'mayHaveLost'>;
  readonly useSecrets: () => () => void;
}

/** What attempts are made with; each asks for the configuration that is running then. */
export function attemptParts({
  store,
  clock,
  sender,
  random,
  config,
  flows,
  relay,
  useSecrets,
}: Tools): AttemptParts {
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
    heard: ({ target, holder }, ended) => (relay.mayHaveLost(holder) ? null : flows.heard(target, ended)),
    hasTakenCalls: (endpointId) => store.attempts.hasDelivered(endpointId),
    freeze: (row, plan) => freeze(store, row, plan, clock.now()),
    useSecrets,
    marked: (request) => request,
    underWay: new Set(),
  };
}

function freeze(store: Store, row: StoredAction, plan: ConvosoPlan, now: number): Promise<void> {
  const { id, leadKey, workflowId } = row;
  const { written } = plan;
  return store.durably(async (unit) => {
    const expected = leadKey === null || written.length === 0 ? null : leadKey;
    await unit.lockLeads(expected === null ? [] : [expected]);
    await unit.actions.freezePayload(id, JSON.stringify(plan));
    if (expected === null) return;
    const otherSaves = JSON.parse(row.otherSaves ?? '[]') as OtherSaves[];
    const save = { leadKey: expected, workflowId, depth: row.depth + 1, otherSaves, written };
    await unit.leads.expectEchoes(save, now);
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
