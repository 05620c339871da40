import {
  nextAttemptAt,
  retryAfterMilliseconds,
  type AttemptVerdict,
  type Masker,
} from '@convoso-connect/core';
import type { AttemptEnd } from '../alarms/cause.js';
import type { PreparedAction } from './prepare.js';
import type { AttemptOutcome, NewAttempt, Settlement } from '../store/ports/attempts.js';

/** The log columns that tell what was sent and answered; credentials are masked already. */
export type Sent = Pick<NewAttempt, 'method' | 'url' | 'body' | 'status' | 'result' | 'answer' | 'diagnosis'>;

export interface Ending {
  readonly verdict: AttemptVerdict;
  /** The answer's Retry-After, where it had one. */
  readonly retryAfter: string | null;
  /** Until when its target asks for nothing more, where it refused because it was too many; else null. */
  readonly heldUntil: number | null;
  /** Why it did not succeed; of a success, what there is to tell all the same. Masked. */
  readonly reason: string | null;
  /** Why it was not delivered, as alarms count it; null where that says nothing of the endpoint. */
  readonly end: AttemptEnd | null;
  /** Only for the log: what led there. */
  readonly history: readonly string[];
}

export interface Timing {
  readonly startedAt: number;
  readonly now: number;
  readonly durationMs: number;
  /** In [0, 1). */
  readonly random: number;
}

/** What an attempt leaves behind: its log row, and what becomes of the action. */
export function settlementOf(action: PreparedAction, sent: Sent, ending: Ending, timing: Timing): Settlement {
  const { row, about } = action;
  const next = nextOf(action, ending, timing);
  const gaveUp = ending.verdict.verdict === 'retry' && next.state === 'dead';
  const reason = gaveUp ? `${ending.reason ?? ''}; ${whyGivenUp(action, ending, timing)}` : ending.reason;
  return {
    end: ending.end,
    attempt: {
      ...sent,
      actionId: row.id,
      number: row.attempts + 1,
      at: timing.startedAt,
      durationMs: Math.round(timing.durationMs),
      workflowId: row.workflowId,
      target: row.target,
      ...about,
      outcome: next.outcome,
      reason: withHistory(action, ending.history, reason),
    },
    action: {
      id: row.id,
      lane: row.lane,
      holder: row.holder,
      state: next.state,
      nextAt: next.at,
      reason: next.state === 'done' ? doubtOf(ending) : reason,
    },
  };
}

function whyGivenUp({ row }: PreparedAction, { retryAfter }: Ending, { now }: Timing): string {
  const asked = retryAfterMilliseconds(retryAfter, now) ?? 0;
  return now < row.giveUpAt && now + asked > row.giveUpAt
    ? 'it asks to wait beyond the time for giving up'
    : 'the time for giving up has come';
}

/** What was delivered keeps its reason where it looks like no success: by that it is listed and can be sent again. */
function doubtOf({ verdict, reason }: Ending): string | null {
  return verdict.verdict === 'delivered' && verdict.doubt !== undefined ? (reason ?? verdict.doubt) : null;
}

interface Next {
  readonly state: 'done' | 'waiting' | 'dead';
  readonly outcome: AttemptOutcome;
  readonly at: number;
}

/**
 * What was one too many is tried again as soon as its target takes more, so often; then by the times of any other failure, because
 * what is refused that often may be refused for what it is.
 */
const SOON_AGAIN = 5;

function nextOf(
  { row }: PreparedAction,
  { verdict, retryAfter, heldUntil }: Ending,
  { now, random }: Timing,
): Next {
  if (verdict.verdict === 'delivered') return { state: 'done', outcome: 'delivered', at: now };
  if (verdict.verdict === 'refused') return { state: 'dead', outcome: 'refused', at: now };
  if (verdict.verdict === 'failed') return { state: 'dead', outcome: 'failed', at: now };
  const at = nextAttemptAt({ attempts: row.attempts + 1, now, giveUpAt: row.giveUpAt, retryAfter, random });
  if (at === null) return { state: 'dead', outcome: 'failed', at: now };
  if (heldUntil === null || row.attempts >= SOON_AGAIN) return { state: 'waiting', outcome: 'retry', at };
  const asked = now + (retryAfterMilliseconds(retryAfter, now) ?? 0);
  return { state: 'waiting', outcome: 'retry', at: Math.min(Math.max(heldUntil, asked), row.giveUpAt) };
}

/** The reason, with what the log has to tell besides: what came before, and whom the action passed. */
function withHistory(
  { row }: PreparedAction,
  history: readonly string[],
  reason: string | null,
): string | null {
  const overtaken =
    row.overtook === null
      ? []
      : [`overtaken: ${row.overtook}, which comes before it, has been failing for a minute`];
  const parts = [...history, ...(reason === null ? [] : [reason]), ...overtaken];
  return parts.length === 0 ? null : parts.join('; ');
}

export function maskedText(masker: Masker, text: string | null): string | null {
  return text === null ? null : masker.text(text);
}
