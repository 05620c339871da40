import type { AttemptVerdict } from '@convoso-connect/core';
import {
  CONVOSO_ACTIONS,
  isImpossible,
  type ConvosoAction,
  type ConvosoActionType,
  type ConvosoPlan,
} from '@convoso-connect/core/actions';
import { ConvosoApiError } from '@convoso-connect/core/convoso-api';
import type { Settlement } from '../store/commands/settlements.js';
import type { AttemptParts } from './attempt-parts.js';
import type { ConvosoTask, PreparedAction } from './prepare.js';
import { settlementOf, type Ending, type Sent } from './settle.js';

/** How an attempt in Convoso ended. */
interface ConvosoEnd {
  readonly plan: ConvosoPlan | null;
  readonly verdict: AttemptVerdict;
  readonly retryAfter: string | null;
  readonly reason: string | null;
  readonly status: number | null;
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
    reason: end.reason === null ? null : masker().text(end.reason),
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
    return { plan, verdict: { verdict: 'delivered' }, retryAfter: null, reason: note, status: 200, answer };
  } catch (error) {
    if (!(error instanceof ConvosoApiError)) throw error;
    return failed(plan, error);
  }
}

function ended(plan: ConvosoPlan | null, reason: string): ConvosoEnd {
  return {
    plan,
    verdict: { verdict: 'failed', reason },
    retryAfter: null,
    reason,
    status: null,
    answer: null,
  };
}

/**
 * Repeated: what surely was not carried out and may be later, and what may have been, because every action looks first
 * or does no harm twice. Not repeated: what Convoso has refused.
 */
function failed(plan: ConvosoPlan | null, error: ConvosoApiError): ConvosoEnd {
  const { message, remedy, outcome, repeatable, retryAfterMs, httpStatus, raw } = error;
  const reason = `${message} ${remedy}`;
  const again = repeatable || outcome === 'unknown';
  return {
    plan,
    verdict: { verdict: again ? 'retry' : 'failed', reason },
    retryAfter: retryAfterMs === null ? null : String(Math.ceil(retryAfterMs / 1_000)),
    reason,
    status: httpStatus,
    answer: raw,
  };
}

/** What was sent, call by call, and what was answered last. The token is in none of it. */
function sentColumns({ plan, status, answer }: ConvosoEnd, { convosoUrl, masker }: AttemptParts): Sent {
  const calls = plan?.calls ?? [];
  const bodies = calls.map(({ parameters }) => new URLSearchParams(parameters).toString());
  const mask = masker();
  return {
    method: calls.length === 0 ? '' : 'POST',
    url: calls[0] === undefined ? '' : `${convosoUrl()}/${calls[0].endpoint}`,
    body: calls.length === 0 ? null : bodies.map((body) => mask.body(body, 'form')).join('\n'),
    status,
    result: mask.json(answer),
    answer: null,
    diagnosis: null,
  };
}
