import type { LiveConfig, LiveHook } from '../config/live-config.js';
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
import { fromOutside, headersToKeep, queryToKeep } from './keep.js';
import { readDelivery, type Payload } from './reading.js';
import { Deferred } from './deferred.js';
import type { KnownDelivery, RecentDeliveries } from './recent-deliveries.js';
import { splitDelivery, type ReadDelivery } from './split.js';
import { storeFaultOf } from '../store/store-fault.js';
import { messageOf } from '../work/isolate.js';

export interface CatchHookParts {
  readonly config: () => LiveConfig;
  readonly log: Log;
  readonly now: () => number;
  readonly newId: () => string;
  /** Resolves when the delivery is on the disk. */
  readonly takeIn: (arrival: Arrival) => Promise<void>;
  /** Called where the store did not take what was to be kept. */
  readonly storeFailed: (error: unknown) => void;
  readonly quarantine: (request: HookRequest, rejection: Rejection) => Promise<void>;
  readonly recent: RecentDeliveries;
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
    const reading = readDelivery({ ...request, query, headers: fromOutside(request.headers) });
    if (reading.outcome === 'empty' && isVisit(request)) return greeting(request, hook);
    const secret = checkSecret(request, hook);
    if (secret !== null) return reject(parts, request, secret);
    if (reading.outcome === 'empty') return reject(parts, request, EMPTY_DELIVERY);
    if (reading.outcome === 'unreadable') return reject(parts, request, reading.rejection);
    return accept(parts, { ...request, query }, reading, { config, live: hook });
  };
}

async function accept(
  parts: CatchHookParts,
  request: HookRequest,
  reading: Payload,
  { config, live }: { config: LiveConfig; live: LiveHook },
): Promise<HookAnswer> {
  await parts.recent.ready(config, parts.now());
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
  const deliveries = splitDelivery(delivery, reading, parts.newId);
  const ids = deliveries.map((each) => each.delivery.id);
  const storing = new Deferred();
  const own = { ids, at: delivery.received_at, stored: storing.promise };
  const arriving = { delivery, reading, live };
  // Nothing may come in between looking and taking note: the same may arrive twice at once.
  const before = parts.recent.claim(arriving, own);
  try {
    if (before !== null && (await isStored(before))) {
      await parts.takeIn({ deliveries: [repeatRow({ delivery, reading }, before)] });
      return success(config, before.ids, { repeatOf: before.ids[0] });
    }
    await parts.takeIn({ deliveries });
    storing.resolve();
  } catch (error) {
    parts.recent.release(arriving, own);
    storing.reject(error);
    return refuseUnstored(parts, request, error);
  }
  return success(config, ids);
}

/** One id, and all where the request held several records. */
function success({ resolved }: LiveConfig, ids: readonly string[], more: object = {}): HookAnswer {
  const several = ids.length > 1 ? { ids } : {};
  return jsonAnswer(200, { ...resolved.settings.intake.answer, id: ids[0], ...several, ...more });
}

/** What was refused is nobody's first time. */
async function isStored({ stored }: KnownDelivery): Promise<boolean> {
  try {
    await stored;
    return true;
  } catch {
    return false;
  }
}

/** A repeat is told in the trail of the first; what it held is there already. */
function repeatRow({ delivery, reading }: ReadDelivery, { ids }: KnownDelivery): ReadDelivery {
  const nothing = { query: '', headers: '{}', body: Buffer.alloc(0) };
  return { delivery: { ...delivery, ...nothing, repeatOf: ids[0] ?? '' }, reading };
}

/**
 * Nothing was acknowledged. Where the store takes other deliveries and not this one, it is kept in the quarantine, for
 * the sender may never come again with it; where it takes nothing, the sender is asked to.
 */
async function refuseUnstored(
  parts: CatchHookParts,
  request: HookRequest,
  error: unknown,
): Promise<HookAnswer> {
  if (storeFaultOf(error) === null) {
    parts.log.error({ err: error, hook: request.hookId }, 'a delivery could not be stored');
    await reject(parts, request, {
      ...NOT_STORED,
      message: `it could not be stored (${messageOf(error)})`,
    });
  }
  return notStored();
}

function notStored(): HookAnswer {
  return jsonAnswer(503, rejectionBody(NOT_STORED), { 'retry-after': '5' });
}

const NOT_STORED: Rejection = {
  status: 503,
  code: 'NOT_STORED',
  message: 'the delivery could not be stored',
  remedy: "See the relay's log; send it again later.",
};

async function reject(
  parts: CatchHookParts,
  request: HookRequest,
  rejection: Rejection,
): Promise<HookAnswer> {
  try {
    await parts.quarantine(request, rejection);
  } catch (error) {
    // It could not even be kept: the sender is asked to come again, and is told then what was wrong.
    parts.storeFailed(error);
    return notStored();
  }
  return jsonAnswer(rejection.status, rejectionBody(rejection));
}

function isVisit({ method }: HookRequest): boolean {
  return method === 'GET' || method === 'HEAD';
}
