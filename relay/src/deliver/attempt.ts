import type { Settlement } from '../store/commands/settlements.js';
import { attemptConvoso } from './attempt-convoso.js';
import { attemptEndpoint } from './attempt-endpoint.js';
import { attemptMail } from './attempt-mail.js';
import type { PreparedAction } from './prepare.js';
import type { AttemptParts } from './attempt-parts.js';
import { settlementOf } from './settle.js';

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
    { verdict: { verdict: 'failed', reason }, retryAfter: null, reason, history: [] },
    { startedAt: now, now, durationMs: 0, random: random() },
  );
}
