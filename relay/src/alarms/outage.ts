import {
  asFailing,
  isFailing,
  isWell,
  lastFailureAt,
  withoutFailures,
  withoutFormerCauses,
  type EndpointHealth,
} from './endpoint-health.js';
import type { Situation, Wrong } from './subject.js';
import { isPast } from './times.js';

/** What is known of an endpoint besides its attempts. */
export interface OutageFacts {
  /** Whether its alarms are open. */
  readonly isOpen: boolean;
  /** How many actions wait for it that should have been sent by now. */
  readonly waiting: number;
  /** Whether the configuration still has it. */
  readonly isThere: boolean;
  readonly now: number;
}

export interface OutageJudged {
  readonly health: EndpointHealth;
  readonly situation: Situation;
}

/** An endpoint of which nothing waits, and that nothing was sent to for this long, is not said to fail any more. */
export const QUIET_MS = 60 * 60_000;

/** A further cause of an outage that goes on is told once it has come up this often. */
const FURTHER_CAUSE_FAILURES = 5;

/**
 * Whether an endpoint fails, and why. Once it does it goes on failing until it has been well for a minute, or until nothing waits
 * and nothing has been tried for an hour.
 */
export function judgeOutage(health: EndpointHealth, facts: OutageFacts): OutageJudged {
  const { isOpen, waiting, isThere, now } = facts;
  const isQuiet = waiting === 0 && health.goodSince === null && isPast(lastFailureAt(health), QUIET_MS, now);
  const isOver = isWell(health, now) || !isThere || (isOpen && isQuiet);
  if (isOver) return { health: withoutFailures(health), situation: NOTHING };
  if (!isOpen && !isFailing(health, now)) return { health, situation: NOTHING };
  const failing = isOpen ? withoutFormerCauses(health) : asFailing(health);
  const isImproving = failing.inARow.count === 0 && failing.goodSince !== null;
  return { health: failing, situation: { wrong: causesOf(failing), isImproving } };
}

const NOTHING: Situation = { wrong: new Map() };

/** The cause that came up first, and the others once they have come up often enough. */
function causesOf({ causes }: EndpointHealth): ReadonlyMap<string, Wrong> {
  const often = [...causes].filter(([, { count }]) => count >= FURTHER_CAUSE_FAILURES);
  if (often.length > 0) return new Map(often);
  const most = [...causes].sort(([, a], [, b]) => b.count - a.count || a.since - b.since);
  return new Map(most.slice(0, 1));
}
