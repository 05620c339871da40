import { EMPTY_DELIVERY, checkSecret, type Payload, type Rejection } from '@convoso-connect/receiver/parts';
import type { FoundKey, KeysInCalls } from '../access/keys-in-calls.js';
import type { OwnNames } from '../access/own-names.js';
import type { LiveConfig, LiveHook } from '../config/live-config.js';
import type { Log } from '../log.js';
import { storeFaultOf } from '../store/store-fault.js';
import { messageOf } from '../work/isolate.js';
import { admit, isKnownCaller } from './admission.js';
import type { Arrival, FirstIds } from './arrivals.js';
import { FOREIGN_BROWSER, checkBrowser, isFollowedLink } from './browser.js';
import { discreetGreeting, greeting, type HookAddress } from './greeting.js';
import {
  LONGEST_QUERY,
  NOT_ADMITTED,
  QUERY_TOO_LONG,
  TOO_MANY_REFUSED,
  jsonAnswer,
  methodNotAllowed,
  rejectionAnswer,
  tooLarge,
  type HookAnswer,
  type HookRequest,
} from './hook-request.js';
import { headersToKeep, withoutSecrets } from './keep.js';
import type { Refused } from './quarantine-keeper.js';
import { readDelivery } from './reading.js';
import { Deferred } from './deferred.js';
import type { KnownDelivery, RecentDeliveries } from './recent-deliveries.js';
import { splitDelivery, type ReadDelivery } from './split.js';

export interface CatchHookParts {
  readonly config: () => LiveConfig;
  readonly log: Log;
  readonly now: () => number;
  readonly newId: () => string;
  readonly names: OwnNames;
  /** The keys of the API, which must not be kept where one comes with a call. */
  readonly keys: Pick<KeysInCalls, 'search'>;
  /** Called where keys that open the API came with a call. */
  readonly keysCame: (keys: readonly FoundKey[], request: HookRequest) => void;
  /** Resolves when the delivery is on the disk, to the ids of the first where another relay had taken in the same before. */
  readonly takeIn: (arrival: Arrival) => Promise<FirstIds>;
  /** Called where the store did not take what was to be kept. */
  readonly storeFailed: (error: unknown) => void;
  /** Where hooks are reached. */
  readonly address: () => HookAddress;
  /** Resolves when the request is on the disk, to false where too many were refused to its address to keep it. */
  readonly quarantine: (refused: Refused) => Promise<boolean>;
  readonly recent: RecentDeliveries;
}

const METHODS = new Set(['GET', 'POST']);

/**
 * Answers a request to a catch hook. What is accepted is on the disk before the answer goes out (domain-facts
 * J.42); what is turned away is kept in the quarantine, so that a mistake in the set-up loses no call (J.43).
 */
export function createCatchHook(parts: CatchHookParts): (request: HookRequest) => Promise<HookAnswer> {
  return async (arrived) => {
    const config = parts.config();
    // The preflight of a page in a browser: there is no call in it, and it is the same at every path.
    if (arrived.method === 'OPTIONS') return rejectionAnswer(methodNotAllowed('OPTIONS'));
    // What is read is what is kept, so that it is the same when it is read again from the disk.
    const keys = parts.keys.search();
    const request = withoutSecrets(arrived, config, keys);
    if (keys.found().length > 0) parts.keysCame(keys.found(), request);
    const reading = readDelivery(request);
    // Link checkers and previews ask so, with the address of a call that somebody has pasted. What is kept could be let in.
    if (request.method === 'HEAD' && reading.outcome !== 'empty')
      return rejectionAnswer(methodNotAllowed('HEAD'));
    const isVisit = reading.outcome === 'empty' && (request.method === 'GET' || request.method === 'HEAD');
    const isKnown = isKnownCaller(arrived, config);
    if (isVisit && !isKnown) return discreetGreeting(request.hookId, parts.address());

    const rejected = (rejection: Rejection): Promise<HookAnswer> =>
      reject(parts, { request, rejection, isKnown });
    const browser = checkBrowser(arrived, parts.names);
    if (browser !== null) return rejected(browser);
    const admission = admit(request, config);
    if (!admission.ok) return rejected(admission.rejection);
    const { hook } = admission;
    if (isVisit) return greeting(hook, parts.address());
    const refused = refusalOf(arrived, hook, config);
    if (refused !== null) return rejected(refused);
    if (reading.outcome === 'empty') return rejected(EMPTY_DELIVERY);
    if (isFollowedLink(arrived.headers)) return rejected(FOREIGN_BROWSER);
    if (reading.outcome === 'unreadable') return rejected(reading.rejection);
    return accept(parts, request, reading, { config, live: hook });
  };
}

