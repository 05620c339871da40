import { attemptHandBack } from '../holds/attempt.js';
import { attemptConvoso } from './attempt-convoso.js';
import { attemptEndpoint } from './attempt-endpoint.js';
import { attemptMail } from './attempt-mail.js';
import { attemptSubscription } from '../subscriptions/attempt.js';
import type { PreparedAction } from './prepare.js';
import type { AttemptParts } from './attempt-parts.js';
import { settlementOf } from './settle.js';
import type { Settlement } from '../store/ports/attempts.js';

/** Makes one attempt at an action: the same key and the same content each time. */
export async function runAttempt(action: PreparedAction, parts: AttemptParts): Promise<Settlement> {
  const ended = parts.useSecrets();
  const { id } = action.row;
  parts.underWay.add(id);
  try {
    return await attempt(action, parts);
  } finally {
    parts.underWay.delete(id);
    ended();
  }
}

function attempt(action: PreparedAction, parts: AttemptParts): Promise<Settlement> | Settlement {
  const { task } = action;
  switch (task.kind) {
    case 'endpoint':
      return attemptEndpoint(action, task, parts);
    case 'convoso':
      return attemptConvoso(action, task, parts);
    case 'mail':
      return attemptMail(action, task, parts);
    case 'callback':
      return attemptHandBack(action, task, parts);
    case 'subscription':
      return attemptSubscription(action, task, parts);
    case 'impossible':
      return impossible(action, task.why.reason, parts);
  }
}

/** Nothing is sent: what is missing would be missing again. It is kept for replay. */
function impossible(action: PreparedAction, reason: string, { clock, random }: AttemptParts): Settlement {
  const now = clock.now();
  return settlementOf(
    action,
    { method: '', url: '', body: null, status: null, result: 'null', answer: null, diagnosis: null },
    {
      verdict: { verdict: 'failed', reason },
      retryAfter: null,
      heldUntil: null,
      reason,
      end: null,
      history: [],
    },
    { startedAt: now, now, durationMs: 0, random: random() },
  );
}
