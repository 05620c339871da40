import type { ActionReport } from './report.js';

/**
 * What came of a workflow's actions, for the headline of its decision: `sent`, `waits since … for …`, `not sent: …`. Each
 * outcome stands once, with how many actions had it where they are several. Empty without actions.
 */
export function whatCame(actions: readonly ActionReport[]): string {
  const counts = new Map<string, number>();
  for (const action of actions) {
    const outcome = outcomeOf(action);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  const several = actions.length > 1;
  return [...counts].map(([outcome, count]) => (several ? `${count} ${outcome}` : outcome)).join('; ');
}

function outcomeOf({ state, type, reason, dueAt, attempts }: ActionReport): string {
  const sent = SENT_TYPES.has(type) ? 'sent' : 'done';
  const why = reason === null ? '' : `: ${reason}`;
  switch (state) {
    case 'done':
      return reason === null ? sent : `${sent}, but${why.slice(1)}`;
    case 'running':
      return 'under way';
    case 'waiting':
      return attempts.length > 0
        ? `waits since ${attempts[0]?.at ?? ''} for another attempt${why}`
        : `waits until ${dueAt}${why}`;
    case 'dead':
      return `failed${why}`;
    case 'skipped':
    case 'cancelled':
    case 'flushed':
      return `not ${sent}${why}`;
  }
}

const SENT_TYPES: ReadonlySet<string> = new Set(['INTEGRATION', 'EMAIL', 'SMS', 'VB']);
