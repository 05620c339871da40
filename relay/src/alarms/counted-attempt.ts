import type { Settlement } from '../store/ports/attempts.js';
import type { CountedAttempt } from './endpoint-health.js';

/**
 * An attempt as it counts for its endpoint; null for one that says nothing of it: that was refused by what it held, that this
 * relay broke off, or that could not be prepared.
 */
export function countedAttempt({ attempt, action, end }: Settlement, at: number): CountedAttempt | null {
  if (attempt.outcome === 'delivered') return { at, end: action.reason === null ? 'delivered' : 'doubtful' };
  return end === undefined || end === null || end === 'refused' ? null : { at, end };
}
