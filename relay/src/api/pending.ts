import { ConnectError } from '@convoso-connect/core';
import { RELAY_API, type QueryOf } from '@convoso-connect/core/relay-contract';
import type { PartState } from '../audit/change.js';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { targetAsked } from '../endpoint-id.js';
import { iso } from '../iso.js';
import type { Reader } from '../reads/reader.js';
import { inWindows } from '../store/in-windows.js';
import { readActionType } from './action-type.js';
import { refuseUnheardOf, refuseUnknownParts } from './chosen-parts.js';
import { readTimeSpan } from './date-range.js';
import { readActionPlace } from './executions.js';
import { pageSize, readLead } from './query.js';
import { DONE, FromRead, type Serve } from './serve.js';
import type { Flush, PendingChoice } from '../store/ports/pending.js';
import type { Store } from '../store/store.js';

export interface PendingParts {
  readonly store: Store;
  readonly reader: Reader;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  /** Called when there is work to do now. */
  readonly wake: () => void;
}

const { pending } = RELAY_API;

/** What workflows have planned and not done yet: to be looked at, flushed (cancelled without sending) or run now. */
export function servePending(serve: Serve, parts: PendingParts): void {
  const { store, reader, keeper, clock, wake } = parts;
  serve(pending.list, async ({ query }) => {
    const { number: revision, config } = keeper.current.revision;
    const span = readTimeSpan({ from: query.from, to: query.to }, config.account.timeZone);
    const filter = { ...readChoice(query), ...span };
    const after = readActionPlace(query.after);
    await refuseUnheardOf(parts, query);
    return new FromRead('pending', {
      filter,
      after,
      limit: pageSize(query.limit),
      revision,
    });
  });
  serve(pending.flushMany, async ({ query, change }) => {
    const choice = readChoice(query);
    if (Object.values(choice).every((part) => part === null)) throw nothingChosen();
    await refuseUnknownParts(
      keeper.current.revision.config,
      query,
      async () => (await reader.ask('waiting', { choice })) !== '',
    );
    if (query.dryRun === 'true') {
      change.none();
      return { ...DONE, dryRun: true, flushed: idsIn(await reader.ask('waiting', { choice })) };
    }
    const part = 'pending actions';
    const before = chosenState(query);
    change.note({ part, before });
    const flushed = await flush(parts, choice);
    change.note({ part, before, after: { flushed } });
    if (flushed === 0) change.none();
    return { ...DONE, dryRun: false, flushed };
  });
  serve(pending.flush, async ({ params: { id }, change }) => {
    const flushed = await store.durably((unit) => unit.pending.flush([id], flushAt(clock)));
    if (flushed === 0) throw await whyNot(reader, id);
    change.note({ part: `pending:${id}`, before: { state: 'waiting' }, after: { state: 'flushed' } });
    wake();
    return { ...DONE, id };
  });
  serve(pending.run, async ({ params: { id }, change }) => {
    const now = clock.now();
    const run = await store.durably((unit) => unit.pending.runNow(id, now, { from: 'waiting' }));
    if (run === 0) throw await whyNot(reader, id);
    change.note({ part: `pending:${id}`, before: { state: 'waiting' }, after: { dueAt: iso(now) } });
    wake();
    return { ...DONE, id };
  });
}

/**
 * Ends what waits at this moment, window by window, and gives how many that were. It goes on where the client goes
 * away: an order to flush is not taken back by a lost connection.
 */
async function flush({ store, reader, clock, wake }: PendingParts, choice: PendingChoice): Promise<number> {
  const order = flushAt(clock);
  const ids = await reader.ask('waiting', { choice });
  const flushed = await inWindows(store, ids, (unit, window) => unit.pending.flush(window, order));
  wake();
  return flushed;
}

function idsIn(lines: string): number {
  return lines === '' ? 0 : lines.split('\n').length;
}

function readChoice(query: QueryOf<typeof pending.flushMany>): PendingChoice {
  return {
    leadKey: query.lead === undefined ? null : readLead(query.lead),
    workflowId: query.workflow ?? null,
    target: targetAsked(query.endpoint),
    type: readActionType(query.type),
  };
}

/** What was chosen, for the audit log: which lead is not kept there. */
function chosenState({ lead, workflow, endpoint, type }: QueryOf<typeof pending.flushMany>): PartState {
  return { ...(lead === undefined ? {} : { lead: 'one' }), workflow, endpoint, type };
}

function nothingChosen(): ConnectError {
  return new ConnectError(
    'NOTHING_CHOSEN',
    'it is not said which pending actions are to be flushed',
    `Name at least one of ${Object.keys(pending.flushMany.query)
      .filter((name) => name !== 'dryRun')
      .join(', ')}.`,
  );
}

function flushAt(clock: Clock): Flush {
  const now = clock.now();
  return { from: 'waiting', reason: `flushed by an operator at ${iso(now)}`, now };
}

async function whyNot(reader: Reader, id: string): Promise<ConnectError> {
  const state = await reader.ask('actionState', { id });
  if (state === null)
    return new ConnectError(
      'UNKNOWN_ACTION',
      `there is no action "${id.slice(0, 100)}"`,
      'Take the id from /api/pending, or from npm run connect -- pending.',
    );
  return new ConnectError(
    'NOT_WAITING',
    `the action is ${state}`,
    'Only what is waiting can be flushed or run now.',
  );
}
