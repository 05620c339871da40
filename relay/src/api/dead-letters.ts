import { ConnectError } from '@convoso-connect/core';
import { Router } from 'express';
import type { Clock } from '../clock.js';
import type { ConfigKeeper } from '../config/config-keeper.js';
import { sendError } from '../http/errors.js';
import { replayMany } from '../intake/replay-many.js';
import type { Replay } from '../intake/replay.js';
import { readCursor } from '../reads/cursor.js';
import type { DeadLetterPlace } from '../reads/dead-letters.js';
import type { Reader } from '../reads/reader.js';
import type { Db } from '../store/sqlite.js';
import { answerRead } from './answer.js';
import { readTimeSpan } from './date-range.js';
import { readPageSize, readQuery } from './query.js';

export interface DeadLetterParts {
  readonly db: Db;
  readonly reader: Reader;
  readonly replay: Replay;
  readonly keeper: ConfigKeeper;
  readonly clock: Clock;
  /** Called when there is work to do now. */
  readonly wake: () => void;
}

const CHOICE = ['workflow', 'endpoint', 'reason', 'from', 'to'] as const;

/** What ended undelivered, and giving it another try with its key and body. */
export function deadLetterRoutes(parts: DeadLetterParts): Router {
  const { reader, replay, keeper } = parts;
  const router = Router();
  router.get('/', async (request, response) => {
    const query = readQuery(request, ['limit', 'after']);
    const asked = { after: readPlace(query.after), limit: readPageSize(query.limit) };
    await answerRead(reader, response, 'deadLetters', asked);
  });
  router.post('/replay', async (request, response) => {
    const query = readQuery(request, CHOICE);
    if (Object.keys(query).length === 0) throw nothingChosen();
    const { workflow, endpoint, reason, from, to } = query;
    const span = readTimeSpan({ from, to }, keeper.current.revision.config.account.timeZone);
    const choice = {
      workflowId: workflow ?? null,
      endpointId: endpoint ?? null,
      reason: reason ?? null,
      ...span,
    };
    const config = () => keeper.current;
    response.json({ success: true, ...(await replayMany({ ...parts, config }, choice)) });
  });
  router.post('/:id/replay', async (request, response) => {
    const replayed = await replay.deadLetter(request.params.id);
    if (replayed.ok) response.json({ success: true, id: replayed.id });
    else sendError(response, replayed.status, replayed);
  });
  return router;
}

function nothingChosen(): ConnectError {
  return new ConnectError(
    'NOTHING_CHOSEN',
    'it is not said which dead letters are to be replayed',
    `Name at least one of ${CHOICE.join(', ')}; one alone is replayed by its id.`,
  );
}

function readPlace(text: string | undefined): DeadLetterPlace | null {
  const parts = readCursor(text, ['number', 'string', 'number', 'string', 'string']);
  if (parts === null) return null;
  const [at, id, delivery, occurrence, workflow] = parts;
  return {
    action: { at: Number(at), id: String(id) },
    delivery: Number(delivery),
    workflow: { occurrence_id: String(occurrence), workflow_id: String(workflow) },
  };
}
