import { retryAfterMilliseconds, type AttemptVerdict } from '@convoso-connect/core';
import {
  CONVOSO_ACTIONS,
  isImpossible,
  type ConvosoAction,
  type ConvosoActionType,
  type ConvosoPlan,
} from '@convoso-connect/core/actions';
import { ConvosoApiError } from '@convoso-connect/core/convoso-api';
import { endOfStatus, type AttemptEnd } from '../alarms/cause.js';
import { signOfStatus } from '../flow/sign.js';
import type { AttemptParts } from './attempt-parts.js';
import type { ConvosoTask, PreparedAction } from './prepare.js';
import { settlementOf, type Ending, type Sent } from './settle.js';
import type { Settlement } from '../store/ports/attempts.js';

/** How an attempt in Convoso ended. */
interface ConvosoEnd {
  readonly plan: ConvosoPlan | null;
  /** The endpoint of the call that failed, which may be a look before anything is planned; null where none was made. */
  readonly asked: string | null;
  readonly verdict: AttemptVerdict;
  readonly retryAfter: string | null;
  readonly reason: string | null;
  readonly status: number | null;
  readonly end: AttemptEnd | null;
  readonly answer: unknown;
}

/**
 * Carries an action out in Convoso. What it comes to is settled and stored before anything is written, so that an
 * attempt cut off by a crash is repeated as the same; one that may have been carried out looks first.
 */
export async function attemptConvoso(
  action: PreparedAction,
  task: ConvosoTask,
  parts: AttemptParts,
): Promise<Settlement> {
  const { clock, random, masker } = parts;
  const startedAt = clock.now();
  const end = await carryOut(action, task, parts);
  const now = clock.now();
  const ending: Ending = {
    verdict: end.verdict,
    retryAfter: end.retryAfter,
    heldUntil: parts.heard(action.row, {
      sign: signOfStatus(end.status, end.verdict.verdict),
      actionId: action.row.id,
      startedAt,
      now,
      askedMs: retryAfterMilliseconds(end.retryAfter, now),
    }),
    reason: end.reason === null ? null : masker().text(end.reason),
    end: end.end,
    history: [],
  };
  return settlementOf(action, sentColumns(end, parts), ending, {
    startedAt,
    now,
    durationMs: now - startedAt,
    random: random(),
  });
}

async function carryOut(
  { row }: PreparedAction,
  { errand, plan: settled }: ConvosoTask,
  { convoso, freeze }: AttemptParts,
): Promise<ConvosoEnd> {
  // Each type's own plan goes with its own errand: the table is indexed by the errand's type.
  const kind = CONVOSO_ACTIONS[errand.action.type] as ConvosoAction<ConvosoActionType>;
  let plan = settled;
  try {
    const api = convoso();
    if (api === null) return ended(null, 'the account has no authToken any more');
    if (plan === null) {
      const planning = await kind.plan(errand, api);
      if (isImpossible(planning)) return ended(null, planning.reason);
      plan = planning;
    }
    // Again at every attempt: what an earlier one wrote is no longer expected back by now.
    await freeze(row, plan);
    const { answer, note } = await kind.perform(plan, api, { again: settled !== null });
    return {
      plan,
      asked: null,
      verdict: { verdict: 'delivered' },
      retryAfter: null,
      reason: note,
      status: 200,
      end: null,
      answer,
    };
  } catch (error) {
    if (!(error instanceof ConvosoApiError)) throw error;
    return failed(plan, error);
  }
}

function ended(plan: ConvosoPlan | null, reason: string): ConvosoEnd {
  return {
    plan,
    asked: null,
    verdict: { verdict: 'failed', reason },
    retryAfter: null,
    reason,
    status: null,
    end: null,
    answer: null,
  };
}

/**
 * Repeated: what surely was not carried out and may be later, and what may have been, because every action looks first
 * or does no harm twice. Not repeated: what Convoso has refused.
 */
function failed(plan: ConvosoPlan | null, error: ConvosoApiError): ConvosoEnd {
  const { message, remedy, outcome, repeatable, retryAfterMs, httpStatus, raw, endpoint } = error;
  const reason = `${message} ${remedy}`;
  const again = repeatable || outcome === 'unknown';
  return {
    plan,
    asked: endpoint === '' ? null : endpoint,
    verdict: { verdict: again ? 'retry' : 'failed', reason },
    retryAfter: retryAfterMs === null ? null : String(Math.ceil(retryAfterMs / 1_000)),
    reason,
    status: httpStatus,
    end: again ? endOfCall(httpStatus) : 'refused',
    answer: raw,
  };
}

/** What Convoso may do later is a failure of Convoso, also where it says so with a code of its own and status 200. */
function endOfCall(status: number | null): AttemptEnd {
  if (status === null) return 'not-reached';
  const end = endOfStatus(status);
  return end === 'refused' ? 'server-error' : end;
}

/**
 * What was sent, call by call, and what was answered last. Where it ended before anything was to be written, the look that it
 * ended with. The token is in none of it.
 */
function sentColumns(
  { plan, asked, status, answer }: ConvosoEnd,
  { convosoUrl, masker }: AttemptParts,
): Sent {
  const calls = plan?.calls ?? [];
  const endpoint = calls[0]?.endpoint ?? asked;
  const bodies = calls.map(({ parameters }) => new URLSearchParams(parameters).toString());
  const mask = masker();
  return {
    method: endpoint === null ? '' : 'POST',
    url: endpoint === null ? '' : `${convosoUrl()}/${endpoint}`,
    body: calls.length === 0 ? null : bodies.map((body) => mask.body(body, 'form')).join('\n'),
    status,
    result: mask.json(answer),
    answer: null,
    diagnosis: null,
  };
}
