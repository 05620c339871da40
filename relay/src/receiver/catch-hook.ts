import {
  ConnectError,
  createOccurrence,
  nameFields,
  parseConnectPayload,
  toCallEvent,
  type CallEvent,
  type ConnectPayload,
} from '@convoso-connect/core';
import { formatProblem, parseConfig, resolveSecrets, type ResolvedHook } from '@convoso-connect/core/config';
import type { Request, RequestHandler } from 'express';
import { monotonicFactory } from 'ulid';
import { liveHook, type LiveHook } from '../config/live-config.js';
import { checkAddress, checkSecret } from '../intake/admission.js';
import { EMPTY_DELIVERY, rejectionBody, tooLarge, type Rejection } from '../intake/hook-request.js';
import { fromOutside } from '../intake/keep.js';
import { readDelivery, readParsed, type Payload, type Reading } from '../intake/reading.js';
import { readBody } from '../http/read-body.js';

export interface CatchHookOptions {
  /** What Convoso sends as `X-Connect-Secret` or `?secret=`; without one the hook is open. */
  readonly secret?: string;
  /** Addresses and CIDR ranges that may call; anyone without. Behind a proxy, set express's `trust proxy`. */
  readonly allowFrom?: readonly string[];
  /** What Convoso's adaptor calls things: received name → `section.field`. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Default 1 MiB. */
  readonly maxBodyBytes?: number;
  /**
   * Called for each call or lead of a delivery, in their order, before Convoso is answered; what it throws goes to
   * express's error handling. There is no memory of earlier deliveries here: a status always counts as changed, and a
   * disposition as the first.
   */
  readonly onEvent: (event: CallEvent, payload: ConnectPayload) => void | Promise<void>;
}

const MEBIBYTE = 1_048_576;

/**
 * Express middleware that receives Convoso's webhooks: takes all five body shapes, with or without a body parser
 * before it, checks secret and address, and answers `{"success":true,"id":"…"}`. What it turns away is answered
 * with a stable code, what is wrong and what to do. Throws a `ConnectError` for options that cannot work.
 */
export function catchHook(options: CatchHookOptions): RequestHandler {
  const hook = liveHook(hookOf(options));
  const limit = options.maxBodyBytes ?? MEBIBYTE;
  const newId = monotonicFactory();

  return async (request, response, next) => {
    const reading = await receive(request, hook, limit);
    if (reading.outcome === 'rejected') {
      response.status(reading.rejection.status).json(rejectionBody(reading.rejection));
      return;
    }
    const receivedAt = Date.now();
    const ids = reading.records.map(() => newId(receivedAt));
    const failures: unknown[] = [];
    for (const [index, { received, notes }] of reading.records.entries()) {
      const named = nameFields(received, hook.hook.fields);
      const occurrence = createOccurrence({
        id: ids[index] ?? '',
        hookId: hook.hook.id,
        receivedAt,
        snapshot: named.snapshot,
        notes: [...notes, ...named.notes],
        declared: reading.event ?? 'infer',
        lead: null,
        call: null,
      });
      try {
        await options.onEvent(toCallEvent(occurrence), parseConnectPayload(received));
      } catch (error) {
        // One record's failure keeps none of the others back.
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      next(failures[0]);
      return;
    }
    response.json({ success: true, id: ids[0], ...(ids.length > 1 ? { ids } : {}) });
  };
}

async function receive(
  request: Request,
  hook: LiveHook,
  limit: number,
): Promise<Payload | { readonly outcome: 'rejected'; readonly rejection: Rejection }> {
  const question = request.originalUrl.indexOf('?');
  const query = question === -1 ? '' : request.originalUrl.slice(question + 1);
  const { headers } = request;
  const caller = { query, headers, remoteAddress: request.ip ?? '' };
  const turnedAway = checkAddress(caller, hook) ?? checkSecret(caller, hook);
  if (turnedAway !== null) return { outcome: 'rejected', rejection: turnedAway };
  const reading = await readingOf(request, query, limit);
  if (reading === 'too-large') return { outcome: 'rejected', rejection: tooLarge(limit) };
  if (reading.outcome === 'payload') return reading;
  const rejection = reading.outcome === 'empty' ? EMPTY_DELIVERY : reading.rejection;
  return { outcome: 'rejected', rejection };
}

/** The options as the configuration's hook, checked as such. */
function hookOf({ secret, allowFrom = [], fields = {} }: CatchHookOptions): ResolvedHook {
  const hook = { id: 'catch-hook', allowFrom, fields, ...(secret === undefined ? {} : { secret }) };
  const parsed = parseConfig({ version: 1, hooks: [hook] });
  if (!parsed.ok) {
    const problems = parsed.problems.map(formatProblem).join('\n');
    throw new ConnectError(
      'BAD_CATCH_HOOK',
      `catchHook cannot work so:\n${problems}`,
      'Mend the options named.',
    );
  }
  const resolved = resolveSecrets(parsed.config, () => undefined);
  const [only] = resolved.config?.hooks ?? [];
  if (only === undefined) throw new Error('a parsed hook has gone missing');
  return only;
}

/** What the request holds; from what a body parser made of it where one ran before. */
async function readingOf(request: Request, query: string, limit: number): Promise<Reading | 'too-large'> {
  const parsed = request.body as unknown;
  const headers = fromOutside(request.headers);
  if (typeof parsed === 'string' || Buffer.isBuffer(parsed)) {
    const isTooLarge = Buffer.byteLength(parsed) > limit;
    return isTooLarge ? 'too-large' : readDelivery({ query, headers, body: parsed });
  }
  if (typeof parsed === 'object' && parsed !== null && Object.keys(parsed).length > 0) {
    return readParsed(parsed, query);
  }
  // A parser that found no body of its kind leaves the request as it was, or has read it to its end.
  if (request.readableEnded) return readDelivery({ query, headers, body: '' });
  const read = await readBody(request, limit);
  return read.tooLarge ? 'too-large' : readDelivery({ query, headers, body: read.body });
}
