import { createHash } from 'node:crypto';
import { ConnectError, answerBodyKind, type LeadKey, type Masker } from '@convoso-connect/core';
import type { BodyOf, RelayApi } from '@convoso-connect/core/relay-contract';
import { endOfStatus } from '../alarms/cause.js';
import { keptAnswer } from '../deliver/kept-answer.js';
import { elsewhere } from '../deliver/targets.js';
import { iso } from '../iso.js';
import { EVENT_AHEAD_MS } from '../retention/limits.js';
import type { NewAttempt, Settlement } from '../store/ports/attempts.js';
import type { Unit } from '../store/store.js';

export type ReportedSend = BodyOf<RelayApi['logs']['report']>['sends'][number];

/** A send that a program made by itself, read. */
export interface ReadSend {
  readonly send: ReportedSend;
  /** Made of who reports it and of its id. */
  readonly key: string;
  readonly attempt: Omit<NewAttempt, 'actionId'>;
}

/** In bytes of UTF-8: so much of a body is kept, as of what is held back. */
const MOST_BODY_BYTES = 65_536;

const DAY_MS = 24 * 60 * 60_000;

export interface SendReading {
  readonly owner: string;
  readonly leadKey: LeadKey | null;
  readonly phone: string | null;
  readonly masker: Masker;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** @throws {ConnectError} BAD_REPORT, SENT_IN_THE_FUTURE */
export function readSend(send: ReportedSend, { owner, leadKey, phone, masker, now }: SendReading): ReadSend {
  const at = Date.parse(send.at);
  if (at > now + EVENT_AHEAD_MS) throw inTheFuture(send.id, at, now);
  const { source, endpoint, durationMs, method, url, body = null, attempt: number = 1, outcome } = send;
  const answer = answerOf(send, masker);
  return {
    send,
    key: createHash('sha256')
      .update(JSON.stringify([owner, source, send.id]))
      .digest('hex')
      .slice(0, 32),
    attempt: {
      number,
      // What comes long after it was sent is as old as the oldest that is kept would be, and goes with it.
      at: Math.min(Math.max(at, 0), now),
      durationMs: Math.round(durationMs),
      workflowId: send.rule ?? '',
      target: elsewhere(source, endpoint),
      phone,
      leadKey,
      method: method.toUpperCase(),
      url: maskedUrl(url, send.id, masker),
      body: body === null ? null : shortened(masker.body(body, answerBodyKind(body))),
      status: send.answer?.status ?? null,
      outcome,
      result: send.result === undefined ? 'null' : masker.json(send.result),
      reason: send.reason === undefined || send.reason === null ? null : masker.text(send.reason),
      answer: answer === null ? null : JSON.stringify(answer),
      diagnosis: null,
    },
  };
}

function answerOf({ answer }: ReportedSend, masker: Masker) {
  if (answer === undefined || answer === null) return null;
  const { status, headers = {}, body = '' } = answer;
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const outcome = { kind: 'answered', status, body, truncated: false, durationMs: 0 } as const;
  return keptAnswer({ ...outcome, headers: Object.fromEntries(lowered) }, masker);
}

function maskedUrl(url: string, id: string, masker: Masker): string {
  if (!URL.canParse(url)) throw notAUrl(id);
  return masker.url(url);
}

function shortened(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= MOST_BODY_BYTES) return text;
  return `${new TextDecoder().decode(bytes.subarray(0, MOST_BODY_BYTES), { stream: true })}…`;
}

/** An entry of the log that is there now, and whether it was before. */
export interface Logged {
  readonly logId: number;
  readonly repeated: boolean;
}

/**
 * Puts sends into the log: those about an occurrence of the relay stand in its trail, the others by themselves. The same is known again,
 * also where the occurrence came to be known in between.
 */
export async function logSends(unit: Unit, sends: readonly ReadSend[]): Promise<readonly Logged[]> {
  const eventIds = sends.flatMap(({ send }) => (send.eventId === undefined ? [] : [send.eventId]));
  const known = new Set((await unit.occurrences.findMany([...new Set(eventIds)])).map(({ id }) => id));
  const logged: Logged[] = [];
  for (const { send, key, attempt } of sends) {
    const { eventId, source } = send;
    const alone = `{sent}-${source}-${key}`;
    const inTrail = eventId !== undefined && known.has(eventId) ? `${eventId}-{sent}-${source}-${key}` : null;
    const [before] = await unit.attempts.lastOf(inTrail === null ? [alone] : [inTrail, alone]);
    if (before !== undefined) {
      logged.push({ logId: before.id, repeated: true });
      continue;
    }
    const [logId] = await unit.attempts.report([{ ...attempt, actionId: inTrail ?? alone }]);
    if (logId === undefined) throw new Error('an entry of the log was given no number');
    logged.push({ logId, repeated: false });
  }
  return logged;
}

/** What alarms are told of it: they count it like an attempt of the relay at the same place. */
export function settlementOfSend({ attempt, key }: ReadSend): Settlement {
  const action = {
    id: key,
    state: 'done',
    nextAt: attempt.at,
    reason: null,
    lane: '',
    holder: null,
  } as const;
  const isWell = attempt.outcome === 'delivered';
  const end = attempt.status === null ? 'not-reached' : endOfStatus(attempt.status);
  return { attempt: { ...attempt, actionId: key }, action, end: isWell ? null : end };
}

/** Sends this old say nothing of how the destination is doing. */
export function isNews({ at }: { readonly at: number }, now: number): boolean {
  return now - at < DAY_MS;
}

function inTheFuture(id: string, at: number, now: number): ConnectError {
  return new ConnectError(
    'SENT_IN_THE_FUTURE',
    `"${id.slice(0, 100)}" was sent at ${iso(at)}, and the relay's clock says ${iso(now)}`,
    'Set the clock of the machine that sends.',
  );
}

function notAUrl(id: string): ConnectError {
  return new ConnectError(
    'BAD_REPORT',
    `the url of "${id.slice(0, 100)}" is none`,
    'Give it with its protocol, as in https://crm.example.test/leads.',
  );
}