/** Why a request to a hook that is there cannot be accepted, whatever it holds; null where it can. */
function refusalOf(arrived: HookRequest, hook: LiveHook, { resolved }: LiveConfig): Rejection | null {
  if (!METHODS.has(arrived.method)) return methodNotAllowed(arrived.method);
  if (arrived.query.length > LONGEST_QUERY) return QUERY_TOO_LONG;
  if (arrived.tooLarge) return tooLarge(resolved.settings.intake.maxBodyBytes);
  return checkSecret(arrived, hook);
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
    hookId: request.hookId,
    receivedAt: parts.now(),
    method: request.method,
    query: request.query,
    headers: headersToKeep(request.headers),
    body: request.body,
    remoteAddress: request.remoteAddress,
  };
  const deliveries = splitDelivery(delivery, reading, parts.newId);
  const ids = deliveries.map((each) => each.delivery.id);
  const storing = new Deferred();
  const own: KnownDelivery = { ids, at: delivery.receivedAt, stored: storing.promise };
  const arriving = { delivery, reading, live };
  // Nothing may come in between looking and taking note: the same may arrive twice at once.
  const before = parts.recent.claim(arriving, own);
  try {
    if (before !== null && (await isStored(before))) {
      await parts.takeIn({ deliveries: [repeatRow({ delivery, reading }, before)] });
      return success(config, before.ids, { repeatOf: before.ids[0] });
    }
    const again = {
      marks: () => parts.recent.marksOf(arriving),
      at: delivery.receivedAt,
      asRepeatOf: (first: readonly string[]) => repeatRow({ delivery, reading }, { ids: first }),
    };
    const first = await parts.takeIn({ deliveries, again });
    if (first !== null) own.ids = [...first];
    storing.resolve();
    if (first !== null) return success(config, first, { repeatOf: first[0] });
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
function repeatRow({ delivery, reading }: ReadDelivery, { ids }: Pick<KnownDelivery, 'ids'>): ReadDelivery {
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
    const rejection = { ...NOT_STORED, message: `it could not be stored (${messageOf(error)})` };
    await reject(parts, { request, rejection, isKnown: true });
  }
  return rejectionAnswer(NOT_STORED);
}

const NOT_STORED: Rejection = {
  status: 503,
  code: 'NOT_STORED',
  message: 'the delivery could not be stored',
  remedy: "See the relay's log; send it again later.",
  headers: { 'retry-after': '5' },
};

async function reject(parts: CatchHookParts, refused: Refused): Promise<HookAnswer> {
  const { rejection, isKnown } = refused;
  try {
    if (!(await parts.quarantine(refused))) return rejectionAnswer(TOO_MANY_REFUSED);
  } catch (error) {
    // It could not even be kept: the sender is asked to come again, and is told then what was wrong.
    parts.storeFailed(error);
    return rejectionAnswer(NOT_STORED);
  }
  // That a browser sent it shows in the request alone, and tells nothing of hooks.
  return rejectionAnswer(isKnown || rejection === FOREIGN_BROWSER ? rejection : NOT_ADMITTED);
}
