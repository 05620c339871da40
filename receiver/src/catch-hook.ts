import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  ConnectError,
  createOccurrence,
  decodeDelivery,
  decodeParsed,
  nameFields,
  nullRecord,
  parseConnectPayload,
  toCallEvent,
  type CallEvent,
  type ConnectPayload,
  type FieldsMap,
  type FieldValue,
  type FieldValues,
} from '@convoso-connect/core';
import {
  formatProblem,
  nearest,
  parseConfig,
  resolveSecrets,
  type ResolvedHook,
} from '@convoso-connect/core/config';
import { monotonicFactory } from 'ulid';
import { addressList } from './address-list.js';
import { checkAddress, checkSecret, type Admission } from './admission.js';
import { readBody } from './read-body.js';
import { readingOf, type Payload, type Reading } from './reading.js';
import { EMPTY_DELIVERY, checkMethod, rejectionBody, tooLarge, type Rejection } from './rejection.js';

export interface CatchHookOptions {
  /** What Convoso sends as `X-Connect-Secret` or `?secret=`; left out, the hook is open. Undefined is refused. */
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

/** What of a request is read: that of express 4, that of express 5, or the plain one of `node:http`. */
export interface HookRequest extends IncomingMessage {
  /** The whole address, also where a router has cut its own part off `url`. */
  readonly originalUrl?: string | undefined;
  /** The caller, behind trusted proxies. */
  readonly ip?: string | undefined;
  /** What a body parser has made of the body, where one ran before. */
  readonly body?: unknown;
}

export type CatchHook = (
  request: HookRequest,
  response: ServerResponse,
  /** Express's own. Without it, as with plain `node:http`, what the app throws is answered with 500, and told as a warning of the process. */
  next?: (error?: unknown) => void,
) => void;

const MEBIBYTE = 1_048_576;

const OPTIONS: readonly string[] = [
  'secret',
  'allowFrom',
  'fields',
  'maxBodyBytes',
  'onEvent',
] satisfies (keyof CatchHookOptions)[];

/**
 * Middleware for express 4 and 5, and a listener for `node:http`, that receives Convoso's webhooks: takes all five body shapes, with or without a body
 * parser before it, checks secret and address, and answers `{"success":true,"id":"…"}`. What it turns away is answered
 * with a stable code, what is wrong and what to do. Throws a `ConnectError` for options that cannot work.
 */
export function catchHook(options: CatchHookOptions): CatchHook {
  refuseWhatCannotWork(options);
  const receiver: Receiver = {
    ...hookOf(options),
    limit: options.maxBodyBytes ?? MEBIBYTE,
    newId: monotonicFactory(),
    onEvent: options.onEvent,
  };
  return (request, response, next = (error) => answerFailure(response, error)) => {
    // Express 4 looks at no promise: what is rejected has to be handed on, or it ends the process.
    answered(request, receiver)
      .then((answer) => write(response, answer))
      .catch((error: unknown) => next(asError(error)));
  };
}

/** For who has no error handling of their own. What went wrong is theirs to know, and not the caller's. */
function answerFailure(response: ServerResponse, error: unknown): void {
  const { stack, message } = asError(error) as Partial<Error>;
  process.emitWarning(stack ?? message ?? String(error), { type: 'CatchHookFailed' });
  if (response.headersSent) return;
  const remedy = 'Send it again later. What went wrong stands in the log of the receiving app.';
  write(response, {
    status: 500,
    body: { success: false, error: { code: 'NOT_TAKEN_IN', message: 'the call was not taken in', remedy } },
  });
}

/** Express takes nothing, and some texts, for an order to go on with the next handler. */
function asError(thrown: unknown): unknown {
  return typeof thrown === 'object' && thrown !== null ? thrown : new Error(String(thrown));
}

interface Receiver extends Admission, Pick<CatchHookOptions, 'onEvent'> {
  readonly hook: ResolvedHook;
  readonly limit: number;
  readonly newId: (at: number) => string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

async function answered(request: HookRequest, receiver: Receiver): Promise<Answer> {
  const reading = await receive(request, receiver);
  if (reading.outcome === 'rejected') {
    const { rejection } = reading;
    return { status: rejection.status, headers: rejection.headers ?? {}, body: rejectionBody(rejection) };
  }
  const ids = await handOver(reading, receiver);
  return { status: 200, body: { success: true, id: ids[0], ...(ids.length > 1 ? { ids } : {}) } };
}

/**
 * Hands each record to the app, and gives their ids.
 *
 * @throws what the app threw first, when all of them have been handed over: one record's failure keeps none back
 */
async function handOver(
  { records, event }: Payload,
  { hook, newId, onEvent }: Receiver,
): Promise<readonly string[]> {
  const receivedAt = Date.now();
  const ids = records.map(() => newId(receivedAt));
  const failures: unknown[] = [];
  for (const [index, { received, notes }] of records.entries()) {
    const named = nameFields(received, hook.fields);
    const occurrence = createOccurrence({
      id: ids[index] ?? '',
      hookId: hook.id,
      receivedAt,
      snapshot: named.snapshot,
      notes: [...notes, ...named.notes],
      declared: event ?? 'infer',
      lead: null,
      call: null,
    });
    try {
      await onEvent(toCallEvent(occurrence), parseConnectPayload(underOwnNames(received, hook.fields)));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return ids;
}

/** What the app's own names mean stands under Convoso's, as in the event; a name that is not in `fields` stays what it is. */
function underOwnNames(received: FieldValues, fields: FieldsMap): FieldValues {
  const names = Object.keys(received);
  const mapped = names.filter((name) => Object.hasOwn(fields, name));
  const others = names.filter((name) => !Object.hasOwn(fields, name));
  const named = nullRecord<FieldValue>();
  for (const name of others) named[name] = received[name] ?? '';
  for (const name of mapped) named[fields[name]?.replace(/^[^.]*\./, '') ?? name] = received[name] ?? '';
  return named;
}

type Received = Payload | { readonly outcome: 'rejected'; readonly rejection: Rejection };

async function receive(request: HookRequest, receiver: Receiver): Promise<Received> {
  const url = request.originalUrl ?? request.url ?? '';
  const question = url.indexOf('?');
  const query = question === -1 ? '' : url.slice(question + 1);
  const { headers, ip = request.socket.remoteAddress ?? '' } = request;
  const caller = { query, headers, remoteAddress: ip };
  const turnedAway =
    checkMethod(request.method) ??
    checkAddress(caller, receiver, "express's trust proxy") ??
    checkSecret(caller, receiver);
  if (turnedAway !== null) return { outcome: 'rejected', rejection: turnedAway };
  const reading = await read(request, query, receiver.limit);
  if (reading === 'too-large')
    return { outcome: 'rejected', rejection: tooLarge(receiver.limit, 'maxBodyBytes') };
  if (reading.outcome === 'payload') return reading;
  const rejection = reading.outcome === 'empty' ? EMPTY_DELIVERY : reading.rejection;
  return { outcome: 'rejected', rejection };
}

/** What the request holds; from what a body parser made of it where one ran before. */
async function read(request: HookRequest, query: string, limit: number): Promise<Reading | 'too-large'> {
  const { body: parsed, headers } = request;
  const decoded = (body: Buffer | string): Reading => readingOf(decodeDelivery(body, headers, query), query);
  if (typeof parsed === 'string' || Buffer.isBuffer(parsed)) {
    return Buffer.byteLength(parsed) > limit ? 'too-large' : decoded(parsed);
  }
  if (typeof parsed === 'object' && parsed !== null && Object.keys(parsed).length > 0) {
    return readingOf(decodeParsed(parsed, query), query);
  }
  // A parser that found no body of its kind leaves the request as it was; what it found to be empty it has read.
  if (request.readableEnded && parsed !== undefined) return decoded('');
  const whole = await readBody(request, limit);
  return whole.tooLarge ? 'too-large' : decoded(whole.body);
}

/** Without express's own methods, which are not the same in all of its versions. */
function write(response: ServerResponse, { status, headers = {}, body }: Answer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

/** What the configuration's own check does not see. */
function refuseWhatCannotWork(options: CatchHookOptions): void {
  const given: { readonly [N in keyof CatchHookOptions]?: unknown } = options;
  const { onEvent, maxBodyBytes = MEBIBYTE } = given;
  const unknown = Object.keys(given).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    const meant = nearest(unknown, OPTIONS);
    // A misspelt secret would open the hook as well.
    throw refused(
      `there is no option "${unknown}"${meant === undefined ? '' : `; is "${meant}" meant?`}`,
      `Options are ${OPTIONS.join(', ')}.`,
    );
  }
  if (typeof onEvent !== 'function') {
    throw refused(`onEvent is ${typeof onEvent}, and calls would be lost.`, 'Give a function.');
  }
  if (!(Number.isInteger(maxBodyBytes) && Number(maxBodyBytes) > 0)) {
    throw refused(
      `maxBodyBytes is ${JSON.stringify(maxBodyBytes)}.`,
      `Give a whole number of bytes above 0, or leave it out for ${MEBIBYTE}.`,
    );
  }
  // A variable that is not set would open the hook to anyone, and nobody would notice.
  for (const name of ['secret', 'allowFrom'] as const) {
    if (!(name in given) || given[name] !== undefined) continue;
    throw refused(
      `${name} is undefined; is the variable that it comes from not set?`,
      `Set it, or leave ${name} out where the hook is to be open to anyone.`,
    );
  }
}

function refused(what: string, remedy: string): ConnectError {
  return new ConnectError('BAD_CATCH_HOOK', `catchHook cannot work so:\n${what}`, remedy);
}

/** The options as the configuration's hook, checked as such. */
function hookOf({
  secret,
  allowFrom = [],
  fields = {},
}: CatchHookOptions): { readonly hook: ResolvedHook } & Pick<Admission, 'allowFrom'> {
  const given = { id: 'catch-hook', allowFrom, fields, ...(secret === undefined ? {} : { secret }) };
  const parsed = parseConfig({ version: 1, hooks: [given] });
  if (!parsed.ok) {
    const problems = parsed.problems.map(formatProblem).join('\n');
    throw refused(problems, 'Mend the options named.');
  }
  const resolved = resolveSecrets(parsed.config, () => undefined);
  const [hook] = resolved.config?.hooks ?? [];
  if (hook === undefined) throw new Error('a parsed hook has gone missing');
  return { hook, allowFrom: hook.allowFrom.length === 0 ? null : addressList(hook.allowFrom) };
}
