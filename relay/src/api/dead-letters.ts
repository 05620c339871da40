import { ConnectError } from '@convoso-connect/core';
import { RELAY_API } from '@convoso-connect/core/relay-contract';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { targetAsked } from '../endpoint-id.js';
import { replayMany } from '../intake/replay-many.js';
import type { Replay } from '../intake/replay.js';
import { readCursor } from '../reads/cursor.js';
import type { DeadLetterPlace } from '../reads/dead-letters.js';
import type { Reader } from '../reads/reader.js';
import { refuseUnknownParts } from './chosen-parts.js';
import { pageSize } from './query.js';
import { replayed } from './replayed.js';
import { readSaidSpan } from './said-time.js';
import { DONE, FromRead, type Serve } from './serve.js';
import type { DeadIds } from '../store/ports/dead-letters.js';
import type { Store } from '../store/store.js';

export interface DeadLetterParts {
  readonly store: Store;
  readonly reader: Reader;
  readonly replay: Replay;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  /** Called when there is work to do now. */
  readonly wake: () => void;
}

const { deadLetters } = RELAY_API;

/** What ended undelivered, and giving it another try with its key and body. */
export function serveDeadLetters(serve: Serve, parts: DeadLetterParts): void {
  const { replay, keeper, reader, clock } = parts;
  serve(
    deadLetters.list,
    ({ query }) =>
      new FromRead('deadLetters', { after: readPlace(query.after), limit: pageSize(query.limit) }),
  );
  serve(deadLetters.replayMany, async ({ query, change }) => {
    if (Object.keys(query).length === 0) throw nothingChosen();
    const { workflow, endpoint, reason, from, to } = query;
    const running = keeper.current.revision.config;
    const choice = {
      workflowId: workflow ?? null,
      target: targetAsked(endpoint),
      reason: reason ?? null,
      ...readSaidSpan({ from, to }, { now: clock.now(), timeZone: running.account.timeZone }),
    };
    await refuseUnknownParts(running, query, async () => isAny(await reader.ask('deadIds', { choice })));
    const config = () => keeper.current;
    const part = 'dead letters';
    // A text that reasons are searched for can hold anything, a number as well.
    const before = { workflow, endpoint, from, to, ...(reason === undefined ? {} : { reason: 'a text' }) };
    change.note({ part, before });
    const { revisions } = keeper;
    const { replayed: done, left, why } = await replayMany({ ...parts, config, revisions }, choice);
    change.note({ part, before, after: { ...done, left } });
    // What failed again has been tried, and may have a new reason.
    if (Object.values(done).every((count) => count === 0) && left === 0) change.none();
    return { ...DONE, replayed: done, left, why };
  });
  serve(deadLetters.replay, async ({ params: { id }, change }) => {
    const answer = replayed(await replay.deadLetter(id));
    change.note({ part: `dead-letter:${id}`, after: { replayed: true } });
    return answer;
  });
}

function isAny({ actions, deliveries, workflows }: DeadIds): boolean {
  return [actions, deliveries, workflows].some((ids) => ids !== '');
}

function nothingChosen(): ConnectError {
  return new ConnectError(
    'NOTHING_CHOSEN',
    'it is not said which dead letters are to be replayed',
    `Name at least one of ${Object.keys(deadLetters.replayMany.query).join(', ')}; one alone is replayed by its id.`,
  );
}

function readPlace(text: string | undefined): DeadLetterPlace | null {
  const parts = readCursor(text, ['number', 'string', 'number', 'string', 'string']);
  if (parts === null) return null;
  const [at, id, delivery, occurrence, workflow] = parts;
  return {
    action: { at: Number(at), id: String(id) },
    delivery: Number(delivery),
    workflow: { occurrenceId: String(occurrence), workflowId: String(workflow) },
  };
}
