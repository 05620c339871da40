import type { LiveConfig } from '../config/live-config.js';
import type { Log } from '../log.js';
import { admit, checkSecret } from './admission.js';
import type { Arrival } from './arrivals.js';
import { greeting } from './greeting.js';
import {
  EMPTY_DELIVERY,
  jsonAnswer,
  rejectionBody,
  tooLarge,
  type HookAnswer,
  type HookRequest,
  type Rejection,
} from './hook-request.js';
import { headersToKeep, queryToKeep } from './keep.js';
import { readDelivery, type Reading } from './reading.js';

export interface CatchHookParts {
  readonly config: () => LiveConfig;
  readonly log: Log;
  readonly now: () => number;
  readonly newId: () => string;
  /** Resolves when the delivery is on the disk. */
  readonly takeIn: (arrival: Arrival) => Promise<void>;
  readonly quarantine: (request: HookRequest, rejection: Rejection) => Promise<void>;
}

/**
 * Answers a request to a catch hook. What is accepted is on the disk before the answer goes out (domain-facts
 * J.42); what is turned away is kept in the quarantine, so that a mistake in the set-up loses no call (J.43).
 */
export function createCatchHook(parts: CatchHookParts): (request: HookRequest) => Promise<HookAnswer> {
  return async (request) => {
    const config = parts.config();
    const admission = admit(request, config);
    if (!admission.ok) return reject(parts, request, admission.rejection);
    if (request.tooLarge)
      return reject(parts, request, tooLarge(config.resolved.settings.intake.maxBodyBytes));
    const { hook } = admission;
    const query = queryToKeep(request.query);
    // What is read is what is kept, so that it is the same when it is read again from the disk.
    const reading = readDelivery({ ...request, query });
    if (reading.outcome === 'empty' && isVisit(request)) return greeting(request, hook);
    const secret = checkSecret(request, hook);
    if (secret !== null) return reject(parts, request, secret);
    if (reading.outcome === 'empty') return reject(parts, request, EMPTY_DELIVERY);
    if (reading.outcome === 'unreadable') return reject(parts, request, reading.rejection);
    return accept(parts, { ...request, query }, reading, config);
  };
}

async function accept(
  parts: CatchHookParts,
  request: HookRequest,
  reading: Reading,
  config: LiveConfig,
): Promise<HookAnswer> {
  const id = parts.newId();
  const delivery = {
    id,
    hook_id: request.hookId,
    received_at: parts.now(),
    method: request.method,
    query: request.query,
    headers: headersToKeep(request.headers),
    body: request.body,
    remote_address: request.remoteAddress,
  };
  try {
    await parts.takeIn({ delivery, reading });
  } catch (error) {
    parts.log.error({ err: error, hook: request.hookId }, 'a delivery could not be stored');
    const message = 'the delivery could not be stored';
    const body = rejectionBody({
      code: 'NOT_STORED',
      message,
      remedy: "See the relay's log; send it again later.",
    });
    return jsonAnswer(503, body, { 'retry-after': '5' });
  }
  return jsonAnswer(200, { ...config.resolved.settings.intake.answer, id });
}

async function reject(
  parts: CatchHookParts,
  request: HookRequest,
  rejection: Rejection,
): Promise<HookAnswer> {
  await parts.quarantine(request, rejection);
  return jsonAnswer(rejection.status, rejectionBody(rejection));
}

function isVisit({ method }: HookRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}
