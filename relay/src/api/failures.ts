import { ConnectError } from '@convoso-connect/core';
import { RELAY_API, type QueryOf } from '@convoso-connect/core/relay-contract';
import type { Change, PartState } from '../audit/change.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { targetAsked } from '../endpoint-id.js';
import { localTime } from '../explain/local-time.js';
import type { FailedChoice } from '../failures/failed.js';
import { sendAgain, type SendAgainParts } from '../failures/send-again.js';
import { iso } from '../iso.js';
import type { Understood } from '../reads/failures.js';
import { refuseUnknownParts } from './chosen-parts.js';
import { readActionPlace } from './executions.js';
import { pageSize } from './query.js';
import { readSaidSpan } from './said-time.js';
import { DONE, FromRead, type Serve } from './serve.js';

export interface FailureParts extends Omit<SendAgainParts, 'config' | 'revisions'> {
  readonly keeper: ConfigKeeper;
}

const { failures } = RELAY_API;

/** What was not delivered, by endpoint and cause or one by one; and sending many of it again, a part at a time. */
export function serveFailures(serve: Serve, parts: FailureParts): void {
  serve(failures.list, async ({ query }) => new FromRead('failures', await readAsked(query, parts)));
  serve(failures.actions, async ({ query }) => {
    const page = { after: readActionPlace(query.after), limit: pageSize(query.limit) };
    return new FromRead('failedActions', { ...(await readAsked(query, parts)), ...page });
  });
  serve(failures.replay, ({ query, change }) => again(parts, query, { state: 'dead', change }));
  serve(failures.run, ({ query, change }) => again(parts, query, { state: 'waiting', change }));
}

type AgainQuery = QueryOf<typeof failures.replay>;
type ChoiceQuery = QueryOf<typeof failures.list>;

interface Asked {
  readonly timeZone: string;
  readonly choice: FailedChoice;
  readonly since: Understood | null;
  readonly until: Understood | null;
}

async function again(
  parts: FailureParts,
  query: AgainQuery,
  { state, change }: { readonly state: 'dead' | 'waiting'; readonly change: Change },
) {
  const { dryRun: isDryRun, after, limit, ...chosen } = query;
  if (Object.keys(chosen).length === 0) throw nothingChosen(state);
  const { keeper, clock } = parts;
  const { choice, since, until, timeZone } = await readAsked(chosen, parts);
  // What is scheduled for later is no part of an outage.
  const to = state === 'dead' ? choice.to : Math.min(choice.to ?? Infinity, clock.now() + 1);
  const dryRun = isDryRun === 'true';
  const part = state === 'dead' ? 'dead letters' : 'pending actions';
  const before = auditedChoice(chosen, { since, until });
  if (dryRun) change.none();
  else change.note({ part, before });
  const order = {
    choice: { ...choice, to, state },
    dryRun,
    after: readActionPlace(after),
    limit: pageSize(limit),
  };
  const config = () => keeper.current;
  const { revisions } = keeper;
  const done = await sendAgain({ ...parts, config, revisions }, order);
  const { again: count, left } = done;
  const sumLeft = left.reduce((sum, each) => sum + each.count, 0);
  if (!dryRun) change.note({ part, before, after: { again: count, left: sumLeft } });
  // Those that are held were given a new life as well, unless they waited already.
  if (count === 0 && (state === 'waiting' || done.held.length === 0)) change.none();
  return { ...DONE, timeZone, since, until, dryRun, ...done };
}

async function readAsked(query: ChoiceQuery, { keeper, clock, reader }: FailureParts): Promise<Asked> {
  const { config } = keeper.current.revision;
  const { workflow, cause, reason, state, from, to } = query;
  const target = targetAsked(query.endpoint);
  const { timeZone } = config.account;
  const span = readSaidSpan({ from, to }, { now: clock.now(), timeZone });
  const meant = { workflowId: workflow ?? null, target };
  // A name that is misspelt would find nothing, and say that all is well.
  await refuseUnknownParts(config, query, async () => {
    const any = { ...meant, reason: null, from: null, to: null, state: null, cause: null };
    return (await reader.ask('failedIds', { choice: any, after: null, limit: 1 })).ids.length > 0;
  });
  const understood = (at: number | null): Understood | null =>
    at === null ? null : { at: iso(at), local: localTime(at, timeZone) };
  return {
    timeZone,
    choice: { ...meant, reason: reason ?? null, ...span, state: state ?? null, cause: cause ?? null },
    since: understood(span.from),
    until: understood(span.to),
  };
}

/**
 * What was chosen, for the audit log: times as they were understood. A text that reasons are searched for can hold anything, a
 * number as well.
 */
function auditedChoice(
  { endpoint, workflow, cause, reason }: AgainQuery,
  { since, until }: Pick<Asked, 'since' | 'until'>,
): PartState {
  const times = { from: since?.at, to: until?.at };
  return { endpoint, workflow, cause, ...times, ...(reason === undefined ? {} : { reason: 'a text' }) };
}

function nothingChosen(state: 'dead' | 'waiting'): ConnectError {
  const what = state === 'dead' ? 'is to be replayed' : 'is to be tried now';
  return new ConnectError(
    'NOTHING_CHOSEN',
    `it is not said what ${what}`,
    'Name at least one of endpoint, workflow, cause, reason, from, to.',
  );
}
